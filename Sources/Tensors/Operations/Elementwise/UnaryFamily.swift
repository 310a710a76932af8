/// Functions of one number, and their gradients as one fused primitive.
enum UnaryFamily: ElementwiseFamily {
  static func signature(
    of primitive: Primitive, _ inputs: [TensorSignature]
  ) throws(TensorError) -> TensorSignature {
    switch primitive {
    case .unary(let function):
      guard inputs[0].elementType != .int32 || function.definition.acceptsIntegers else {
        throw TensorError(
          "\(function.definition.name) expects numbers with a fraction, got a tensor of int32: "
            + "convert it with converted(to: .float32)")
      }
      return inputs[0]
    case .unaryGradient(let gradient):
      guard inputs[0] == inputs[1] else {
        throw TensorError(
          "the gradient of \(gradient.definition.name) expects shape \(inputs[1].shape), "
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
      function.definition.evaluate(inputs[0], function.s, function.t)
    case .unaryGradient(let gradient):
      gradient.definition.evaluateGradient(inputs[0], inputs[1], gradient.s, gradient.t)
    default: preconditionFailure("not a primitive of this family")
    }
  }

  static func gradient(
    of primitive: Primitive, _ inputs: [Tensor], output: Tensor, cotangent dy: Tensor,
    wanted: [Bool]
  ) -> [Tensor?] {
    switch primitive {
    case .unary(let function):
      guard let definition = function.definition.differentiable else { return [nil] }
      let gradient = UnaryGradient(definition: definition, s: function.s, t: function.t)
      switch definition.gradientNeeds(function.s, function.t) {
      case .nothing: return [definition.gradient(dy, dy, function.s, function.t)]
      case .input: return [applied(.unaryGradient(gradient), dy, inputs[0])]
      case .output: return [applied(.unaryGradient(gradient), dy, output)]
      }
    case .unaryGradient(let gradient):
      return gradientByComposition(inputs, dy) {
        gradient.definition.gradient($0[0], $0[1], gradient.s, gradient.t)
      }
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
