/// Elements in order along an axis, and sums of every element with those before it.
enum OrderingFamily: PrimitiveFamily {
  static func signature(
    of primitive: Primitive, _ inputs: [TensorSignature]
  ) throws(TensorError) -> TensorSignature {
    switch primitive {
    case .argumentSort: TensorSignature(shape: inputs[0].shape, elementType: .int32)
    case .cumulativeSum: inputs[0]
    default: preconditionFailure("not a primitive of this family")
    }
  }

  static func evaluate(
    _ primitive: Primitive, _ inputs: [Tensor], result: TensorSignature
  ) -> Tensor {
    let x = inputs[0]
    switch (primitive, x.elementType) {
    case (.argumentSort(let axis, let descends), .float32):
      return argumentSort(x, axis, descends, Float.self)
    case (.argumentSort(let axis, let descends), .float64):
      return argumentSort(x, axis, descends, Double.self)
    case (.argumentSort(let axis, let descends), .int32):
      return argumentSort(x, axis, descends, Int32.self)
    case (.cumulativeSum(let axis, let isReversed), .float32):
      return sums(x, axis, isReversed, Float.self) { (sum: Double, value) in
        sum + Double(value)
      } finally: {
        Float($0)
      }
    case (.cumulativeSum(let axis, let isReversed), .float64):
      return sums(x, axis, isReversed, Double.self) { (sum: Double, value) in
        sum + value
      } finally: {
        $0
      }
    case (.cumulativeSum(let axis, let isReversed), .int32):
      return sums(x, axis, isReversed, Int32.self) { (sum: Int, value) in
        sum + Int(value)
      } finally: {
        Int32(truncatingIfNeeded: $0)
      }
    default: preconditionFailure("not a primitive of this family")
    }
  }

  static func checkValues(_ primitive: Primitive, _ inputs: [Tensor]) throws(TensorError) {
    guard case .cumulativeSum(let axis, let isReversed) = primitive,
      inputs[0].elementType == .int32
    else { return }
    var largest = 0
    _ = sums(inputs[0], axis, isReversed, Int32.self) { (sum: Int, value) in
      largest = Swift.max(largest, (sum + Int(value)).magnitude.clamped)
      return sum + Int(value)
    } finally: {
      Int32(truncatingIfNeeded: $0)
    }
    guard largest > Int(Int32.max) else { return }
    throw TensorError(
      "cumulativeSum of int32 goes beyond int32: convert the tensor with converted(to: .float64)")
  }

  static func gradient(
    of primitive: Primitive, _ inputs: [Tensor], output: Tensor, cotangent dy: Tensor,
    wanted: [Bool]
  ) -> [Tensor?] {
    guard case .cumulativeSum(let axis, let isReversed) = primitive else { return [nil] }
    return [applied(.cumulativeSum(axis: axis, isReversed: !isReversed), dy)]
  }

  static var samples: [OperationSample] {
    var inputs = SampleInputs(seed: 700)
    return [
      OperationSample(
        .argumentSort(axis: 1, isDescending: false), [inputs.distinct([3, 7])],
        differentiable: [false]),
      OperationSample(
        .argumentSort(axis: 0, isDescending: true), [inputs.distinct([5, 2])],
        differentiable: [false]),
      OperationSample(.cumulativeSum(axis: 1, isReversed: false), [inputs.real([2, 5, 3])]),
      OperationSample(.cumulativeSum(axis: 0, isReversed: true), [inputs.real([6])]),
    ]
  }

  private static func argumentSort<Element: TensorElement>(
    _ x: Tensor, _ axis: Int, _ descends: Bool, _ type: Element.Type
  ) -> Tensor {
    let (outer, length, inner) = ReductionKernels.extent(x.shape, [axis])
    let input: UnsafePointer<Element> = x.pointer()
    return Tensor(shape: x.shape) { (output: UnsafeMutablePointer<Int32>) in
      for line in 0..<(outer * inner) {
        let start = line / inner * length * inner + line % inner
        let values = (0..<length).map { input[start + $0 * inner] }
        let order = values.indices.sorted { left, right in
          let (a, b) = descends ? (values[right], values[left]) : (values[left], values[right])
          if a < b { return true }
          // What is not equal to itself is NaN.
          if a == b || (a != a && b != b) { return left < right }
          return a == a && b != b
        }
        for (place, index) in order.enumerated() { output[start + place * inner] = Int32(index) }
      }
    }
  }

  private static func sums<Element: TensorElement, Sum: AdditiveArithmetic>(
    _ x: Tensor, _ axis: Int, _ isReversed: Bool, _ type: Element.Type,
    adding: (Sum, Element) -> Sum, finally: (Sum) -> Element
  ) -> Tensor {
    let (outer, length, inner) = ReductionKernels.extent(x.shape, [axis])
    let input: UnsafePointer<Element> = x.pointer()
    return Tensor(shape: x.shape) { (output: UnsafeMutablePointer<Element>) in
      for line in 0..<(outer * inner) {
        let start = line / inner * length * inner + line % inner
        var sum = Sum.zero
        for step in 0..<length {
          let place = start + (isReversed ? length - 1 - step : step) * inner
          sum = adding(sum, input[place])
          output[place] = finally(sum)
        }
      }
    }
  }
}

extension UInt {
  /// As an Int, the largest where it does not fit.
  fileprivate var clamped: Int { Int(Swift.min(self, UInt(Int.max))) }
}
