// Every operator is a candidate in every cell, also where only plain numbers stand. The compiler
// tries disfavored ones last, so that expressions of numbers are checked as fast as without
// tensors.
extension Tensor {
  // MARK: Tensor with tensor: shapes broadcast

  /// The sum, element by element; shapes broadcast as in NumPy, aligned at their last axes.
  ///
  /// Integers become the other side's type. Stops when an axis differs and neither size is 1.
  ///
  /// ```swift
  /// let x: Tensor = [[1, 2], [3, 4]]
  /// x + [10, 20]           // [[11, 22], [13, 24]]: the row is added to every row
  /// ```
  @_disfavoredOverload
  public static func + (a: Tensor, b: Tensor) -> Tensor { combined(Add.self, a, b) }
  /// The difference, element by element; shapes broadcast as for `+`.
  @_disfavoredOverload
  public static func - (a: Tensor, b: Tensor) -> Tensor { combined(Subtract.self, a, b) }
  /// The product, element by element; shapes broadcast as for `+`. For matrices see
  /// ``matmul(_:file:line:)``.
  @_disfavoredOverload
  public static func * (a: Tensor, b: Tensor) -> Tensor { combined(Multiply.self, a, b) }
  /// The quotient, element by element; shapes broadcast as for `+`, and integers are divided as
  /// float32. Division by 0 gives an infinity or NaN, as IEEE 754 says.
  @_disfavoredOverload
  public static func / (a: Tensor, b: Tensor) -> Tensor {
    combined(Divide.self, a, b)
  }

  /// The remainder of the division, element by element, with the sign of the left side as in Swift;
  /// shapes broadcast as for `+`. Integers are refused a divisor of 0, other numbers give NaN.
  @_disfavoredOverload
  public static func % (a: Tensor, b: Tensor) -> Tensor { combined(Remainder.self, a, b) }

  /// Adds a tensor; the variable becomes a new tensor, of the common shape.
  @_disfavoredOverload
  public static func += (a: inout Tensor, b: Tensor) { a = a + b }
  /// Subtracts a tensor; the variable becomes a new tensor, of the common shape.
  @_disfavoredOverload
  public static func -= (a: inout Tensor, b: Tensor) { a = a - b }
  /// Multiplies by a tensor; the variable becomes a new tensor, of the common shape.
  @_disfavoredOverload
  public static func *= (a: inout Tensor, b: Tensor) { a = a * b }
  /// Divides by a tensor; the variable becomes a new tensor, of the common shape.
  @_disfavoredOverload
  public static func /= (a: inout Tensor, b: Tensor) { a = a / b }

  /// The negative of every element.
  @_disfavoredOverload
  public static prefix func - (x: Tensor) -> Tensor { x.unary(Negate.self) }

  // MARK: Tensor with number: the number takes the tensor's element type

  /// A number added to every element. Integers stay integers beside an integer and become float32
  /// beside a fractional number.
  @_disfavoredOverload
  public static func + <S: TensorScalar>(x: Tensor, s: S) -> Tensor {
    x.fitting(s).unary(AddNumber.self, s.doubleValue)
  }
  /// A number added to every element.
  @_disfavoredOverload
  public static func + <S: TensorScalar>(s: S, x: Tensor) -> Tensor { x + s }
  /// A number subtracted from every element.
  @_disfavoredOverload
  public static func - <S: TensorScalar>(x: Tensor, s: S) -> Tensor {
    x.fitting(s).unary(AddNumber.self, -s.doubleValue)
  }
  /// A number minus every element.
  @_disfavoredOverload
  public static func - <S: TensorScalar>(s: S, x: Tensor) -> Tensor { -x + s }
  /// Every element times a number.
  @_disfavoredOverload
  public static func * <S: TensorScalar>(x: Tensor, s: S) -> Tensor {
    x.fitting(s).unary(MultiplyNumber.self, s.doubleValue)
  }
  /// Every element times a number.
  @_disfavoredOverload
  public static func * <S: TensorScalar>(s: S, x: Tensor) -> Tensor { x * s }
  /// Every element divided by a number; integers are divided as float32.
  @_disfavoredOverload
  public static func / <S: TensorScalar>(x: Tensor, s: S) -> Tensor {
    let x = x.floating
    return combined(Divide.self, x, Tensor(s, type: x.elementType))
  }
  /// A number divided by every element; integers are divided as float32.
  @_disfavoredOverload
  public static func / <S: TensorScalar>(s: S, x: Tensor) -> Tensor {
    let x = x.floating
    return s.doubleValue == 1
      ? x.unary(Reciprocal.self) : combined(Divide.self, Tensor(s, type: x.elementType), x)
  }

  /// The remainder of every element divided by a number, with the sign of the element.
  @_disfavoredOverload
  public static func % <S: TensorScalar>(x: Tensor, s: S) -> Tensor {
    let x = x.fitting(s)
    return combined(Remainder.self, x, Tensor(s, type: x.elementType))
  }

  /// Adds a number to every element.
  @_disfavoredOverload
  public static func += <S: TensorScalar>(x: inout Tensor, s: S) { x = x + s }
  /// Subtracts a number from every element.
  @_disfavoredOverload
  public static func -= <S: TensorScalar>(x: inout Tensor, s: S) { x = x - s }
  /// Multiplies every element by a number.
  @_disfavoredOverload
  public static func *= <S: TensorScalar>(x: inout Tensor, s: S) { x = x * s }
  /// Divides every element by a number.
  @_disfavoredOverload
  public static func /= <S: TensorScalar>(x: inout Tensor, s: S) { x = x / s }

  // MARK: What the operators share

  /// A function of every element; integers become float32 where it needs fractions.
  func unary(_ definition: any UnaryDefinition.Type, _ s: Double = 0, _ t: Double = 0) -> Tensor {
    let x = definition.acceptsIntegers ? self : floating
    return applied(.unary(UnaryFunction(definition, s, t)), x)
  }

  /// A function of two tensors after bringing them to one element type: integers become the
  /// other's type, and float32 where the function needs fractions; a single float32 becomes float64
  /// beside float64, and the other way round.
  static func combined(
    _ definition: any BinaryDefinition.Type, _ a: Tensor, _ b: Tensor
  ) -> Tensor {
    let function = Primitive.binary(BinaryFunction(definition))
    if a.elementType == b.elementType {
      return a.elementType == .int32 && definition.resultOfIntegers == nil
        ? applied(function, a.floating, b.floating) : applied(function, a, b)
    }
    if a.elementType == .int32 || (a.shape.isEmpty && b.elementType != .int32) {
      return applied(function, a.converted(to: b.elementType), b)
    }
    if b.elementType == .int32 || b.shape.isEmpty {
      return applied(function, a, b.converted(to: a.elementType))
    }
    return applied(function, a, b)
  }

  /// Integers as float32, other tensors as they are.
  var floating: Tensor { elementType == .int32 ? converted(to: .float32) : self }

  /// Tensors that meet in one operation: integers as the element type of the first of the others.
  static func unified(_ tensors: [Tensor]) -> [Tensor] {
    guard let type = tensors.first(where: { $0.elementType != .int32 })?.elementType else {
      return tensors
    }
    return tensors.map { $0.elementType == .int32 ? $0.converted(to: type) : $0 }
  }

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
    type == elementType ? self : applied(.convert(type), self)
  }
}
