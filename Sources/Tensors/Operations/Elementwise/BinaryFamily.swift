/// Functions of two numbers with broadcasting.
enum BinaryFamily: ElementwiseFamily {
  static func signature(
    of primitive: Primitive, _ inputs: [TensorSignature]
  ) throws(TensorError) -> TensorSignature {
    let function = definition(of: primitive)
    let (a, b) = (inputs[0], inputs[1])
    guard a.elementType == b.elementType else {
      throw TensorError(
        "\(function.name) cannot combine \(a.elementType) of shape \(a.shape) with "
          + "\(b.elementType) of shape \(b.shape): convert one with converted(to:)")
    }
    let shape = try Broadcasting.shape(a.shape, b.shape, in: function.name)
    guard a.elementType == .int32 else {
      return TensorSignature(shape: shape, elementType: a.elementType)
    }
    guard let result = function.resultOfIntegers else {
      throw TensorError(
        "\(function.name) expects numbers with a fraction, got tensors of int32: convert them "
          + "with converted(to: .float32)")
    }
    return TensorSignature(shape: shape, elementType: result)
  }

  static func evaluate(
    _ primitive: Primitive, _ inputs: [Tensor], result: TensorSignature
  ) -> Tensor {
    definition(of: primitive).evaluate(inputs[0], inputs[1], result.shape)
  }

  static func gradient(
    of primitive: Primitive, _ inputs: [Tensor], output: Tensor, cotangent dy: Tensor,
    wanted: [Bool]
  ) -> [Tensor?] {
    let (a, b) = definition(of: primitive).gradients(dy, inputs[0], inputs[1], output: output)
    return [a, b]
  }

  static func definition(of primitive: Primitive) -> any BinaryDefinition.Type {
    guard case .binary(let function) = primitive else {
      preconditionFailure("not a primitive of this family")
    }
    return function.definition
  }
}
