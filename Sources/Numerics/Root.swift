/// The root of a continuous function between two points where its signs differ, to rounding.
///
/// Chandrupatla 1997: inverse quadratic interpolation where three points allow it, else bisection.
/// Nil if the signs agree or a value is not a number.
/// - Parameter tolerance: of the root, relative to its size; 0 for rounding.
public func root(
  between start: Double, and end: Double, tolerance: Double = 0, of function: (Double) -> Double
) -> Double? {
  var (a, b) = (start, end)
  var (fa, fb) = (function(a), function(b))
  if fa == 0 { return a }
  if fb == 0 { return b }
  guard (fa < 0 && fb > 0) || (fa > 0 && fb < 0) else { return nil }
  var fraction = 0.5
  for _ in 0..<200 {
    let x = a + fraction * (b - a)
    let fx = function(x)
    if fx == 0 { return x }
    if fx.isNaN { return nil }
    // b stays across the root from a; c is the point just given up.
    var (c, fc) = (a, fa)
    if (fx > 0) != (fa > 0) { (c, fc, b, fb) = (b, fb, a, fa) }
    (a, fa) = (x, fx)
    let (best, gap) = (abs(fa) < abs(fb) ? a : b, abs(b - a))
    let least = (max(2 * best.ulp, tolerance * abs(best)) + Double.leastNormalMagnitude) / gap
    if least > 0.5 { return best }
    let (xi, phi) = ((a - b) / (c - b), (fa - fb) / (fc - fb))
    if phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi {
      fraction =
        fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
      if !fraction.isFinite { fraction = 0.5 }
    } else {
      fraction = 0.5
    }
    fraction = min(1 - least, max(least, fraction))
  }
  return abs(fa) < abs(fb) ? a : b
}
