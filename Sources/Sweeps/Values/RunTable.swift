internal import DatasetCatalog
internal import NotebookDisplay

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
    var reader = CSVReader(text: text)
    let rows: [(line: Int, fields: [String])]
    do {
      let (fields, lines) = try reader.readRows()
      rows = zip(lines, fields).map { ($0, $1.map(\.trimmingSpaces)) }
    } catch {
      throw SweepError("\(path):\(error.line): \(error.reason)")
    }
    guard let head = rows.first, rows.count > 1 else {
      throw SweepError(
        "\(path) has no runs",
        explanation: "the first row names parameters, and each row after it is a run")
    }
    for row in rows.dropFirst() where row.fields.count != head.fields.count {
      throw SweepError(
        "\(path):\(row.line): \(NumberFormat.count(row.fields.count, "field")), expected \(head.fields.count)",
        explanation: "each row has a value for \(head.fields.joined(separator: ", "))")
    }
    self.init(names: head.fields, rows: rows.dropFirst().map(\.fields))
  }
}
