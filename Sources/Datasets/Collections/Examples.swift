public import Tensors

/// Inputs and targets of any shape: points, rows of a table, numbers to predict.
public struct Examples: TrainingData {
  /// The tensors this is a view of; the first axis counts examples.
  package let wholeInputs: Tensor
  package let wholeTargets: Tensor
  package let rows: Range<Int>
  /// The names of the classes, in the order of their labels; empty for numbers.
  public let classNames: [String]

  package init(
    wholeInputs: Tensor, wholeTargets: Tensor, rows: Range<Int>, classNames: [String]
  ) {
    self.wholeInputs = wholeInputs
    self.wholeTargets = wholeTargets
    self.rows = rows
    self.classNames = classNames
  }

  /// Pairs rows of inputs with rows of targets.
  ///
  /// - Parameters:
  ///   - inputs: `[n, ...]`, float32.
  ///   - targets: `[n]` int32 class labels, or `[n, ...]` float32 numbers to predict.
  ///   - classNames: Names of the classes, in the order of their labels.
  public init(inputs: Tensor, targets: Tensor, classNames: [String] = []) {
    require(
      inputs.shape.first != nil && inputs.shape.first == targets.shape.first,
      "Examples: inputs \(inputs.shape) and targets \(targets.shape) need as many rows")
    self.init(
      wholeInputs: inputs, wholeTargets: targets, rows: 0..<inputs.shape[0],
      classNames: classNames)
  }

  /// The same examples.
  public init(_ examples: Examples) { self = examples }

  /// Itself.
  public var examples: Examples { self }

  /// The inputs, `[count, ...]`.
  public var inputs: Tensor { Self.rows(rows, of: wholeInputs) }

  /// The targets, `[count]` or `[count, ...]`.
  public var targets: Tensor { Self.rows(rows, of: wholeTargets) }

  /// The inputs, under the name they have where they are images.
  public var images: Tensor { inputs }

  /// The targets, under the name they have where they are classes.
  public var labels: Tensor { targets }

  /// Rows of a tensor without a copy: they lie one after another in its memory.
  private static func rows(_ rows: Range<Int>, of tensor: Tensor) -> Tensor {
    guard rows != 0..<tensor.shape[0], case .concrete(let storage, let offset) = tensor.contents
    else { return tensor }
    let rowShape = Array(tensor.shape.dropFirst())
    return Tensor(
      shape: [rows.count] + rowShape, elementType: tensor.elementType,
      contents: .concrete(storage, offset: offset + rows.lowerBound * rowShape.product))
  }
}
