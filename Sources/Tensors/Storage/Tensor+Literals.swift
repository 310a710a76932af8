/// Nested numbers in brackets: `[[1, 2], [3, 4]]`.
public struct TensorLiteral: Sendable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByArrayLiteral
{
  let shape: [Int]
  let values: [Double]
  /// Whether there are numbers, all of them written whole.
  let isWhole: Bool

  public init(floatLiteral value: Double) {
    self.init(shape: [], values: [value], isWhole: false)
  }

  public init(integerLiteral value: Int) {
    self.init(shape: [], values: [Double(value)], isWhole: true)
  }

  /// Not a number.
  public static var nan: TensorLiteral { TensorLiteral(floatLiteral: .nan) }

  /// Larger than any number.
  public static var infinity: TensorLiteral { TensorLiteral(floatLiteral: .infinity) }

  /// The negative of one number: `-.infinity`.
  @_disfavoredOverload
  public static prefix func - (number: TensorLiteral) -> TensorLiteral {
    TensorLiteral(
      shape: number.shape, values: number.values.map { -$0 }, isWhole: number.isWhole)
  }

  private init(shape: [Int], values: [Double], isWhole: Bool) {
    self.shape = shape
    self.values = values
    self.isWhole = isWhole
  }

  public init(arrayLiteral rows: TensorLiteral...) { self.init(rows: rows) }

  fileprivate init(rows: [TensorLiteral]) {
    let inner = rows.first?.shape ?? []
    for (index, row) in rows.enumerated() where row.shape != inner {
      stop(
        "a tensor literal expects rows of one shape, got \(inner) (row 0) and \(row.shape) "
          + "(row \(index))")
    }
    self.init(
      shape: [rows.count] + inner, values: rows.flatMap(\.values),
      isWhole: !rows.isEmpty && rows.allSatisfy(\.isWhole))
  }
}

extension Tensor: ExpressibleByArrayLiteral {
  /// A tensor of nested numbers: int32 where all are written whole, as `[1, 2]`, float32 where one
  /// has a fraction, as `[1.0, 2]`. It is the rule of NumPy and PyTorch, and that of
  /// `Tensor([1, 2])` and `Tensor([1.0, 2])` too.
  ///
  /// ```swift
  /// let labels: Tensor = [2, 0, 1]           // int32: class numbers
  /// let weights: Tensor = [0.5, 1]           // float32
  /// weights * [1, 100]                       // float32: integers take the other side's type
  /// ```
  ///
  /// Integers become float32 wherever fractions are needed: in layers, products of matrices,
  /// functions such as `exp`, means, and where a gradient is asked for.
  public init(arrayLiteral rows: TensorLiteral...) {
    let literal = TensorLiteral(rows: rows)
    if literal.isWhole, let wrong = literal.values.first(where: { Int32(exactly: $0) == nil }) {
      stop(
        "\(wrong) does not fit into int32, the element type of whole numbers: write one of them "
          + "with a fraction, as 1.0, to make the tensor float32")
    }
    self.init(literal.values, shape: literal.shape, type: literal.isWhole ? .int32 : .float32)
  }
}
