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
  public static func .== (a: Tensor, b: Tensor) -> Tensor { combined(Equal.self, a, b) }
  /// 1 where the elements differ, else 0; NaN differs from everything. Shapes broadcast.
  @_disfavoredOverload
  public static func .!= (a: Tensor, b: Tensor) -> Tensor { combined(NotEqual.self, a, b) }
  /// 1 where the left element is less than the right one, else 0; shapes broadcast.
  @_disfavoredOverload
  public static func .< (a: Tensor, b: Tensor) -> Tensor { combined(Less.self, a, b) }
  /// 1 where the left element is not greater than the right one, else 0; shapes broadcast.
  @_disfavoredOverload
  public static func .<= (a: Tensor, b: Tensor) -> Tensor { combined(LessOrEqual.self, a, b) }
  /// 1 where the left element is greater than the right one, else 0; shapes broadcast.
  @_disfavoredOverload
  public static func .> (a: Tensor, b: Tensor) -> Tensor { combined(Greater.self, a, b) }
  /// 1 where the left element is not less than the right one, else 0; shapes broadcast.
  @_disfavoredOverload
  public static func .>= (a: Tensor, b: Tensor) -> Tensor { combined(GreaterOrEqual.self, a, b) }

  /// 1 where an element is equal to the number, else 0.
  @_disfavoredOverload
  public static func .== <S: TensorScalar>(x: Tensor, s: S) -> Tensor { x.compared(Equal.self, s) }
  /// 1 where an element is different from the number, else 0.
  @_disfavoredOverload
  public static func .!= <S: TensorScalar>(x: Tensor, s: S) -> Tensor {
    x.compared(NotEqual.self, s)
  }
  /// 1 where an element is less than the number, else 0.
  @_disfavoredOverload
  public static func .< <S: TensorScalar>(x: Tensor, s: S) -> Tensor { x.compared(Less.self, s) }
  /// 1 where an element is not greater than the number, else 0.
  @_disfavoredOverload
  public static func .<= <S: TensorScalar>(x: Tensor, s: S) -> Tensor {
    x.compared(LessOrEqual.self, s)
  }
  /// 1 where an element is greater than the number, else 0.
  @_disfavoredOverload
  public static func .> <S: TensorScalar>(x: Tensor, s: S) -> Tensor { x.compared(Greater.self, s) }
  /// 1 where an element is not less than the number, else 0.
  @_disfavoredOverload
  public static func .>= <S: TensorScalar>(x: Tensor, s: S) -> Tensor {
    x.compared(GreaterOrEqual.self, s)
  }

  private func compared<S: TensorScalar>(
    _ definition: any BinaryDefinition.Type, _ scalar: S
  ) -> Tensor {
    let x = fitting(scalar)
    return .combined(definition, x, Tensor(scalar, type: x.elementType))
  }
}

/// `a` where the condition is not zero, `b` elsewhere; all three broadcast, and integers take the
/// other side's type. No gradient flows through the side that was not chosen.
public func `where`(
  _ condition: Tensor, _ a: Tensor, _ b: Tensor,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let sides = Tensor.unified([a, b])
  return applied(.select, condition, sides[0], sides[1], file: file, line: line)
}

/// Elements where the condition is not zero, a number elsewhere.
public func `where`(
  _ condition: Tensor, _ a: Tensor, _ b: some TensorScalar,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let a = a.fitting(b)
  return applied(.select, condition, a, Tensor(b, type: a.elementType), file: file, line: line)
}

/// A number where the condition is not zero, elements elsewhere.
public func `where`(
  _ condition: Tensor, _ a: some TensorScalar, _ b: Tensor,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let b = b.fitting(a)
  return applied(.select, condition, Tensor(a, type: b.elementType), b, file: file, line: line)
}

/// One number where the condition is not zero, another elsewhere.
public func `where`(
  _ condition: Tensor, _ a: some TensorScalar, _ b: some TensorScalar,
  type: ElementType = .float32, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  applied(
    .select, condition, Tensor(a, type: type), Tensor(b, type: type), file: file, line: line)
}
