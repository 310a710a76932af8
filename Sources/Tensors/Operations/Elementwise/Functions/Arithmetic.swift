// Arithmetic with two numbers. The operators are in `Tensor+Arithmetic`.

// MARK: +

enum Add: IntegerBinaryFunction {
  static let name = "+"
  static let documentation = FunctionDocumentation(formula: "a + b", derivative: "1; 1")
  static let samples = BinarySamples()

  static func isMonotonic(_ a: ClosedRange<Double>, _ b: ClosedRange<Double>) -> Bool { true }

  @inline(__always)
  static func value<N: RealArithmetic>(_ a: N, _ b: N) -> N { a + b }

  static func gradients(
    _ dy: Tensor, _ a: Tensor, _ b: Tensor, output: Tensor
  ) -> (a: Tensor?, b: Tensor?) { (dy, dy) }

  static func integer(_ a: Int64, _ b: Int64) -> Int64 { a + b }
}

// MARK: -

enum Subtract: IntegerBinaryFunction {
  static let name = "-"
  static let documentation = FunctionDocumentation(formula: "a - b", derivative: "1; -1")
  static let samples = BinarySamples()

  static func isMonotonic(_ a: ClosedRange<Double>, _ b: ClosedRange<Double>) -> Bool { true }

  @inline(__always)
  static func value<N: RealArithmetic>(_ a: N, _ b: N) -> N { a - b }

  static func gradients(
    _ dy: Tensor, _ a: Tensor, _ b: Tensor, output: Tensor
  ) -> (a: Tensor?, b: Tensor?) { (dy, -dy) }

  static func integer(_ a: Int64, _ b: Int64) -> Int64 { a - b }
}

// MARK: *

enum Multiply: IntegerBinaryFunction {
  static let name = "*"
  static let documentation = FunctionDocumentation(formula: "a * b", derivative: "b; a")
  static let samples = BinarySamples()

  static func isMonotonic(_ a: ClosedRange<Double>, _ b: ClosedRange<Double>) -> Bool { true }

  @inline(__always)
  static func value<N: RealArithmetic>(_ a: N, _ b: N) -> N { a * b }

  static func gradients(
    _ dy: Tensor, _ a: Tensor, _ b: Tensor, output: Tensor
  ) -> (a: Tensor?, b: Tensor?) { (dy * b, dy * a) }

  static func integer(_ a: Int64, _ b: Int64) -> Int64 { a * b }
}

// MARK: /

enum Divide: BinaryDefinition {
  static let name = "/"
  static let documentation = FunctionDocumentation(
    formula: "a / b", derivative: "1 / b; -a / b^2", remark: "infinite or NaN at b = 0")
  static let samples = BinarySamples(a: 0.3...2, b: 0.4...2)

  static func isMonotonic(_ a: ClosedRange<Double>, _ b: ClosedRange<Double>) -> Bool {
    !b.contains(0)
  }

  @inline(__always)
  static func value<N: RealArithmetic>(_ a: N, _ b: N) -> N { a / b }

  static func gradients(
    _ dy: Tensor, _ a: Tensor, _ b: Tensor, output: Tensor
  ) -> (a: Tensor?, b: Tensor?) { (dy / b, -dy * output / b) }
}

// MARK: %

enum Remainder: IntegerBinaryFunction {
  static let name = "%"
  static let documentation = FunctionDocumentation(
    formula: "a - b * q, q = a / b cut off towards 0", derivative: "1; -q",
    remark: "NaN at b = 0, where integers are refused")
  static let samples = BinarySamples(a: 2.1...2.2, b: 0.85...0.95, tolerance: 16)

  @inline(__always)
  static func value<N: RealArithmetic>(_ a: N, _ b: N) -> N { N.remainder(a, b) }

  static func gradients(
    _ dy: Tensor, _ a: Tensor, _ b: Tensor, output: Tensor
  ) -> (a: Tensor?, b: Tensor?) { (dy, -dy * ((a - output) / b).round()) }

  static func integer(_ a: Int64, _ b: Int64) -> Int64 {
    require(b != 0, "% of int32 numbers expects divisors that are not 0, got \(a) % 0")
    return a % b
  }
}

// MARK: pow

