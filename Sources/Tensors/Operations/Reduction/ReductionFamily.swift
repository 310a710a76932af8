/// Sums, means, extremes and products over axes.
enum ReductionFamily: PrimitiveFamily {
  static func signature(
    of primitive: Primitive, _ inputs: [TensorSignature]
  ) throws(TensorError) -> TensorSignature {
    let x = inputs[0]
    switch primitive {
    case .reduce(let function, let axes, let keepsDimensions):
      let isEmpty = axes.contains { x.shape[$0] == 0 }
      if isEmpty && !function.hasValueOfNothing {
        throw TensorError(
          "\(function.name) expects at least one element along axes \(axes), got shape "
            + "\(x.shape): an empty tensor has no \(function.name)")
      }
      return TensorSignature(
        shape: x.shape.reducing(axes, keepsDimensions: keepsDimensions),
        elementType: x.elementType)
    case .argumentMaximum(let axis):
      guard x.shape[axis] > 0 else {
        throw TensorError(
          "argmax expects at least one element along axis \(axis), got shape \(x.shape)")
      }
      return TensorSignature(
        shape: x.shape.reducing([axis], keepsDimensions: false), elementType: .int32)
    default: preconditionFailure("not a primitive of this family")
    }
  }

  static func evaluate(
    _ primitive: Primitive, _ inputs: [Tensor], result: TensorSignature
  ) -> Tensor {
    switch primitive {
    case .reduce(let function, let axes, _):
      let reduced: Tensor =
        switch inputs[0].elementType {
        case .float32: ReductionKernels.reduce(inputs[0], function, axes, Float.self)
        case .float64: ReductionKernels.reduce(inputs[0], function, axes, Double.self)
        case .int32: ReductionKernels.reduceIntegers(inputs[0], function, axes)
        }
      return reduced.withShape(result.shape)
    case .argumentMaximum(let axis):
      return switch inputs[0].elementType {
      case .float32: ReductionKernels.argumentMaximum(inputs[0], axis, Float.self)
      case .float64: ReductionKernels.argumentMaximum(inputs[0], axis, Double.self)
      case .int32: ReductionKernels.argumentMaximum(inputs[0], axis, Int32.self)
      }
    default: preconditionFailure("not a primitive of this family")
    }
  }

  static func gradient(
    of primitive: Primitive, _ inputs: [Tensor], output: Tensor, cotangent dy: Tensor,
    wanted: [Bool]
  ) -> [Tensor?] {
    guard case .reduce(let function, let axes, _) = primitive else { return [nil] }
    let x = inputs[0]
    let kept = x.shape.reducing(axes, keepsDimensions: true)
    let spread = dy.reshaped(to: kept)
    let count = axes.map { x.shape[$0] }.product
    switch function {
    case .sum: return [spread.broadcast(to: x.shape)]
    case .mean: return [(spread * (1 / Double(count))).broadcast(to: x.shape)]
    case .maximum, .minimum:
      // Ties share the gradient equally.
      let isExtreme = (x .== output.reshaped(to: kept)).converted(to: x.elementType)
      return [spread * isExtreme / isExtreme.sum(axes: axes, keepDimensions: true)]
    case .product:
      return [spread * productOfOthers(x, axes)]
    }
  }

  /// For every element the product of all others along the axes, right when some are zero: the
  /// elements before it times those after it.
  private static func productOfOthers(_ x: Tensor, _ axes: [Int]) -> Tensor {
    let kept = x.shape.indices.filter { !axes.contains($0) }
    let order = kept + axes
    let rows = x.transposed(order).reshaped(
      to: [kept.map { x.shape[$0] }.product, axes.map { x.shape[$0] }.product])
    let count = rows.shape[1]
    let one = Tensor.full([rows.shape[0], 1], 1, type: x.elementType)
    var (before, after) = ([one], [one])
    for i in 0..<Swift.max(count - 1, 0) {
      before.append(before[i] * rows.slice(axis: 1, i, i + 1))
      after.append(after[i] * rows.slice(axis: 1, count - 1 - i, count - i))
    }
    let others = concatenate(before, axis: 1) * concatenate(after.reversed(), axis: 1)
    let inverse = order.indices.map { order.firstIndex(of: $0)! }
    return others.reshaped(to: order.map { x.shape[$0] }).transposed(inverse)
  }
}
