internal import SystemBasics

/// Rows of values, one for each run, as a file has them.
package struct RunTable: Sendable, Equatable {
  package var names: [String]
  package var rows: [[String]]

  package init(names: [String], rows: [[String]]) {
    self.names = names
    self.rows = rows
  }

  /// Reads comma-separated text (RFC 4180) whose first row names the parameters.
  ///
  /// - Parameter path: For messages.
  package init(csv text: String, path: String) throws(SweepError) {
    var reader = CSVReader(text: text, trimsSpaces: true)
    let (rows, lines): ([[String]], [Int])
    do throws(CSVReader.Problem) {
      (rows, lines) = try reader.readRows()
    } catch {
      throw SweepError("\(path):\(error.line): \(error.reason)")
    }
    guard let head = rows.first, rows.count > 1 else {
      throw SweepError(
        "\(path) has no runs",
        explanation: "the first row names parameters, and each row after it is a run")
    }
    for (row, line) in zip(rows, lines) where row.count != head.count {
      throw SweepError(
        "\(path):\(line): \(row.count) fields, expected \(head.count)",
        explanation: "each row has a value for \(head.joined(separator: ", "))")
    }
    self.init(names: head, rows: Array(rows.dropFirst()))
  }
}
