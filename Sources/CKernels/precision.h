/* The kernels that read X, for either precision of its entries; sums and all else are f64. */

#define BLOCK_BYTES 262144
#define MOST_BLOCK_ROWS 64
#define STRETCH 256

#define ELEMENT double
#define ELEMENTS(p) load(p)
#define PRECISE(name) name##_double
#include "step.h"
#include "product.h"
#undef ELEMENT
#undef ELEMENTS
#undef PRECISE

typedef float singles __attribute__((ext_vector_type(CK_LANES)));

#define ELEMENT float
#define ELEMENTS(p) __builtin_convertvector(*(const singles *)(p), lanes)
#define PRECISE(name) name##_single
#include "step.h"
#include "product.h"
#undef ELEMENT
#undef ELEMENTS
#undef PRECISE

static void step(
    const ck_network *nets, size_t count, size_t from, size_t to, double *gradient, double *losses,
    double *scratch) {
  if (nets->x_is_single)
    step_single(nets, count, from, to, gradient, losses, scratch);
  else
    step_double(nets, count, from, to, gradient, losses, scratch);
}

static void project(const ck_network *net, size_t from, size_t to, double *u, size_t pitch) {
  if (net->x_is_single)
    project_single(net, from, to, u, pitch);
  else
    project_double(net, from, to, u, pitch);
}

static void curved(
    const ck_network *net, const double *d, size_t from, size_t to, double *out,
    double *scratch) {
  if (net->x_is_single)
    curved_single(net, d, from, to, out, scratch);
  else
    curved_double(net, d, from, to, out, scratch);
}
