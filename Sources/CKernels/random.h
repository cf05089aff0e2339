/* Philox4x32-10 on lanes, and standard normals from it by Box and Muller.

   Counter: (column/2 in 32 bits, row in 64 bits, stream in 32 bits); key: the seed. One counter
   gives the columns 2c and 2c + 1, so a value depends on its place alone. */

#pragma clang fp contract(off)

#define LOW_WORD 0xffffffffull

/* Four 32-bit words of each lane's counter, joined to two 64-bit words. */
typedef struct {
  bits first, second;
} philox_pair;

INLINE philox_pair philox(bits pair, uint64_t row, uint32_t stream, uint64_t seed) {
  bits c0 = pair;
  bits c1 = (bits)(row & LOW_WORD);
  bits c2 = (bits)(row >> 32);
  bits c3 = (bits)((uint64_t)stream);
  uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; round++) {
    bits p0 = (c0 & LOW_WORD) * 0xD2511F53ull;
    bits p1 = (c2 & LOW_WORD) * 0xCD9E8D57ull;
    c0 = (p1 >> 32) ^ c1 ^ (uint64_t)k0;
    c1 = p1;
    c2 = (p0 >> 32) ^ c3 ^ (uint64_t)k1;
    c3 = p0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  return (philox_pair){
      (c0 << 32) | (c1 & LOW_WORD), (c2 << 32) | (c3 & LOW_WORD)};
}

/* The upper 52 bits as a number in [1, 2). */
INLINE lanes unit_interval_above_one(bits word) {
  return (lanes)((word >> 12) | 0x3FF0000000000000ull);
}

/* The columns 2c of eight counters in `even`, 2c + 1 in `odd`. */
typedef struct {
  lanes even, odd;
} column_pairs;

INLINE column_pairs uniform_pairs(philox_pair words) {
  return (column_pairs){
      unit_interval_above_one(words.first) - 1, unit_interval_above_one(words.second) - 1};
}

INLINE column_pairs normal_pairs(philox_pair random) {
  /* Radius √(−2 ln v), v in (0, 1]; angle 2πw, w in [0, 1) cut into quarters and r in ±1/8. */
  lanes radius =
      __builtin_elementwise_sqrt(-2 * logarithm(2 - unit_interval_above_one(random.first)));
  lanes turn = unit_interval_above_one(random.second) - 1;
  lanes shifted = 4 * turn + ROUNDING;
  lanes a = 6.28318530717958647693 * (turn - (shifted - ROUNDING) * 0.25);
  lanes z = a * a;
  lanes sine = a + a * z * POLYNOMIAL(
      z, -1 / 1307674368000.0, 1 / 6227020800.0, -1 / 39916800.0, 1 / 362880.0, -1 / 5040.0,
      1 / 120.0, -1 / 6.0);
  lanes cosine = 1 + z * POLYNOMIAL(
      z, 1 / 20922789888000.0, -1 / 87178291200.0, 1 / 479001600.0, -1 / 3628800.0, 1 / 40320.0,
      -1 / 720.0, 1 / 24.0, -0.5);
  bits quarter = (bits)(words)shifted;
  words swapped = -(words)(quarter & 1);
  lanes across = pick(swapped, sine, cosine);
  lanes along = pick(swapped, cosine, sine);
  across = (lanes)((bits)across ^ (((quarter + 1) & 2) << 62));
  along = (lanes)((bits)along ^ ((quarter & 2) << 62));
  return (column_pairs){radius * across, radius * along};
}

#define COLUMNS (2 * CK_LANES)

#define FILL(name, law) \
  static void name( \
      uint64_t seed, uint32_t stream, uint64_t row, uint64_t first, double *out, size_t count) { \
    bits lane = {0, 1, 2, 3, 4, 5, 6, 7}; \
    uint64_t column = first - first % 2; \
    size_t skip = (size_t)(first % 2), done = 0; \
    while (done < count) { \
      column_pairs p = law(philox(lane + column / 2, row, stream, seed)); \
      lanes low = __builtin_shufflevector(p.even, p.odd, 0, 8, 1, 9, 2, 10, 3, 11); \
      lanes high = __builtin_shufflevector(p.even, p.odd, 4, 12, 5, 13, 6, 14, 7, 15); \
      if (!skip && done + COLUMNS <= count) { \
        store_loose(out + done, low); \
        store_loose(out + done + CK_LANES, high); \
        done += COLUMNS; \
      } else { \
        double some[COLUMNS]; \
        store_loose(some, low); \
        store_loose(some + CK_LANES, high); \
        for (size_t i = skip; i < COLUMNS && done < count; i++) out[done++] = some[i]; \
        skip = 0; \
      } \
      column += COLUMNS; \
    } \
  }
FILL(normals, normal_pairs)
FILL(uniforms, uniform_pairs)

#pragma clang fp contract(on)
