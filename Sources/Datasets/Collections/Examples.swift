internal import NotebookDisplay
public import Tensors

/// Inputs and targets of any shape: points, rows of a table, numbers to predict.
public struct Examples: TrainingData, CustomStringConvertible {
  /// The tensors this is a view of; the first axis counts examples.
  package let wholeInputs: Tensor
  package let wholeTargets: Tensor
  /// One number for each example, or none.
  package let wholeSampleWeights: Tensor?
  package let rows: Range<Int>
  /// The names of the classes, in the order of their labels; empty for numbers.
  public let classNames: [String]

  package init(
    wholeInputs: Tensor, wholeTargets: Tensor, wholeSampleWeights: Tensor? = nil,
    rows: Range<Int>, classNames: [String]
  ) {
    self.wholeInputs = wholeInputs
    self.wholeTargets = wholeTargets
    self.wholeSampleWeights = wholeSampleWeights
    self.rows = rows
    self.classNames = classNames
  }

  /// Pairs rows of inputs with rows of targets.
  ///
  /// - Parameters:
  ///   - inputs: `[n, ...]`, float32.
  ///   - targets: `[n]` int32 class labels, or `[n, ...]` float32 numbers to predict.
  ///   - classNames: Names of the classes, in the order of their labels, one for each.
  public init(inputs: Tensor, targets: Tensor, classNames: [String] = []) {
    require(
      inputs.shape.first != nil && inputs.shape.first == targets.shape.first,
      "Examples: inputs \(inputs.shape) and targets \(targets.shape) need as many rows")
    if !classNames.isEmpty, targets.elementType == .int32, targets.rank == 1, !targets.isSymbolic,
      let place = targets.integers.firstIndex(where: { !classNames.indices.contains($0) })
    {
      stop(
        "Examples has \(NumberFormat.count(classNames.count, "class name")), got label "
          + "\(targets.integers[place]) of example \(place): name every class, labels count from 0")
    }
    self.init(
      wholeInputs: inputs, wholeTargets: targets, rows: 0..<inputs.shape[0],
      classNames: classNames)
  }

  /// All rows of the tensors that ``wholeTensors`` gives, as a planned function sees a batch.
  package init(wholeTensors tensors: [Tensor], classNames: [String]) {
    self.init(
      wholeInputs: tensors[0], wholeTargets: tensors[1],
      wholeSampleWeights: tensors.count > 2 ? tensors[2] : nil, rows: 0..<tensors[0].shape[0],
      classNames: classNames)
  }

  /// Inputs, targets and, where there are some, sample weights.
  package var wholeTensors: [Tensor] {
    [wholeInputs, wholeTargets] + (wholeSampleWeights.map { [$0] } ?? [])
  }

  /// The tensors of these rows alone.
  package var tensors: [Tensor] { wholeTensors.map { Self.rows(rows, of: $0) } }

  /// The same examples.
  public init(_ examples: Examples) { self = examples }

  /// Itself.
  public var examples: Examples { self }

  /// The inputs, `[count, ...]`.
  public var inputs: Tensor { Self.rows(rows, of: wholeInputs) }

  /// The targets, `[count]` or `[count, ...]`.
  public var targets: Tensor { Self.rows(rows, of: wholeTargets) }

  /// What each example counts in a loss, `[count]`; `nil` where all count alike. Set by
  /// `weighted(by:)`.
  public var sampleWeights: Tensor? { wholeSampleWeights.map { Self.rows(rows, of: $0) } }

  /// The inputs, under the name they have where they are images.
  public var images: Tensor { inputs }

  /// The targets, under the name they have where they are classes.
  public var labels: Tensor { targets }

  /// "24 examples: inputs [24, 3] float32, targets [24] int32".
  public var description: String {
    let parts = [("inputs", inputs), ("targets", targets)].map {
      "\($0) \($1.shape) \($1.elementType)"
    }
    return "\(NumberFormat.count(count, "example")): \(parts.joined(separator: ", "))"
      + (classNames.isEmpty ? "" : " of \(classNames.count) classes")
      + (sampleWeights == nil ? "" : ", with sample weights")
  }

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
