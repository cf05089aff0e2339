#ifndef SCARP_OPENBLAS_H
#define SCARP_OPENBLAS_H

/* Fortran interface of OpenBLAS (LP64): every argument by address, matrices column-major.
   LAPACK's character arguments carry their lengths at the end, as gfortran passes them. */

#include <stddef.h>

#pragma clang assume_nonnull begin

void dsyrk_(
    const char *uplo, const char *trans, const int *n, const int *k, const double *alpha,
    const double *a, const int *lda, const double *beta, double *c, const int *ldc);
void dgemm_(
    const char *transa, const char *transb, const int *m, const int *n, const int *k,
    const double *alpha, const double *a, const int *lda, const double *b, const int *ldb,
    const double *beta, double *c, const int *ldc);
void dgemv_(
    const char *trans, const int *m, const int *n, const double *alpha, const double *a,
    const int *lda, const double *x, const int *incx, const double *beta, double *y,
    const int *incy);
void dsymv_(
    const char *uplo, const int *n, const double *alpha, const double *a, const int *lda,
    const double *x, const int *incx, const double *beta, double *y, const int *incy);

/* Cholesky factors and solutions with them. */
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t);
void dtrsv_(
    const char *uplo, const char *trans, const char *diag, const int *n, const double *a,
    const int *lda, double *x, const int *incx, size_t, size_t, size_t);

/* Symmetric eigenvalue problems. */
void dsytrd_(
    const char *uplo, const int *n, double *a, const int *lda, double *d, double *e, double *tau,
    double *work, const int *lwork, int *info, size_t);
void dsterf_(const int *n, double *d, double *e, int *info);
void dstemr_(
    const char *jobz, const char *range, const int *n, double *d, double *e, const double *vl,
    const double *vu, const int *il, const int *iu, int *m, double *w, double *z, const int *ldz,
    const int *nzc, int *isuppz, int *tryrac, double *work, const int *lwork, int *iwork,
    const int *liwork, int *info, size_t, size_t);
void dormtr_(
    const char *side, const char *uplo, const char *trans, const int *m, const int *n,
    const double *a, const int *lda, const double *tau, double *c, const int *ldc, double *work,
    const int *lwork, int *info, size_t, size_t, size_t);
void dsyevd_(
    const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
    double *work, const int *lwork, int *iwork, const int *liwork, int *info, size_t, size_t);
void dsyevd_2stage_(
    const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
    double *work, const int *lwork, int *iwork, const int *liwork, int *info, size_t, size_t);
void dstevd_(
    const char *jobz, const int *n, double *d, double *e, double *z, const int *ldz, double *work,
    const int *lwork, int *iwork, const int *liwork, int *info, size_t);

void openblas_set_num_threads(int threads);
char *openblas_get_corename(void);
char *openblas_get_config(void);

/* Present only in builds that choose their kernels at run time, hence weak. */
void gotoblas_dynamic_init(void) __attribute__((weak));
void gotoblas_dynamic_quit(void) __attribute__((weak));

/* Chooses the kernels again, after OPENBLAS_CORETYPE was set; 0 where this build cannot. */
static inline int openblas_choose_kernels_again(void) {
  if (!gotoblas_dynamic_init || !gotoblas_dynamic_quit) return 0;
  gotoblas_dynamic_quit();
  gotoblas_dynamic_init();
  return 1;
}

#pragma clang assume_nonnull end

#endif
