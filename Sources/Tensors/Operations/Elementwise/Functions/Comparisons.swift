// Comparisons: 1 where they hold, else 0. The operators are in `Tensor+Comparison`.

// MARK: .==

enum Equal: ComparisonFunction {
  static let name = ".=="
  static let documentation = FunctionDocumentation(formula: "1 where a = b, else 0")
  static let samples = BinarySamples(isSmooth: false)

  @inline(__always)
  static func holds<N: ElementwiseComparable>(_ a: N, _ b: N) -> N.Mask { a .== b }
}

// MARK: .!=

enum NotEqual: ComparisonFunction {
  static let name = ".!="
  static let documentation = FunctionDocumentation(formula: "1 where a differs from b, else 0")
  static let samples = BinarySamples(isSmooth: false)

  @inline(__always)
  static func holds<N: ElementwiseComparable>(_ a: N, _ b: N) -> N.Mask { a .!= b }
}

// MARK: .<

enum Less: ComparisonFunction {
  static let name = ".<"
  static let documentation = FunctionDocumentation(formula: "1 where a < b, else 0")
  static let samples = BinarySamples(isSmooth: false)

  @inline(__always)
  static func holds<N: ElementwiseComparable>(_ a: N, _ b: N) -> N.Mask { a .< b }
}

// MARK: .<=

enum LessOrEqual: ComparisonFunction {
  static let name = ".<="
  static let documentation = FunctionDocumentation(formula: "1 where a <= b, else 0")
  static let samples = BinarySamples(isSmooth: false)

  @inline(__always)
  static func holds<N: ElementwiseComparable>(_ a: N, _ b: N) -> N.Mask { a .<= b }
}

// MARK: .>

enum Greater: ComparisonFunction {
  static let name = ".>"
  static let documentation = FunctionDocumentation(formula: "1 where a > b, else 0")
  static let samples = BinarySamples(isSmooth: false)

  @inline(__always)
  static func holds<N: ElementwiseComparable>(_ a: N, _ b: N) -> N.Mask { a .> b }
}

// MARK: .>=

enum GreaterOrEqual: ComparisonFunction {
  static let name = ".>="
  static let documentation = FunctionDocumentation(formula: "1 where a >= b, else 0")
  static let samples = BinarySamples(isSmooth: false)

  @inline(__always)
  static func holds<N: ElementwiseComparable>(_ a: N, _ b: N) -> N.Mask { a .>= b }
}