enum Power: BinaryDefinition {
  static let name = "pow"
  static let documentation = FunctionDocumentation(
    formula: "a^b", derivative: "b * a^(b - 1); a^b * ln a",
    remark: "by a: 0 where b = 0, infinite at a = 0 for b < 1; "
      + "by b: 0 at a = 0 for b >= 0, NaN for a < 0")
  static let samples = BinarySamples(a: 0.3...2, tolerance: 16)

  @inline(__always)
  static func value<N: RealArithmetic>(_ a: N, _ b: N) -> N { N.power(a, b) }

  static func gradients(
    _ dy: Tensor, _ a: Tensor, _ b: Tensor, output: Tensor
  ) -> (a: Tensor?, b: Tensor?) {
    let slope = `where`(b .== 0, 0, b * pow(a, b - 1))
    // 0 * ln 0 counts as 0.
    let isZero = (a .== 0) * (b .>= 0)
    return (dy * slope, dy * output * log(`where`(isZero, 1, a)))
  }
}

/// a to the power of b, element by element; NaN for a negative a unless b is an integer.
@_disfavoredOverload
public func pow(_ a: Tensor, _ b: Tensor) -> Tensor { .combined(Power.self, a, b) }

// MARK: maximum

enum Maximum: IntegerBinaryFunction {
  static let name = "maximum"
  static let documentation = FunctionDocumentation(
    formula: "the larger one; NaN when either is", derivative: "1 on the larger one's side, else 0",
    remark: "half on each side of a tie")
  static let samples = BinarySamples(isSmooth: false)

  static func isMonotonic(_ a: ClosedRange<Double>, _ b: ClosedRange<Double>) -> Bool { true }

  @inline(__always)
  static func value<N: RealArithmetic>(_ a: N, _ b: N) -> N {
    a.replacing(with: b, where: b .> a).replacing(with: b, where: b .!= b)
  }

  static func gradients(
    _ dy: Tensor, _ a: Tensor, _ b: Tensor, output: Tensor
  ) -> (a: Tensor?, b: Tensor?) { chosen(dy, a .> b, a .< b) }

  static func integer(_ a: Int64, _ b: Int64) -> Int64 { max(a, b) }

  /// The chosen side gets the gradient; in a tie (or beside NaN) each gets half.
  static func chosen(
    _ dy: Tensor, _ first: Tensor, _ second: Tensor
  ) -> (a: Tensor?, b: Tensor?) {
    (dy * ((first - second + 1) * 0.5), dy * ((second - first + 1) * 0.5))
  }
}

/// The larger of two elements; in a tie each side gets half of the gradient; NaN when either is.
@_disfavoredOverload
public func maximum(_ a: Tensor, _ b: Tensor) -> Tensor { .combined(Maximum.self, a, b) }

/// The larger of an element and a number.
@_disfavoredOverload
public func maximum(_ x: Tensor, _ scalar: some TensorScalar) -> Tensor {
  .combined(Maximum.self, x, Tensor(scalar, type: x.fitting(scalar).elementType))
}

// MARK: minimum

enum Minimum: IntegerBinaryFunction {
  static let name = "minimum"
  static let documentation = FunctionDocumentation(
    formula: "the smaller one; NaN when either is",
    derivative: "1 on the smaller one's side, else 0", remark: "half on each side of a tie")
  static let samples = BinarySamples(isSmooth: false)

  static func isMonotonic(_ a: ClosedRange<Double>, _ b: ClosedRange<Double>) -> Bool { true }

  @inline(__always)
  static func value<N: RealArithmetic>(_ a: N, _ b: N) -> N {
    a.replacing(with: b, where: b .< a).replacing(with: b, where: b .!= b)
  }

  static func gradients(
    _ dy: Tensor, _ a: Tensor, _ b: Tensor, output: Tensor
  ) -> (a: Tensor?, b: Tensor?) { Maximum.chosen(dy, a .< b, a .> b) }

  static func integer(_ a: Int64, _ b: Int64) -> Int64 { min(a, b) }
}

/// The smaller of two elements; in a tie each side gets half of the gradient; NaN when either is.
@_disfavoredOverload
public func minimum(_ a: Tensor, _ b: Tensor) -> Tensor { .combined(Minimum.self, a, b) }

/// The smaller of an element and a number.
@_disfavoredOverload
public func minimum(_ x: Tensor, _ scalar: some TensorScalar) -> Tensor {
  .combined(Minimum.self, x, Tensor(scalar, type: x.fitting(scalar).elementType))
}
