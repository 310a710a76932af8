/// Values of the functions of two numbers.
enum BinaryKernels {
  /// Floating-point numbers. Maximum and minimum give NaN when either side is NaN.
  @inline(__always)
  static func apply<Element: RealElement>(
    _ function: BinaryFunction, _ a: Tensor, _ b: Tensor, _ shape: [Int], _ type: Element.Type
  ) -> Tensor {
    @inline(__always)
    func zip(_ body: (Element, Element) -> Element) -> Tensor {
      BinaryKernels.zip(a, b, shape, body)
    }
    return switch function {
    case .add: zip { $0 + $1 }
    case .subtract: zip { $0 - $1 }
    case .multiply: zip { $0 * $1 }
    case .divide: zip { $0 / $1 }
    case .power: zip { .power($0, $1) }
    case .maximum: zip { $0 > $1 || $0 != $0 ? $0 : $1 }
    case .minimum: zip { $0 < $1 || $0 != $0 ? $0 : $1 }
    case .equal: zip { $0 == $1 ? 1 : 0 }
    case .notEqual: zip { $0 != $1 ? 1 : 0 }
    case .less: zip { $0 < $1 ? 1 : 0 }
    case .lessOrEqual: zip { $0 <= $1 ? 1 : 0 }
    case .greater: zip { $0 > $1 ? 1 : 0 }
    case .greaterOrEqual: zip { $0 >= $1 ? 1 : 0 }
    }
  }

  /// Integers; sums and products wrap around, comparisons give float32.
  static func applyIntegers(
    _ function: BinaryFunction, _ a: Tensor, _ b: Tensor, _ shape: [Int]
  ) -> Tensor {
    @inline(__always)
    func zip<Result: TensorElement>(_ body: (Int32, Int32) -> Result) -> Tensor {
      BinaryKernels.zip(a, b, shape, body)
    }
    switch function {
    case .add: return zip { $0 &+ $1 }
    case .subtract: return zip { $0 &- $1 }
    case .multiply: return zip { $0 &* $1 }
    case .maximum: return zip { max($0, $1) }
    case .minimum: return zip { min($0, $1) }
    case .equal: return zip { $0 == $1 ? Float(1) : 0 }
    case .notEqual: return zip { $0 != $1 ? Float(1) : 0 }
    case .less: return zip { $0 < $1 ? Float(1) : 0 }
    case .lessOrEqual: return zip { $0 <= $1 ? Float(1) : 0 }
    case .greater: return zip { $0 > $1 ? Float(1) : 0 }
    case .greaterOrEqual: return zip { $0 >= $1 ? Float(1) : 0 }
    case .divide, .power: preconditionFailure("refused by the shape rule")
    }
  }

  /// The begin of every row.
  @inline(__always)
  private static func forEachRow(_ count: Int, _ width: Int, _ body: (Int) -> Void) {
    var start = 0
    while start < count {
      body(start)
      start &+= width
    }
  }

  @inline(__always)
  private static func zip<Element: TensorElement, Result: TensorElement>(
    _ a: Tensor, _ b: Tensor, _ shape: [Int], _ body: (Element, Element) -> Result
  ) -> Tensor {
    let left: UnsafePointer<Element> = a.pointer()
    let right: UnsafePointer<Element> = b.pointer()
    return Tensor(shape: shape) { (output: UnsafeMutablePointer<Result>) in
      if a.shape == b.shape {
        ElementwiseLoops.zip(left, 1, right, 1, output, shape.product, body)
      } else if b.shape.isEmpty || a.shape.isEmpty {
        ElementwiseLoops.zip(
          left, a.shape.isEmpty ? 0 : 1, right, b.shape.isEmpty ? 0 : 1, output, shape.product,
          body)
      } else if shape == a.shape && a.shape.hasSuffix(b.shape) {
        forEachRow(shape.product, b.count) {
          ElementwiseLoops.zip(left + $0, 1, right, 1, output + $0, b.count, body)
        }
      } else if shape == b.shape && b.shape.hasSuffix(a.shape) {
        forEachRow(shape.product, a.count) {
          ElementwiseLoops.zip(left, 1, right + $0, 1, output + $0, a.count, body)
        }
      } else if shape.product > 0 {
        let loop = BroadcastLoop(inputs: [a.shape, b.shape], output: shape)
        let (stepA, stepB, length) = (loop.runSteps[0], loop.runSteps[1], loop.runLength)
        loop.forEachRun { inputs, start in
          ElementwiseLoops.zip(
            left + inputs.0, stepA, right + inputs.1, stepB, output + start, length, body)
        }
      }
    }
  }
}
