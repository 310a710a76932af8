public import NotebookDisplay

extension History: Displayable, CustomStringConvertible {
  /// The log: a row for every epoch with its time, loss and metrics, in training and validation.
  public var cellOutput: CellOutput { CellOutput(.table(table)) }

  /// A row for every epoch with its time, loss and metrics, in training and validation; for every
  /// step where no epoch was finished.
  public var table: Table {
    guard epochs > 0 || steps.isEmpty else {
      var table = steps.table
      table.caption = ending
      return table
    }
    let columns =
      [Table.Column("Epoch", alignment: .trailing), Table.Column("Time", alignment: .trailing)]
      + training.names.map { Table.Column(Self.capitalized($0), alignment: .trailing) }
      + validation.names.map { Table.Column("Validation \($0)", alignment: .trailing) }
    let rows = (0..<epochs).map { epoch in
      ["\(epoch + 1)", "\(fixed(epochSeconds[epoch], 2)) s"]
        + figures(epoch).map { fixed($0, 4) }
    }
    return Table(caption: ending, columns: columns, rows: rows)
  }

  /// A line for every epoch, and the run time.
  public var description: String {
    ((0..<epochs).map(line) + [ending]).joined(separator: "\n")
  }

  /// "Epoch 3/10  0.21 s  loss 0.6600  accuracy 0.7830  validation loss 0.6177  …".
  func line(_ epoch: Int) -> String {
    let names = training.names + validation.names.map { "validation \($0)" }
    let parts =
      ["Epoch \(epoch + 1)/\(plannedEpochs)", "\(fixed(epochSeconds[epoch], 2)) s"]
      + zip(names, figures(epoch)).map { "\($0) \(fixed($1, 4))" }
    return parts.joined(separator: "  ")
  }

  /// The figures of an epoch, counted from 0: those of training, then those of validation.
  func figures(_ epoch: Int) -> [Double] {
    training.row(epoch) + (validation.isEmpty ? [] : validation.row(epoch))
  }

  /// How long it took, and why it ended early.
  private var ending: String {
    let time = "\(plural(epochs, "epoch")) in \(fixed(seconds, 2)) s"
    if let interruptedAtEpoch { return "\(time); interrupted at epoch \(interruptedAtEpoch)" }
    return (stopReason ?? divergence?.sentence).map { "\(time); \($0)" } ?? time
  }

  private static func capitalized(_ name: String) -> String {
    name.prefix(1).uppercased() + name.dropFirst()
  }
}

extension History.Series: Displayable, CustomStringConvertible {
  /// ``table``.
  public var cellOutput: CellOutput { CellOutput(.table(table)) }

  /// A row for each of the first thousand places: the number of steps, then the figures.
  public var table: Table {
    let shown = Swift.min(count, 1_000)
    return Table(
      columns: [Table.Column("Step", alignment: .trailing)]
        + names.map { Table.Column($0, alignment: .trailing) },
      rows: (0..<shown).map { place in ["\(steps[place])"] + row(place).map { fixed($0, 4) } },
      omittedRows: count - shown)
  }

  /// How many numbers there are, and the last of each name.
  public var description: String {
    guard !isEmpty else { return "no figures" }
    let figures = last.map { "\($0.name) \(fixed($0.value, 4))" }
    return "\(plural(count, "row")), the last at step \(steps[count - 1]): "
      + figures.joined(separator: ", ")
  }
}
