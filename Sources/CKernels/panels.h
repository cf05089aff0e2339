/* Products with tall matrices that are read a panel of CK_PANEL rows at a time.

   Combining needs all columns of a panel before the correlations of its outcome begin; the panel is
   then still in the second-level cache. Column sums of eight vectors share one reduction. */

#define PANEL_LANES (CK_PANEL / CK_LANES)

#define UNROLL _Pragma("clang loop unroll(full)")

/* The sums of eight vectors' lanes, in order. */
INLINE lanes lane_sums(const lanes v[CK_LANES]) {
  lanes pairs[4], quads[2];
#pragma clang loop unroll(full)
  for (int i = 0; i < 4; i++)
    pairs[i] = __builtin_shufflevector(v[2 * i], v[2 * i + 1], 0, 8, 2, 10, 4, 12, 6, 14)
        + __builtin_shufflevector(v[2 * i], v[2 * i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
#pragma clang loop unroll(full)
  for (int i = 0; i < 2; i++)
    quads[i] = __builtin_shufflevector(pairs[2 * i], pairs[2 * i + 1], 0, 1, 4, 5, 8, 9, 12, 13)
        + __builtin_shufflevector(pairs[2 * i], pairs[2 * i + 1], 2, 3, 6, 7, 10, 11, 14, 15);
  return __builtin_shufflevector(quads[0], quads[1], 0, 1, 4, 5, 8, 9, 12, 13)
      + __builtin_shufflevector(quads[0], quads[1], 2, 3, 6, 7, 10, 11, 14, 15);
}

/* Lanes v of a column. Two rounded numbers share 64 bits: lane i of an even v lies low in word i of
   its pair of lanes, that of the odd one high. */
INLINE lanes exact_entries(const double *column, int v) { return load(column + v * CK_LANES); }

INLINE lanes rounded_entries(const uint32_t *column, int v) {
  bits pair = *(const bits *)(column + v / 2 * (2 * CK_LANES));
  return (lanes)(v % 2 ? pair & 0xffffffff00000000ull : pair << 32);
}

/* Rounds `values` of a panel to the upper half of their bits, and writes those to `column`. */
static void round_panel(double *values, uint32_t *column) {
  for (int v = 0; v < PANEL_LANES; v += 2) {
    bits halves[2];
    for (int i = 0; i < 2; i++) {
      halves[i] = ((bits)load(values + (v + i) * CK_LANES) + 0x80000000ull) >> 32;
      store(values + (v + i) * CK_LANES, (lanes)(halves[i] << 32));
    }
    *(bits *)(column + v * CK_LANES) = halves[0] | halves[1] << 32;
  }
}

#define ELEMENT double
#define ELEMENTS(column, v) exact_entries(column, v)
#define PRECISE(name) name##_exact
#include "panel_tiles.h"
#undef ELEMENT
#undef ELEMENTS
#undef PRECISE

#define ELEMENT uint32_t
#define ELEMENTS(column, v) rounded_entries(column, v)
#define PRECISE(name) name##_rounded
#include "panel_tiles.h"
#undef ELEMENT
#undef ELEMENTS
#undef PRECISE

#define COMBINE(J, V) \
  (rounded ? combine_tile_rounded(slabs, panel, from, to, weights, pitch, out, J, V) \
           : combine_tile_exact(slabs, panel, from, to, weights, pitch, out, J, V))

static void combine(
    const void *const *slabs, int rounded, size_t panel, size_t from, size_t to,
    const double *weights, size_t pitch, double *out, size_t count) {
  for (; count >= 4; count -= 4, weights += 4 * pitch, out += 4 * CK_PANEL)
    COMBINE(4, PANEL_LANES / 2);
  switch (count) {
    case 3: COMBINE(3, PANEL_LANES / 2); break;
    case 2: COMBINE(2, PANEL_LANES); break;
    case 1: COMBINE(1, PANEL_LANES); break;
  }
}

#define CORRELATE(J, V) \
  (rounded ? correlate_tile_rounded(slabs, panel, columns, x, out, pitch, J, V) \
           : correlate_tile_exact(slabs, panel, columns, x, out, pitch, J, V))

static void correlate(
    const void *const *slabs, int rounded, size_t panel, size_t columns, const double *x,
    size_t count, double *out, size_t pitch) {
  for (; count >= 4; count -= 4, x += 4 * CK_PANEL, out += 4 * pitch)
    CORRELATE(4, PANEL_LANES / 2);
  switch (count) {
    case 3: CORRELATE(3, PANEL_LANES); break;
    case 2: CORRELATE(2, PANEL_LANES); break;
    case 1: CORRELATE(1, PANEL_LANES); break;
  }
}
