/// Functions of one number, and their gradients as one fused primitive.
enum UnaryFamily: PrimitiveFamily {
  static func signature(
    of primitive: Primitive, _ inputs: [TensorSignature]
  ) throws(TensorError) -> TensorSignature {
    switch primitive {
    case .unary(let function):
      guard inputs[0].elementType != .int32 || function.acceptsIntegers else {
        throw TensorError(
          "\(function.name) expects numbers with a fraction, got a tensor of int32: convert it "
            + "with converted(to: .float32)")
      }
      return inputs[0]
    case .unaryGradient(let function):
      guard inputs[0] == inputs[1] else {
        throw TensorError(
          "the gradient of \(function.name) expects shape \(inputs[1].shape), "
            + "got \(inputs[0].shape)")
      }
      return inputs[0]
    default: preconditionFailure("not a primitive of this family")
    }
  }

  static func evaluate(
    _ primitive: Primitive, _ inputs: [Tensor], result: TensorSignature
  ) -> Tensor {
    switch primitive {
    case .unary(let function):
      switch result.elementType {
      case .float32: UnaryKernels.apply(function, inputs[0])
      case .float64: UnaryKernels.applyReference(function, inputs[0], Double.self)
      case .int32: UnaryKernels.applyIntegers(function, inputs[0])
      }
    case .unaryGradient(let function):
      switch result.elementType {
      case .float32: UnaryGradientKernels.apply(function, inputs[0], inputs[1])
      default: UnaryGradientKernels.applyReference(function, inputs[0], inputs[1], Double.self)
      }
    default: preconditionFailure("not a primitive of this family")
    }
  }

  static func gradient(
    of primitive: Primitive, _ inputs: [Tensor], output: Tensor, cotangent dy: Tensor,
    wanted: [Bool]
  ) -> [Tensor?] {
    switch primitive {
    case .unary(let function):
      switch function {
      case .negate: return [-dy]
      case .addScalar: return [dy]
      case .multiplyScalar(let factor): return [dy * factor]
      case .sign, .floor, .ceiling, .round, .isNaN, .isFinite: return [nil]
      default:
        let saved = function.backwardNeeds == .output ? output : inputs[0]
        return [performed(.unaryGradient(function), dy, saved)]
      }
    case .unaryGradient(let function):
      return gradientByComposition(inputs, dy) { $0[0] * function.derivative(saved: $0[1]) }
    default: preconditionFailure("not a primitive of this family")
    }
  }
}

/// The gradient of a fused primitive from its definition in terms of others. Gradients of
/// gradients need it; training does not.
func gradientByComposition(
  _ inputs: [Tensor], _ dy: Tensor, definition: ([Tensor]) -> Tensor
) -> [Tensor?] {
  let differentiable = inputs.indices.filter { inputs[$0].elementType != .int32 }
  let gradients = gradient(at: differentiable.map { inputs[$0] }) { variables in
    var arguments = inputs
    for (index, variable) in zip(differentiable, variables) { arguments[index] = variable }
    return (definition(arguments) * dy).sum()
  }
  var result = [Tensor?](repeating: nil, count: inputs.count)
  for (index, gradient) in zip(differentiable, gradients) { result[index] = gradient }
  return result
}
