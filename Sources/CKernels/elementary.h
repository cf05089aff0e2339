/* Elementary functions on lanes, accurate to a few units in the last place. */

#define ROUNDING 6755399441055744.0 /* 1.5·2⁵²: adding it rounds to an integer in the low bits */

/* Horner's rule in x² for even and odd powers side by side, highest coefficient first: half the
   chain of dependent operations. */
#define POLYNOMIAL(x, ...) \
  ({ \
    static const double coefficients[] = {__VA_ARGS__}; \
    enum { count = sizeof coefficients / sizeof *coefficients }; \
    const lanes square = (x) * (x); \
    lanes first = splat(coefficients[0]), second = splat(coefficients[1]); \
    _Pragma("clang loop unroll(full)") \
    for (size_t i = 2; i + 1 < count; i += 2) { \
      first = first * square + splat(coefficients[i]); \
      second = second * square + splat(coefficients[i + 1]); \
    } \
    if (count % 2) first = first * square + splat(coefficients[count - 1]); \
    count % 2 ? first + second * (x) : first * (x) + second; \
  })

/* eˣ = (1 + residue)·scale·rest, scale and rest powers of two (two, so that results may be
   subnormal). */
typedef struct {
  lanes residue, scale, rest;
} exponential_parts;

/* Of x + tail, |tail| small against 1. */
INLINE exponential_parts exponential_of(lanes x, lanes tail) {
  x = at_least(at_most(x, 710), -760);
  lanes shifted = x * 1.4426950408889634 + ROUNDING;
  lanes k = shifted - ROUNDING;
  /* ln 2 in two parts, the first short enough for k·ln2 to be exact. */
  lanes r = ((x - k * 6.93147180369123816490e-01) - k * 1.90821492927058770002e-10) + tail;
  lanes tail_sum = POLYNOMIAL(
      r, 1 / 6227020800.0, 1 / 479001600.0, 1 / 39916800.0, 1 / 3628800.0, 1 / 362880.0,
      1 / 40320.0, 1 / 5040.0, 1 / 720.0, 1 / 120.0, 1 / 24.0, 1 / 6.0, 0.5);
  bits power = (bits)(words)shifted - (bits)(words)splat(ROUNDING);
  bits half = ((power + 4096) >> 1) - 2048;
  exponential_parts parts;
  parts.residue = r + r * r * tail_sum;
  parts.scale = (lanes)((half + 1023) << 52);
  parts.rest = (lanes)((power - half + 1023) << 52);
  return parts;
}

INLINE lanes exponential(lanes x) {
  exponential_parts e = exponential_of(x, splat(0));
  return (1 + e.residue) * e.scale * e.rest;
}

/* q = e⁻ˣ and 1 − q for x ≥ 0, both to full relative precision. */
typedef struct {
  lanes value, complement;
} decay;

INLINE decay decay_of(lanes x) {
  exponential_parts e = exponential_of(-x, splat(0));
  lanes power = e.scale * e.rest;
  return (decay){(1 + e.residue) * power, (1 - power) - power * e.residue};
}

/* exp(−c x²) for c = 1 or 1/2: x² is split so that its rounding is not magnified. */
INLINE lanes gaussian(lanes x, double c) {
  x = at_most(magnitude(x), 40);
  lanes head = (lanes)((words)x & ~(words)0x7ffffff);
  exponential_parts e = exponential_of(-c * (head * head), -c * ((x - head) * (x + head)));
  return (1 + e.residue) * e.scale * e.rest;
}

/* exp(x²)·erfc(x) for x ≥ 0: Chebyshev fit of (1 + 2x)·exp(x²)·erfc(x) in (x − 4)/(x + 4). */
INLINE lanes scaled_complementary_error(lanes x) {
  x = at_most(x, 40);
  lanes t = (x - 4) / (x + 4);
  lanes fit = POLYNOMIAL(
      t, 9.6554082254828637367e-10, 1.5712153638319063724e-9, -1.2544825403855518735e-8,
      -1.6357383982124767985e-8, 1.0683442926744586494e-7, 7.1119124280104234826e-8,
      -8.2180206548130447976e-7, 2.9805960553227688556e-7, 5.7072395736932574265e-6,
      -0.000011225140354449656911, -0.000024398117942079950952, 0.0001506231178516206954,
      -0.00019925700412184813999, -0.00075777371418388841003, 0.0050319700325486950117,
      -0.016197733979924258371, 0.0371675155318431963, -0.066330365820503670622,
      0.093732834998651720952, -0.10103906603585293672, 0.06809705425468620783,
      0.015379652102610161953, -0.1396211168405624874, 1.2329951186255525433);
  return fit / (1 + 2 * x);
}

INLINE lanes error_function(lanes x) {
  lanes size = magnitude(x);
  lanes near = x * POLYNOMIAL(
      x * x, 5.9571761477489114044e-11, -1.137284885679167367e-9, 1.4659775274047435814e-8,
      -1.6350312701054695011e-7, 1.6461000484121368033e-6, -0.000014925595266831181565,
      0.00012055331111642710923, -0.00085483269808337899052, 0.0052239776248180144673,
      -0.026866170645076793248, 0.11283791670954878666, -0.37612638903183748056,
      1.1283791670955125738);
  lanes far = 1 - gaussian(size, 1) * scaled_complementary_error(size);
  return pick(size < 1, near, with_sign(far, x));
}

/* Standard normal density and distribution function Φ at u. */
typedef struct {
  lanes density, below;
} normal_law;

INLINE normal_law normal_law_at(lanes u) {
  lanes bell = gaussian(u, 0.5);
  lanes tail = 0.5 * bell * scaled_complementary_error(magnitude(u) * 0.70710678118654752440);
  return (normal_law){0.39894228040143267794 * bell, pick(u < 0, tail, 1 - tail)};
}

/* The logarithm and what follows it in the random numbers must not depend on the instruction
   level: no fused multiply-add. */
#pragma clang fp contract(off)

/* ln x for positive normal x: x = 2ᵏ(1 + f), s = f/(2 + f), ln(1 + f) = f − f²/2 + s(f²/2 + R). */
INLINE lanes logarithm(lanes x) {
  const bits root_half = (bits)(0x3FE6A09E667F3BCDull);
  bits k = (((bits)x - root_half + (1024ull << 52)) >> 52) - 1024;
  lanes power = (lanes)(k + (bits)splat(ROUNDING)) - ROUNDING;
  lanes f = (lanes)((bits)x - (k << 52)) - 1;
  lanes s = f / (2 + f);
  lanes z = s * s;
  lanes series = z * POLYNOMIAL(
      z, 2 / 23.0, 2 / 21.0, 2 / 19.0, 2 / 17.0, 2 / 15.0, 2 / 13.0, 2 / 11.0, 2 / 9.0, 2 / 7.0,
      2 / 5.0, 2 / 3.0);
  lanes half = 0.5 * f * f;
  return power * 6.93147180369123816490e-01 -
      ((half - (s * (half + series) + power * 1.90821492927058770002e-10)) - f);
}

/* ln(1 + q) for 0 ≤ q ≤ 1, the rounding of 1 + q put back. */
INLINE lanes logarithm_of_one_plus(lanes q) {
  lanes w = 1 + q;
  return logarithm(w) + (q - (w - 1)) / w;
}

#pragma clang fp contract(on)
