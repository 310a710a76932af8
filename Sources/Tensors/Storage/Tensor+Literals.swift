/// Nested numbers in brackets: `[[1, 2], [3, 4]]`.
public struct TensorLiteral: Sendable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByArrayLiteral
{
  let shape: [Int]
  let values: [Float]

  public init(floatLiteral value: Double) { (shape, values) = ([], [Float(value)]) }

  public init(integerLiteral value: Int) { (shape, values) = ([], [Float(value)]) }

  /// Not a number.
  public static var nan: TensorLiteral { TensorLiteral(floatLiteral: .nan) }

  /// Larger than any number.
  public static var infinity: TensorLiteral { TensorLiteral(floatLiteral: .infinity) }

  /// The negative of one number: `-.infinity`.
  @_disfavoredOverload
  public static prefix func - (number: TensorLiteral) -> TensorLiteral {
    TensorLiteral(shape: number.shape, values: number.values.map { -$0 })
  }

  private init(shape: [Int], values: [Float]) {
    self.shape = shape
    self.values = values
  }

  public init(arrayLiteral rows: TensorLiteral...) {
    let inner = rows.first?.shape ?? []
    for (index, row) in rows.enumerated() where row.shape != inner {
      stop(
        "a tensor literal expects rows of one shape, got \(inner) (row 0) and \(row.shape) "
          + "(row \(index))")
    }
    shape = [rows.count] + inner
    values = rows.flatMap(\.values)
  }
}

extension Tensor: ExpressibleByArrayLiteral {
  /// A float32 tensor of nested numbers, whole or not: `let x: Tensor = [1, 2]`.
  ///
  /// `Tensor([1, 2])` is made of a Swift array and keeps its kind, int32 for `Int` and float32 for
  /// `Double`, so that class numbers need no `type:`. An expression of both is float32.
  public init(arrayLiteral rows: TensorLiteral...) {
    let inner = rows.first?.shape ?? []
    for (index, row) in rows.enumerated() where row.shape != inner {
      stop(
        "a tensor literal expects rows of one shape, got \(inner) (row 0) and \(row.shape) "
          + "(row \(index))")
    }
    self.init(rows.flatMap(\.values), shape: [rows.count] + inner)
  }
}
