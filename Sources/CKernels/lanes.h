/* Vectors of f64 lanes; wider than the machine's registers they are split by the compiler. */

#include "CKernels.h"

/* Everything that takes lanes is inlined: no calling convention is at stake. */
#pragma clang diagnostic ignored "-Wpsabi"

typedef double lanes __attribute__((ext_vector_type(CK_LANES)));
typedef double loose_lanes __attribute__((ext_vector_type(CK_LANES), aligned(8)));
typedef int64_t words __attribute__((ext_vector_type(CK_LANES)));
typedef uint64_t bits __attribute__((ext_vector_type(CK_LANES)));

#define INLINE static inline __attribute__((always_inline, unused))

INLINE lanes splat(double value) { return (lanes)(value); }

INLINE lanes load(const double *p) { return *(const lanes *)p; }

INLINE void store(double *p, lanes value) { *(lanes *)p = value; }

INLINE lanes load_loose(const double *p) { return *(const loose_lanes *)p; }

INLINE void store_loose(double *p, lanes value) { *(loose_lanes *)p = value; }

/* Lane by lane: a where the mask is set, b elsewhere. */
INLINE lanes pick(words mask, lanes a, lanes b) {
  return (lanes)((mask & (words)a) | (~mask & (words)b));
}

INLINE lanes magnitude(lanes x) { return (lanes)((words)x & INT64_MAX); }

/* |value| with the sign of x. */
INLINE lanes with_sign(lanes value, lanes x) {
  return (lanes)(((words)value & INT64_MAX) | ((words)x & INT64_MIN));
}

/* NaN stays NaN in both. */
INLINE lanes at_most(lanes x, double limit) { return pick(x > splat(limit), splat(limit), x); }

INLINE lanes at_least(lanes x, double limit) { return pick(x < splat(limit), splat(limit), x); }

INLINE double lane_sum(lanes v) {
  return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
}
