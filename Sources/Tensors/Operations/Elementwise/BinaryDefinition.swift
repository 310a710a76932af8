/// A function of two numbers: its one definition. A new one is added to ``FunctionList``.
///
/// The value is written once, in ``RealArithmetic``, the gradients once, as operations on tensors.
protocol BinaryDefinition: TwoTileFunction {
  /// What errors call it: the operator or function in Swift.
  static var name: String { get }
  /// The formula and its derivatives, for the table in the documentation.
  static var documentation: FunctionDocumentation { get }
  /// What tests try it on.
  static var samples: BinarySamples { get }
  /// Whether it is known, over two intervals, never to fall or never to rise with either number
  /// while the other stays as it is: the extreme values then lie at the intervals' ends.
  static func isMonotonic(_ a: ClosedRange<Double>, _ b: ClosedRange<Double>) -> Bool
  /// What integers give, `nil` where they are refused.
  static var resultOfIntegers: ElementType? { get }

  static func value<N: RealArithmetic>(_ a: N, _ b: N) -> N
  /// The gradients by both numbers, `nil` where they are 0 wherever they are defined.
  static func gradients(
    _ dy: Tensor, _ a: Tensor, _ b: Tensor, output: Tensor
  ) -> (a: Tensor?, b: Tensor?)

  // What the extensions below make of the formula, for each function its own code.
  static func evaluate(_ a: Tensor, _ b: Tensor, _ shape: [Int]) -> Tensor
  static func evaluateIntegers(_ a: Tensor, _ b: Tensor, _ shape: [Int]) -> Tensor
}

extension BinaryDefinition {
  static func isMonotonic(_ a: ClosedRange<Double>, _ b: ClosedRange<Double>) -> Bool { false }
}

/// A function of two numbers that maps integers to integers.
protocol IntegerBinaryFunction: BinaryDefinition {
  /// The value; what does not fit into int32 is refused.
  static func integer(_ a: Int64, _ b: Int64) -> Int64
}

/// A comparison of two numbers: 1 or 0, as float32 also of integers.
protocol ComparisonFunction: BinaryDefinition {
  static func holds<N: ElementwiseComparable>(_ a: N, _ b: N) -> N.Mask
  /// Compares some of the elements; steps are 0 where one number stands for all.
  static func compare(
    _ a: UnsafePointer<Int32>, _ stepA: Int, _ b: UnsafePointer<Int32>, _ stepB: Int,
    _ output: UnsafeMutablePointer<Float>, _ range: Range<Int>)
}

/// Where tests try a function of two numbers.
package struct BinarySamples: Sendable {
  /// From where to where the first and the second inputs reach.
  package var a: ClosedRange<Double> = -2...2
  package var b: ClosedRange<Double> = -1.5...1.5
  /// Whether there are kinks: where both are equal, unless the quotient jumps at integers.
  package var isSmooth = true
  /// In units of the last place of the largest result.
  package var tolerance: Double = 4
}

extension BinaryDefinition {
  static var resultOfIntegers: ElementType? { nil }

  /// The function of every two elements; floats one by one too, which the compiler turns into
  /// vector code.
  static func evaluate(_ a: Tensor, _ b: Tensor, _ shape: [Int]) -> Tensor {
    // Functions instead of closures: these are always inlined.
    @inline(__always) func float(_ a: Float, _ b: Float) -> Float { value(a, b) }
    @inline(__always) func double(_ a: Double, _ b: Double) -> Double { value(a, b) }
    return switch a.elementType {
    case .float32: BroadcastKernels.zip(a, b, shape, float)
    case .float64: BroadcastKernels.zip(a, b, shape, double)
    case .int32: evaluateIntegers(a, b, shape)
    }
  }

  static func evaluateIntegers(_ a: Tensor, _ b: Tensor, _ shape: [Int]) -> Tensor {
    stop("\(name) of integers was computed, which its shape rule refuses")
  }

  @inline(__always)
  static func lanes(_ a: Lanes, _ b: Lanes, _ s: Float, _ t: Float) -> Lanes { value(a, b) }
}

extension IntegerBinaryFunction {
  static var resultOfIntegers: ElementType? { .int32 }

  static func evaluateIntegers(_ a: Tensor, _ b: Tensor, _ shape: [Int]) -> Tensor {
    IntegerOverflow.refusing(name) { overflow in
      BroadcastKernels.zip(a, b, shape) { (a: Int32, b: Int32) in
        overflow.fitted(integer(Int64(a), Int64(b)))
      }
    }
  }
}

extension ComparisonFunction {
  static var resultOfIntegers: ElementType? { .float32 }

  @inline(__always)
  static func value<N: RealArithmetic>(_ a: N, _ b: N) -> N { N.one(where: holds(a, b), like: a) }

  static func gradients(
    _ dy: Tensor, _ a: Tensor, _ b: Tensor, output: Tensor
  ) -> (a: Tensor?, b: Tensor?) { (nil, nil) }

  static func evaluateIntegers(_ a: Tensor, _ b: Tensor, _ shape: [Int]) -> Tensor {
    BroadcastKernels.zip(a, b, shape) { (a: Int32, b: Int32) in holds(a, b) ? Float(1) : 0 }
  }

  static func compare(
    _ a: UnsafePointer<Int32>, _ stepA: Int, _ b: UnsafePointer<Int32>, _ stepB: Int,
    _ output: UnsafeMutablePointer<Float>, _ range: Range<Int>
  ) {
    for index in range { output[index] = holds(a[index * stepA], b[index * stepB]) ? 1 : 0 }
  }
}
