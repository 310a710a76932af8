infix operator .== : ComparisonPrecedence
infix operator .!= : ComparisonPrecedence
infix operator .< : ComparisonPrecedence
infix operator .<= : ComparisonPrecedence
infix operator .> : ComparisonPrecedence
infix operator .>= : ComparisonPrecedence

/// Comparisons element by element give 1 where they hold and 0 elsewhere, so that their mean is a
/// fraction: `(predicted .== labels).mean()`.
extension Tensor {
  /// 1 where the elements are equal, else 0; NaN equals nothing. Shapes broadcast.
  @_disfavoredOverload
  public static func .== (a: Tensor, b: Tensor) -> Tensor { combined(.equal, a, b) }
  /// 1 where the elements differ, else 0; NaN differs from everything. Shapes broadcast.
  @_disfavoredOverload
  public static func .!= (a: Tensor, b: Tensor) -> Tensor { combined(.notEqual, a, b) }
  /// 1 where the left element is less than the right one, else 0; shapes broadcast.
  @_disfavoredOverload
  public static func .< (a: Tensor, b: Tensor) -> Tensor { combined(.less, a, b) }
  /// 1 where the left element is not greater than the right one, else 0; shapes broadcast.
  @_disfavoredOverload
  public static func .<= (a: Tensor, b: Tensor) -> Tensor { combined(.lessOrEqual, a, b) }
  /// 1 where the left element is greater than the right one, else 0; shapes broadcast.
  @_disfavoredOverload
  public static func .> (a: Tensor, b: Tensor) -> Tensor { combined(.greater, a, b) }
  /// 1 where the left element is not less than the right one, else 0; shapes broadcast.
  @_disfavoredOverload
  public static func .>= (a: Tensor, b: Tensor) -> Tensor { combined(.greaterOrEqual, a, b) }

  /// 1 where an element is equal to the number, else 0.
  @_disfavoredOverload
  public static func .== <S: TensorScalar>(x: Tensor, s: S) -> Tensor { x.compared(.equal, s) }
  /// 1 where an element is different from the number, else 0.
  @_disfavoredOverload
  public static func .!= <S: TensorScalar>(x: Tensor, s: S) -> Tensor { x.compared(.notEqual, s) }
  /// 1 where an element is less than the number, else 0.
  @_disfavoredOverload
  public static func .< <S: TensorScalar>(x: Tensor, s: S) -> Tensor { x.compared(.less, s) }
  /// 1 where an element is not greater than the number, else 0.
  @_disfavoredOverload
  public static func .<= <S: TensorScalar>(x: Tensor, s: S) -> Tensor {
    x.compared(.lessOrEqual, s)
  }
  /// 1 where an element is greater than the number, else 0.
  @_disfavoredOverload
  public static func .> <S: TensorScalar>(x: Tensor, s: S) -> Tensor { x.compared(.greater, s) }
  /// 1 where an element is not less than the number, else 0.
  @_disfavoredOverload
  public static func .>= <S: TensorScalar>(x: Tensor, s: S) -> Tensor {
    x.compared(.greaterOrEqual, s)
  }

  private func compared<S: TensorScalar>(_ function: BinaryFunction, _ scalar: S) -> Tensor {
    let x = fitting(scalar)
    return performed(.binary(function), x, Tensor(scalar, type: x.elementType))
  }
}

/// `a` where the condition is not zero, `b` elsewhere; all three broadcast. No gradient flows
/// through the side that was not chosen.
public func `where`(
  _ condition: Tensor, _ a: Tensor, _ b: Tensor,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  performed(.select, condition, a, b, file: file, line: line)
}

/// Elements where the condition is not zero, a number elsewhere.
public func `where`(
  _ condition: Tensor, _ a: Tensor, _ b: some TensorScalar,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let a = a.fitting(b)
  return performed(.select, condition, a, Tensor(b, type: a.elementType), file: file, line: line)
}

/// A number where the condition is not zero, elements elsewhere.
public func `where`(
  _ condition: Tensor, _ a: some TensorScalar, _ b: Tensor,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let b = b.fitting(a)
  return performed(.select, condition, Tensor(a, type: b.elementType), b, file: file, line: line)
}

/// One number where the condition is not zero, another elsewhere.
public func `where`(
  _ condition: Tensor, _ a: some TensorScalar, _ b: some TensorScalar,
  type: ElementType = .float32, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  performed(
    .select, condition, Tensor(a, type: type), Tensor(b, type: type), file: file, line: line)
}

/// The larger of two elements; in a tie each side gets half of the gradient; NaN when either is.
public func maximum(_ a: Tensor, _ b: Tensor) -> Tensor { .combined(.maximum, a, b) }

/// The larger of an element and a number.
public func maximum(_ x: Tensor, _ scalar: some TensorScalar) -> Tensor {
  .combined(.maximum, x, Tensor(scalar, type: x.fitting(scalar).elementType))
}

/// The smaller of two elements; in a tie each side gets half of the gradient; NaN when either is.
public func minimum(_ a: Tensor, _ b: Tensor) -> Tensor { .combined(.minimum, a, b) }

/// The smaller of an element and a number.
public func minimum(_ x: Tensor, _ scalar: some TensorScalar) -> Tensor {
  .combined(.minimum, x, Tensor(scalar, type: x.fitting(scalar).elementType))
}

/// a to the power of b, element by element.
public func pow(_ a: Tensor, _ b: Tensor) -> Tensor {
  .combined(.power, a.floating, b.floating)
}

/// x to the power of a number.
public func pow(_ x: Tensor, _ exponent: some TensorScalar) -> Tensor {
  x.raised(to: exponent.doubleValue)
}
