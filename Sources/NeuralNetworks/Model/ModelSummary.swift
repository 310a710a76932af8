public import NotebookDisplay
internal import Tensors

/// The layers of a model with their output shapes and numbers of parameters.
public struct ModelSummary: Displayable, CustomStringConvertible, Sendable {
  /// One layer.
  public struct Row: Sendable, Equatable, CustomStringConvertible {
    /// As its author wrote it.
    public let layer: String
    /// Where it is found: "dense_1", "residual_1.body.dense_2".
    public let path: String
    /// How many layers shown above it is inside of.
    public let depth: Int
    /// Without the batch axis; `nil` where no output was seen: the layer is not called, or it is
    /// one of one's own that another of one's own calls, which Swift does directly.
    public let outputShape: [Int]?
    /// The numbers in all its parameters.
    public let parameters: Int
    /// Those that training changes.
    public let trainableParameters: Int

    /// Path, layer, shape and parameters: "dense_1: Dense(3) to [batch, 3], 12 parameters".
    public var description: String {
      "\(path): \(layer) to \(cells[1]), \(plural(parameters, "parameter"))"
    }

    fileprivate var cells: [String] {
      [
        String(repeating: "  ", count: depth) + layer,
        outputShape.map { "[" + (["batch"] + $0.map(String.init)).joined(separator: ", ") + "]" }
          ?? "not seen",
        grouped(parameters), grouped(trainableParameters),
      ]
    }
  }

  /// The layers in order, each before those inside it.
  public let rows: [Row]
  /// The numbers that training changes.
  public let trainableParameters: Int
  /// Running statistics and the like.
  public let nonTrainableParameters: Int

  /// All numbers in the model.
  public var parameters: Int { trainableParameters + nonTrainableParameters }

  /// A table of the layers with totals below.
  public var cellOutput: CellOutput {
    CellOutput(
      .table(
        Table(
          columns: [
            .init("Layer"), .init("Output shape"), .init("Parameters", alignment: .trailing),
            .init("Trainable", alignment: .trailing),
          ],
          rows: rows.map(\.cells),
          footer: [
            ["Total", "", grouped(parameters), grouped(trainableParameters)]
          ])))
  }

  /// The same as text.
  public var description: String {
    let cells =
      [["Layer", "Output shape", "Parameters", "Trainable"]] + rows.map(\.cells)
    let widths = (0..<3).map { column in cells.map(\.[column].count).max() ?? 0 }
    let lines = cells.map { cell in
      (0..<3).map { cell[$0] + String(repeating: " ", count: widths[$0] - cell[$0].count + 2) }
        .joined() + cell[3]
    }
    return lines.joined(separator: "\n")
      + "\n\(grouped(parameters)) parameters, \(grouped(trainableParameters)) trainable, "
      + "\(grouped(nonTrainableParameters)) not trainable"
  }
}
