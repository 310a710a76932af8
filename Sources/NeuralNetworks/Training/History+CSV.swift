internal import Datasets
internal import SystemBasics

extension History {
  /// The epochs as comma-separated text (RFC 4180), with every digit: a row for each, headed
  /// "epoch", "seconds", "loss", …, "validation loss", ….
  public var csv: String {
    let names = training.names + validation.names.map { "validation \($0)" }
    return CSVText.of(
      heads: ["epoch", "seconds"] + names,
      rows: (0..<epochs).map { epoch in
        ["\(epoch + 1)", "\(epochSeconds[epoch])"] + figures(epoch).map(exact)
      })
  }

  /// Writes ``csv`` to a file, in place of what was there.
  ///
  /// - Parameter path: Relative paths start at the note's folder, which must exist.
  public func writeCSV(to path: String) throws { try OutputFile.write(csv, to: path) }
}

extension History.Series {
  /// The numbers as comma-separated text (RFC 4180), with every digit: a row for each place, headed
  /// "step" and the names.
  public var csv: String {
    CSVText.of(
      heads: ["step"] + names,
      rows: (0..<count).map { place in ["\(steps[place])"] + row(place).map(exact) })
  }

  /// Writes ``csv`` to a file, in place of what was there.
  ///
  /// - Parameter path: Relative paths start at the note's folder, which must exist.
  public func writeCSV(to path: String) throws { try OutputFile.write(csv, to: path) }
}
