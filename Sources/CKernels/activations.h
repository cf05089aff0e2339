/* The table of activations: to add one, add one entry.

   ACTIVATION(identifier, name, formula, parameter's name, its default, its infimum, flags, body)
   The body computes `value`, `slope` and `curvature` (σ, σ', σ'' without point masses) from the
   lanes `u` and `p`, the parameter. Include with ACTIVATION defined. */

ACTIVATION(quad, "quad", "u^2", "", 0, 0, CK_SMOOTH | CK_BOUNDED_CURVATURE, {
  value = u * u;
  slope = 2 * u;
  curvature = splat(2);
})

ACTIVATION(
    gelu, "gelu", "u Φ(u)", "", 0, 0, CK_SMOOTH | CK_BOUNDED_SLOPE | CK_BOUNDED_CURVATURE, {
  normal_law law = normal_law_at(u);
  value = u * law.below;
  slope = law.below + u * law.density;
  curvature = law.density * (2 - at_most(u * u, 1e4));
})

ACTIVATION(
    relu, "relu", "max(u, 0)", "", 0, 0,
    CK_BOUNDED_SLOPE | CK_BOUNDED_CURVATURE | CK_KINKED | CK_ZERO_CURVATURE, {
  value = pick(u < 0, splat(0), u);
  slope = pick(u > 0, splat(1), splat(0));
  curvature = splat(0);
})

ACTIVATION(
    leaky_relu, "leaky-relu", "u for u > 0, slope*u below", "slope", 0.01, -1e300,
    CK_BOUNDED_SLOPE | CK_BOUNDED_CURVATURE | CK_KINKED | CK_KINK_MENDED_BY_ONE | CK_ZERO_CURVATURE,
    {
  slope = pick(u > 0, splat(1), p);
  value = slope * u;
  curvature = splat(0);
})

ACTIVATION(
    silu, "silu", "u/(1 + e^(-u))", "", 0, 0,
    CK_SMOOTH | CK_BOUNDED_SLOPE | CK_BOUNDED_CURVATURE, {
  decay q = decay_of(magnitude(u));
  lanes inverse = 1 / (1 + q.value);
  lanes logistic = pick(u < 0, q.value * inverse, inverse);
  lanes rise = q.value * inverse * inverse;
  value = u * logistic;
  slope = logistic + u * rise;
  curvature = rise * (2 - u * with_sign(q.complement * inverse, u));
})

ACTIVATION(
    tanh, "tanh", "tanh u", "", 0, 0, CK_SMOOTH | CK_BOUNDED_SLOPE | CK_BOUNDED_CURVATURE, {
  decay q = decay_of(2 * magnitude(u));
  lanes inverse = 1 / (1 + q.value);
  value = with_sign(q.complement * inverse, u);
  slope = 4 * q.value * inverse * inverse;
  curvature = -2 * value * slope;
})

ACTIVATION(erf, "erf", "erf u", "", 0, 0, CK_SMOOTH | CK_BOUNDED_SLOPE | CK_BOUNDED_CURVATURE, {
  value = error_function(u);
  slope = 1.1283791670955125739 * gaussian(u, 1);
  curvature = -2 * u * slope;
})

ACTIVATION(
    sigmoid, "sigmoid", "1/(1 + e^(-u))", "", 0, 0,
    CK_SMOOTH | CK_BOUNDED_SLOPE | CK_BOUNDED_CURVATURE, {
  decay q = decay_of(magnitude(u));
  lanes inverse = 1 / (1 + q.value);
  value = pick(u < 0, q.value * inverse, inverse);
  slope = q.value * inverse * inverse;
  curvature = -slope * with_sign(q.complement * inverse, u);
})

ACTIVATION(
    softplus, "softplus", "log(1 + e^(beta*u))/beta", "beta", 1, 0,
    CK_SMOOTH | CK_BOUNDED_SLOPE | CK_BOUNDED_CURVATURE, {
  lanes t = p * u;
  decay q = decay_of(magnitude(t));
  lanes inverse = 1 / (1 + q.value);
  value = (at_least(t, 0) + logarithm_of_one_plus(q.value)) / p;
  slope = pick(t < 0, q.value * inverse, inverse);
  curvature = p * q.value * inverse * inverse;
})

ACTIVATION(
    elu, "elu", "u for u > 0, alpha*(e^u - 1) below", "alpha", 1, 0,
    CK_BOUNDED_SLOPE | CK_BOUNDED_CURVATURE | CK_KINKED | CK_KINK_MENDED_BY_ONE, {
  decay q = decay_of(magnitude(u));
  lanes power = p * q.value;
  value = pick(u > 0, u, -p * q.complement);
  slope = pick(u > 0, splat(1), power);
  curvature = pick(u > 0, splat(0), power);
})

ACTIVATION(he2, "he2", "u^2 - 1", "", 0, 0, CK_SMOOTH | CK_BOUNDED_CURVATURE, {
  value = u * u - 1;
  slope = 2 * u;
  curvature = splat(2);
})

ACTIVATION(he3, "he3", "u^3 - 3u", "", 0, 0, CK_SMOOTH, {
  value = u * (u * u - 3);
  slope = 3 * (u * u - 1);
  curvature = 6 * u;
})

ACTIVATION(cubic, "cubic", "u^3", "", 0, 0, CK_SMOOTH, {
  value = u * u * u;
  slope = 3 * u * u;
  curvature = 6 * u;
})

ACTIVATION(
    truncated_quad, "truncated-quad",
    "u^2 for |u| <= b, its slope falling linearly to 0 at 2b, then 2b^2", "b", 2, 0,
    CK_BOUNDED_SLOPE | CK_BOUNDED_CURVATURE, {
  lanes size = magnitude(u);
  words inside = size <= p;
  words beyond = size >= 2 * p;
  value = pick(inside, u * u, pick(beyond, 2 * p * p, size * (4 * p - size) - 2 * p * p));
  slope = with_sign(pick(inside, 2 * size, pick(beyond, splat(0), 2 * (2 * p - size))), u);
  curvature = pick(inside, splat(2), pick(beyond, splat(0), splat(-2)));
})
