/* Activations, losses and elementary functions applied to arrays. */

typedef struct {
  lanes value, slope, curvature;
} derivatives;

#define ACTIVATION(id, name, formula, parameter, initial, least, flags, ...) \
  INLINE derivatives activation_##id(lanes u, lanes p) { \
    lanes value, slope, curvature; \
    __VA_ARGS__ \
    return (derivatives){value, slope, curvature}; \
  }
#include "activations.h"
#undef ACTIVATION

enum {
#define ACTIVATION(id, ...) INDEX_##id,
#include "activations.h"
#undef ACTIVATION
};

/* A square loss ½(f − y)². */
INLINE derivatives loss_square(lanes residual, double c) {
  return (derivatives){0.5 * residual * residual, residual, splat(1)};
}

/* c²(√(1 + (r/c)²) − 1), written so that small residuals keep their digits. */
INLINE derivatives loss_pseudo_huber(lanes residual, double c) {
  lanes ratio = residual / c;
  lanes root = __builtin_elementwise_sqrt(1 + ratio * ratio);
  lanes slope = residual / root;
  return (derivatives){residual * (residual / (1 + root)), slope, 1 / (root * root * root)};
}

/* Whole vectors, then the remainder padded. */
#define OVER_LANES(count, whole, remainder) \
  do { \
    size_t i = 0; \
    for (; i + CK_LANES <= (count); i += CK_LANES) { whole } \
    size_t left = (count) - i; \
    if (left) { remainder } \
  } while (0)

INLINE lanes load_some(const double *p, size_t count) {
  double padded[CK_LANES] = {0};
  for (size_t i = 0; i < count; i++) padded[i] = p[i];
  return load_loose(padded);
}

INLINE void store_some(double *p, lanes value, size_t count) {
  for (size_t i = 0; i < count; i++) p[i] = value[i];
}

#define ACTIVATION(id, ...) \
  static void activate_##id( \
      double parameter, const double *u, double *value, double *slope, double *curvature, \
      size_t count) { \
    lanes p = splat(parameter); \
    if (curvature) \
      OVER_LANES( \
          count, \
          { \
            derivatives at = activation_##id(load_loose(u + i), p); \
            store_loose(value + i, at.value); \
            store_loose(slope + i, at.slope); \
            store_loose(curvature + i, at.curvature); \
          }, \
          { \
            derivatives at = activation_##id(load_some(u + i, left), p); \
            store_some(value + i, at.value, left); \
            store_some(slope + i, at.slope, left); \
            store_some(curvature + i, at.curvature, left); \
          }); \
    else \
      OVER_LANES( \
          count, \
          { \
            derivatives at = activation_##id(load_loose(u + i), p); \
            store_loose(value + i, at.value); \
            store_loose(slope + i, at.slope); \
          }, \
          { \
            derivatives at = activation_##id(load_some(u + i, left), p); \
            store_some(value + i, at.value, left); \
            store_some(slope + i, at.slope, left); \
          }); \
  }
#include "activations.h"
#undef ACTIVATION

static void activate(
    size_t activation, double parameter, const double *u, double *value, double *slope,
    double *curvature, size_t count) {
  switch (activation) {
#define ACTIVATION(id, ...) \
  case INDEX_##id: activate_##id(parameter, u, value, slope, curvature, count); break;
#include "activations.h"
#undef ACTIVATION
  }
}

#define LOSE(law) \
  OVER_LANES( \
      count, \
      { \
        derivatives at = law(load_loose(f + i) - load_loose(y + i), parameter); \
        store_loose(value + i, at.value); \
        store_loose(slope + i, at.slope); \
        store_loose(curvature + i, at.curvature); \
      }, \
      { \
        derivatives at = law(load_some(f + i, left) - load_some(y + i, left), parameter); \
        store_some(value + i, at.value, left); \
        store_some(slope + i, at.slope, left); \
        store_some(curvature + i, at.curvature, left); \
      })

static void lose(
    ck_loss loss, double parameter, const double *y, const double *f, double *value, double *slope,
    double *curvature, size_t count) {
  if (loss == CK_SQUARE)
    LOSE(loss_square);
  else
    LOSE(loss_pseudo_huber);
}

#define ELEMENTWISE(name) \
  static void each_##name(const double *x, double *out, size_t count) { \
    OVER_LANES( \
        count, { store_loose(out + i, name(load_loose(x + i))); }, \
        { store_some(out + i, name(load_some(x + i, left)), left); }); \
  }
ELEMENTWISE(exponential)
ELEMENTWISE(logarithm)
