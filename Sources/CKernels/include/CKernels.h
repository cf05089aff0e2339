#ifndef CKERNELS_H
#define CKERNELS_H

/* Hot inner loops, compiled once per instruction level and chosen at run time. */

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/* Vectors have this many f64 lanes at every level, so sums are taken in the same order. */
#define CK_LANES 8

/* Tall matrices are stored by panels of CK_PANEL rows, in slabs of CK_SLAB columns: the entries of
   column c in panel p begin at slabs[c / CK_SLAB] + (p·CK_SLAB + c % CK_SLAB)·CK_PANEL. They are f64
   or, where `rounded`, the upper 32 bits of f64 as `round_panel` stores them; each slab is 64-byte
   aligned. */
#define CK_PANEL 64
#define CK_SLAB 32

enum {
  CK_SMOOTH = 1,            /* infinitely differentiable */
  CK_BOUNDED_SLOPE = 2,
  CK_BOUNDED_CURVATURE = 4,
  CK_KINKED = 8,            /* the slope jumps: its derivative has point masses */
  CK_KINK_MENDED_BY_ONE = 16, /* no jump when the parameter is 1 */
  CK_ZERO_CURVATURE = 32,   /* the second derivative is zero off the kinks */
};

/* One activation σ as the catalog shows it; the order is that of the kernels. */
typedef struct {
  const char *name;
  const char *formula;
  const char *parameter;      /* its name, or "" without one */
  double default_parameter;
  double least_parameter;     /* the parameter must be above this */
  int flags;
} ck_activation;

extern const size_t ck_activation_count;

/* All of them. */
const ck_activation *ck_activation_table(void);

typedef enum { CK_SQUARE, CK_PSEUDO_HUBER } ck_loss;

/* A network on its samples: theory section 1. Row-major arrays, 64-byte aligned, rows padded with
   zeros to `stride` columns, a multiple of CK_LANES. */
typedef struct {
  const void *x;              /* rows×stride, of f32 if x_is_single, else of f64 */
  const double *y;            /* responses */
  const double *theta;        /* neurons×stride */
  const double *second_layer; /* neurons */
  int x_is_single;
  size_t rows;                /* of x and y */
  size_t stride;
  size_t neurons;
  size_t activation;
  double activation_parameter;
  ck_loss loss;
  double loss_parameter;
} ck_network;

typedef struct {
  const char *name;

  /* Standard normals (or uniforms on [0, 1)) of row `row`, columns first..<first+count. */
  void (*normals)(
      uint64_t seed, uint32_t stream, uint64_t row, uint64_t first, double *out, size_t count);
  void (*uniforms)(
      uint64_t seed, uint32_t stream, uint64_t row, uint64_t first, double *out, size_t count);

  /* Elementwise; value, slope and curvature of σ, and of ℓ(y, f) in f. */
  void (*activate)(
      size_t activation, double parameter, const double *u, double *value, double *slope,
      double *_Nullable curvature, size_t count);
  void (*lose)(
      ck_loss loss, double parameter, const double *y, const double *f, double *value,
      double *slope, double *curvature, size_t count);
  void (*exponential)(const double *x, double *out, size_t count);
  void (*logarithm)(const double *x, double *out, size_t count);

  /* Of `count` networks on one X, whose theta follow one another in memory as their gradients do:
     adds Xᵀg (theory (1), (3), without 1/n) of rows from..<to to `gradient` (all neurons×stride) and
     the losses of those rows, one after another, to `losses` (count). The first network has the most
     rows. A network's sums do not depend on the others, nor on how from..<to is cut into calls.
     `scratch` holds ck_step_scratch doubles for all neurons, 64-byte aligned. */
  void (*step)(
      const ck_network *networks, size_t count, size_t from, size_t to, double *gradient,
      double *losses, double *scratch);
  /* Pre-activations u = XΘᵀ of rows from..<to, neuron-major: u[j·pitch + (row − from)]. */
  void (*project)(
      const ck_network *network, size_t from, size_t to, double *u, size_t pitch);
  /* D of theory (2) for `count` samples with pre-activations u[j·count + i]:
     d[(j·neurons + l)·count + i]. `scratch` holds (3·neurons + 4)·count doubles. */
  void (*curve)(
      const ck_network *network, const double *u, const double *y, size_t count, double *d,
      double *scratch);

  /* Adds Σ_i D_i ⊗ x_i x_iᵀ v of rows from..<to, with v in the network's place of theta and D as
     `curve` gives it for all rows, to `out` (neurons×stride). `scratch` as for `step`. */
  void (*curved)(
      const ck_network *network, const double *d, size_t from, size_t to, double *out,
      double *scratch);

  /* Adds Σ_c weights[j·pitch + c]·(column c of the panel), c in from..<to, to each of `count` vectors
     out[j·CK_PANEL...], 64-byte aligned. */
  void (*combine)(
      const void *_Nonnull const *_Nonnull slabs, int rounded, size_t panel, size_t from, size_t to,
      const double *weights, size_t pitch, double *out, size_t count);
  /* Adds the products of columns 0..<columns of the panel with each of `count` vectors
     x[j·CK_PANEL...], 64-byte aligned, to out[j·pitch + c]; what is added from `columns` up to the
     next multiple of 8 is meaningless. */
  void (*correlate)(
      const void *_Nonnull const *_Nonnull slabs, int rounded, size_t panel, size_t columns,
      const double *x, size_t count, double *out, size_t pitch);

  /* Rounds the CK_PANEL values, 64-byte aligned, to 21 significant bits and stores them in a column
     of a rounded matrix. */
  void (*round_panel)(double *values, uint32_t *column);

  /* Reads everything once and returns the sum: what memory can deliver. */
  double (*stream)(const double *x, size_t count);
} ck_level;

/* Doubles of scratch that `step` needs. */
size_t ck_step_scratch(size_t neurons);

/* The levels this processor can run, best first, ending in NULL. */
const ck_level *_Nullable const *_Nonnull ck_levels(void);

/* Philox4x32-10 (Salmon et al. 2011) of one counter and key. */
void ck_philox(const uint32_t counter[_Nonnull 4], const uint32_t key[_Nonnull 2],
               uint32_t out[_Nonnull 4]);

#pragma clang assume_nonnull end

#endif
