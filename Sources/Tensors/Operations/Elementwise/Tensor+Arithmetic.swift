extension Tensor {
  // MARK: Tensor with tensor: shapes broadcast

  public static func + (a: Tensor, b: Tensor) -> Tensor { combined(.add, a, b) }
  public static func - (a: Tensor, b: Tensor) -> Tensor { combined(.subtract, a, b) }
  public static func * (a: Tensor, b: Tensor) -> Tensor { combined(.multiply, a, b) }
  /// Division; integers are divided as float32.
  public static func / (a: Tensor, b: Tensor) -> Tensor {
    combined(.divide, a.floating, b.floating)
  }

  public static func += (a: inout Tensor, b: Tensor) { a = a + b }
  public static func -= (a: inout Tensor, b: Tensor) { a = a - b }
  public static func *= (a: inout Tensor, b: Tensor) { a = a * b }
  public static func /= (a: inout Tensor, b: Tensor) { a = a / b }

  public static prefix func - (x: Tensor) -> Tensor { performed(.unary(.negate), x) }

  // MARK: Tensor with number: the number takes the tensor's element type

  public static func + <S: TensorScalar>(x: Tensor, s: S) -> Tensor {
    x.fitting(s).unary(.addScalar(s.doubleValue))
  }
  public static func + <S: TensorScalar>(s: S, x: Tensor) -> Tensor { x + s }
  public static func - <S: TensorScalar>(x: Tensor, s: S) -> Tensor {
    x.fitting(s).unary(.addScalar(-s.doubleValue))
  }
  public static func - <S: TensorScalar>(s: S, x: Tensor) -> Tensor { -x + s }
  public static func * <S: TensorScalar>(x: Tensor, s: S) -> Tensor {
    x.fitting(s).unary(.multiplyScalar(s.doubleValue))
  }
  public static func * <S: TensorScalar>(s: S, x: Tensor) -> Tensor { x * s }
  public static func / <S: TensorScalar>(x: Tensor, s: S) -> Tensor {
    let x = x.floating
    return combined(.divide, x, Tensor(s, type: x.elementType))
  }
  public static func / <S: TensorScalar>(s: S, x: Tensor) -> Tensor {
    let x = x.floating
    return s.doubleValue == 1
      ? x.unary(.reciprocal) : combined(.divide, Tensor(s, type: x.elementType), x)
  }

  public static func += <S: TensorScalar>(x: inout Tensor, s: S) { x = x + s }
  public static func -= <S: TensorScalar>(x: inout Tensor, s: S) { x = x - s }
  public static func *= <S: TensorScalar>(x: inout Tensor, s: S) { x = x * s }
  public static func /= <S: TensorScalar>(x: inout Tensor, s: S) { x = x / s }

  // MARK: What the operators share

  func unary(_ function: UnaryFunction) -> Tensor { performed(.unary(function), self) }

  /// A function of two tensors after bringing them to one element type: integers become the
  /// other's type; a single float32 becomes float64 beside float64, and the other way round.
  static func combined(_ function: BinaryFunction, _ a: Tensor, _ b: Tensor) -> Tensor {
    if a.elementType == b.elementType { return performed(.binary(function), a, b) }
    if a.elementType == .int32 || (a.shape.isEmpty && b.elementType != .int32) {
      return performed(.binary(function), a.converted(to: b.elementType), b)
    }
    if b.elementType == .int32 || b.shape.isEmpty {
      return performed(.binary(function), a, b.converted(to: a.elementType))
    }
    return performed(.binary(function), a, b)
  }

  /// Integers as float32, other tensors as they are.
  var floating: Tensor { elementType == .int32 ? converted(to: .float32) : self }

  /// Ready to be combined with a number: integers become float32 beside a fractional number.
  func fitting<S: TensorScalar>(_ scalar: S) -> Tensor {
    guard elementType == .int32 else { return self }
    if S.defaultElementType != .int32 { return floating }
    guard Int32(exactly: scalar.doubleValue) != nil else {
      stop(
        "\(scalar) does not fit into int32, the element type of this tensor: convert it with "
          + "converted(to: .float32)")
    }
    return self
  }

  /// The same values as another element type; fractions are cut off towards zero.
  public func converted(to type: ElementType) -> Tensor {
    type == elementType ? self : performed(.convert(type), self)
  }
}
