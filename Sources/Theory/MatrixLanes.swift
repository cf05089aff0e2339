/// Real or complex numbers of eight samples.
protocol SampleLanes {
  associatedtype Entry: MatrixEntry
  static var zero: Self { get }
  init(_ value: Entry)
  init(real: SIMD8<Double>)
  var sum: Entry { get }
  /// Where a pivot must be positive for the matrix to be positive definite.
  var positivity: SIMD8<Double> { get }
  var reciprocal: Self { get }
  static func + (left: Self, right: Self) -> Self
  static func - (left: Self, right: Self) -> Self
  static func * (left: Self, right: Self) -> Self
  func scaled(_ factors: SIMD8<Double>) -> Self
}

struct RealLanes: SampleLanes {
  var value: SIMD8<Double>

  @inline(__always) init(real: SIMD8<Double>) { value = real }
  @inline(__always) init(_ value: Double) { self.value = SIMD8(repeating: value) }
  static var zero: RealLanes { RealLanes(real: .zero) }
  var sum: Double { value.sum() }
  @inline(__always) var positivity: SIMD8<Double> { value }
  @inline(__always) var reciprocal: RealLanes { RealLanes(real: 1 / value) }
  @inline(__always) static func + (a: Self, b: Self) -> Self { Self(real: a.value + b.value) }
  @inline(__always) static func - (a: Self, b: Self) -> Self { Self(real: a.value - b.value) }
  @inline(__always) static func * (a: Self, b: Self) -> Self { Self(real: a.value * b.value) }
  @inline(__always) func scaled(_ factors: SIMD8<Double>) -> Self { Self(real: value * factors) }
}

struct ComplexLanes: SampleLanes {
  var re: SIMD8<Double>
  var im: SIMD8<Double>

  @inline(__always) init(re: SIMD8<Double>, im: SIMD8<Double>) {
    self.re = re
    self.im = im
  }
  @inline(__always) init(real: SIMD8<Double>) { self.init(re: real, im: .zero) }
  @inline(__always) init(_ value: Complex) {
    self.init(re: SIMD8(repeating: value.re), im: SIMD8(repeating: value.im))
  }
  static var zero: ComplexLanes { ComplexLanes(real: .zero) }
  var sum: Complex { Complex(re.sum(), im.sum()) }
  /// Any nonzero pivot will do.
  @inline(__always) var positivity: SIMD8<Double> { re * re + im * im }
  @inline(__always) var reciprocal: ComplexLanes {
    let scale = 1 / (re * re + im * im)
    return ComplexLanes(re: re * scale, im: -im * scale)
  }
  @inline(__always) static func + (a: Self, b: Self) -> Self {
    Self(re: a.re + b.re, im: a.im + b.im)
  }
  @inline(__always) static func - (a: Self, b: Self) -> Self {
    Self(re: a.re - b.re, im: a.im - b.im)
  }
  @inline(__always) static func * (a: Self, b: Self) -> Self {
    Self(re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re)
  }
  @inline(__always) func scaled(_ factors: SIMD8<Double>) -> Self {
    Self(re: re * factors, im: im * factors)
  }
}

/// −A⁻¹ in place of a symmetric A, by sweeping its pivots in turn; returns the least of them, all
/// of which are positive exactly if a real A is positive definite.
@inline(__always)
func invert<Lanes: SampleLanes>(
  _ a: UnsafeMutableBufferPointer<Lanes>, _ m: Int
) -> SIMD8<Double> {
  var least = SIMD8<Double>(repeating: .infinity)
  for pivot in 0..<m {
    let place = SymmetricPairs.place(pivot, pivot)
    least = pointwiseMin(least, a[place].positivity)
    let reciprocal = a[place].reciprocal
    for row in 0..<m where row != pivot {
      let left = a[SymmetricPairs.place(row, pivot)] * reciprocal
      for column in 0...row where column != pivot {
        let entry = SymmetricPairs.place(row, column)
        a[entry] = a[entry] - left * a[SymmetricPairs.place(column, pivot)]
      }
    }
    for row in 0..<m where row != pivot {
      let entry = SymmetricPairs.place(row, pivot)
      a[entry] = a[entry] * reciprocal
    }
    a[place] = Lanes.zero - reciprocal
  }
  return least
}
