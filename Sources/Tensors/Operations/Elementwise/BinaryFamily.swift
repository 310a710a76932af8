/// Functions of two numbers with broadcasting.
enum BinaryFamily: PrimitiveFamily {
  static func signature(
    of primitive: Primitive, _ inputs: [TensorSignature]
  ) throws(TensorError) -> TensorSignature {
    let function = function(of: primitive)
    let (a, b) = (inputs[0], inputs[1])
    guard a.elementType == b.elementType else {
      throw TensorError(
        "\(function.name) cannot combine \(a.elementType) of shape \(a.shape) with "
          + "\(b.elementType) of shape \(b.shape): convert one with converted(to:)")
    }
    let shape = try Broadcasting.shape(a.shape, b.shape, in: function.name)
    guard function.isComparison else {
      if a.elementType == .int32 && !function.acceptsIntegers {
        throw TensorError(
          "\(function.name) expects numbers with a fraction, got tensors of int32: convert them "
            + "with converted(to: .float32)")
      }
      return TensorSignature(shape: shape, elementType: a.elementType)
    }
    return TensorSignature(
      shape: shape, elementType: a.elementType == .float64 ? .float64 : .float32)
  }

  static func evaluate(
    _ primitive: Primitive, _ inputs: [Tensor], result: TensorSignature
  ) -> Tensor {
    let function = function(of: primitive)
    return switch inputs[0].elementType {
    case .float32: BinaryKernels.apply(function, inputs[0], inputs[1], result.shape, Float.self)
    case .float64: BinaryKernels.apply(function, inputs[0], inputs[1], result.shape, Double.self)
    case .int32: BinaryKernels.applyIntegers(function, inputs[0], inputs[1], result.shape)
    }
  }

  static func gradient(
    of primitive: Primitive, _ inputs: [Tensor], output: Tensor, cotangent dy: Tensor,
    wanted: [Bool]
  ) -> [Tensor?] {
    let (a, b) = (inputs[0], inputs[1])
    switch function(of: primitive) {
    case .add: return [dy, dy]
    case .subtract: return [dy, -dy]
    case .multiply: return [dy * b, dy * a]
    case .divide: return [dy / b, -dy * output / b]
    case .power:
      let one = Tensor.full([], 1, type: b.elementType)
      // Where b is 0 the derivative is 0 even at a = 0, and 0 * ln 0 counts as 0.
      let safe = `where`(a .> 0, a, one)
      return [
        dy * `where`(b .== 0, b * 0, b * performed(.binary(.power), a, b - 1)),
        dy * output * log(safe),
      ]
    case .maximum: return split(dy, a .> b, a .< b)
    case .minimum: return split(dy, a .< b, a .> b)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: return [nil, nil]
    }
  }

  /// The chosen side gets the gradient; in a tie (or beside NaN) each gets half.
  private static func split(_ dy: Tensor, _ first: Tensor, _ second: Tensor) -> [Tensor?] {
    [dy * ((first - second + 1) * 0.5), dy * ((second - first + 1) * 0.5)]
  }

  private static func function(of primitive: Primitive) -> BinaryFunction {
    guard case .binary(let function) = primitive else {
      preconditionFailure("not a primitive of this family")
    }
    return function
  }
}

extension BinaryFunction {
  /// What errors and plans call it: the operator or function in Swift.
  package var name: String {
    switch self {
    case .add: "+"
    case .subtract: "-"
    case .multiply: "*"
    case .divide: "/"
    case .power: "pow"
    case .maximum: "maximum"
    case .minimum: "minimum"
    case .equal: ".=="
    case .notEqual: ".!="
    case .less: ".<"
    case .lessOrEqual: ".<="
    case .greater: ".>"
    case .greaterOrEqual: ".>="
    }
  }

  /// Whether the result is 1 or 0.
  package var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }

  var acceptsIntegers: Bool { self != .divide && self != .power }
}
