public import NotebookDisplay

extension History: Displayable, CustomStringConvertible {
  /// The log: a row for every epoch with its time, loss and metrics, in training and validation.
  public var cellOutput: CellOutput {
    let columns =
      [Table.Column("Epoch", alignment: .trailing), Table.Column("Time", alignment: .trailing)]
      + training.names.map { Table.Column(Self.capitalized($0), alignment: .trailing) }
      + validation.names.map { Table.Column("Validation \($0)", alignment: .trailing) }
    let rows = (0..<epochs).map { epoch in
      ["\(epoch + 1)", "\(fixed(epochSeconds[epoch], 2)) s"]
        + training.names.map { fixed(training[$0][epoch], 4) }
        + validation.names.map { fixed(validation[$0][epoch], 4) }
    }
    return CellOutput(.table(Table(caption: ending, columns: columns, rows: rows)))
  }

  /// A line for every epoch, and the run time.
  public var description: String {
    ((0..<epochs).map(line) + [ending]).joined(separator: "\n")
  }

  /// "Epoch 3/10  0.21 s  loss 0.6600  accuracy 0.7830  validation loss 0.6177  …".
  func line(_ epoch: Int) -> String {
    let parts =
      ["Epoch \(epoch + 1)/\(plannedEpochs)", "\(fixed(epochSeconds[epoch], 2)) s"]
      + training.names.map { "\($0) \(fixed(training[$0][epoch], 4))" }
      + validation.names.map { "validation \($0) \(fixed(validation[$0][epoch], 4))" }
    return parts.joined(separator: "  ")
  }

  /// How long it took, and why it ended early.
  private var ending: String {
    let time = "\(plural(epochs, "epoch")) in \(fixed(seconds, 2)) s"
    if let interruptedAtEpoch { return "\(time); interrupted at epoch \(interruptedAtEpoch)" }
    return stopReason.map { "\(time); \($0)" } ?? time
  }

  private static func capitalized(_ name: String) -> String {
    name.prefix(1).uppercased() + name.dropFirst()
  }
}
