public import NotebookDisplay
internal import Tensors

/// The layers of a model with their output shapes and numbers of parameters.
public struct ModelSummary: Displayable, CustomStringConvertible, Sendable {
  /// One layer.
  public struct Row: Sendable, Equatable {
    /// As its author wrote it.
    public let layer: String
    /// Without the batch axis.
    public let outputShape: [Int]
    /// The numbers in all its parameters.
    public let parameters: Int
  }

  /// The layers in order.
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
          ],
          rows: rows.map {
            [$0.layer, Self.shapeText($0.outputShape), grouped($0.parameters)]
          },
          footer: [
            ["Total", "", grouped(parameters)],
            ["Trainable", "", grouped(trainableParameters)],
            ["Not trainable", "", grouped(nonTrainableParameters)],
          ])))
  }

  /// The same as text.
  public var description: String {
    let cells =
      [["Layer", "Output shape", "Parameters"]]
      + rows.map { [$0.layer, Self.shapeText($0.outputShape), grouped($0.parameters)] }
    let widths = (0..<2).map { column in cells.map(\.[column].count).max() ?? 0 }
    let lines = cells.map { cell in
      (0..<2).map { cell[$0] + String(repeating: " ", count: widths[$0] - cell[$0].count + 2) }
        .joined() + cell[2]
    }
    return lines.joined(separator: "\n")
      + "\n\(grouped(parameters)) parameters, \(grouped(trainableParameters)) trainable, "
      + "\(grouped(nonTrainableParameters)) not trainable"
  }

  private static func shapeText(_ shape: [Int]) -> String {
    "[" + (["batch"] + shape.map(String.init)).joined(separator: ", ") + "]"
  }
}
