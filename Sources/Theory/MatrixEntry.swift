import Glibc

/// What entries of a small matrix must be able to do: real or complex numbers.
protocol MatrixEntry: Sendable {
  static var zero: Self { get }
  init(_ real: Double)
  /// Squared absolute value.
  var squaredSize: Double { get }
  static func + (left: Self, right: Self) -> Self
  static func - (left: Self, right: Self) -> Self
  static func * (left: Self, right: Self) -> Self
  static func / (left: Self, right: Self) -> Self
}

extension Double: MatrixEntry {
  var squaredSize: Double { self * self }
}

/// re + i·im
struct Complex: MatrixEntry, Equatable {
  var re: Double
  var im: Double

  init(_ re: Double, _ im: Double) {
    self.re = re
    self.im = im
  }

  init(_ real: Double) { self.init(real, 0) }

  static let zero = Complex(0)

  var squaredSize: Double { re * re + im * im }

  static func + (a: Complex, b: Complex) -> Complex { Complex(a.re + b.re, a.im + b.im) }
  static func - (a: Complex, b: Complex) -> Complex { Complex(a.re - b.re, a.im - b.im) }
  static func * (a: Complex, b: Complex) -> Complex {
    Complex(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re)
  }
  static func / (a: Complex, b: Complex) -> Complex {
    let size = b.squaredSize
    return Complex((a.re * b.re + a.im * b.im) / size, (a.im * b.re - a.re * b.im) / size)
  }
}
