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
    var rows: [(line: Int, fields: [String])] = []
    var fields = [""]
    var (line, firstLine) = (1, 1)
    var isQuoted = false
    var characters = text[...]
    if characters.first == "\u{FEFF}" { characters = characters.dropFirst() }
    func finishRow() {
      if fields != [""] { rows.append((firstLine, fields.map(\.trimmingSpaces))) }
      fields = [""]
    }
    while let character = characters.popFirst() {
      if isQuoted {
        if character == "\"", characters.first == "\"" {
          characters.removeFirst()
          fields[fields.count - 1].append("\"")
        } else if character == "\"" {
          isQuoted = false
        } else {
          if character.isNewline { line += 1 }
          fields[fields.count - 1].append(character)
        }
      } else if character == "\"", fields[fields.count - 1].isEmpty {
        isQuoted = true
      } else if character == "," {
        fields.append("")
      } else if character.isNewline {
        finishRow()
        line += 1
        firstLine = line
      } else {
        fields[fields.count - 1].append(character)
      }
    }
    guard !isQuoted else {
      throw SweepError("\(path):\(firstLine): a quoted field is never closed")
    }
    finishRow()
    guard let head = rows.first, rows.count > 1 else {
      throw SweepError(
        "\(path) has no runs",
        explanation: "the first row names parameters, and each row after it is a run")
    }
    for row in rows.dropFirst() where row.fields.count != head.fields.count {
      throw SweepError(
        "\(path):\(row.line): \(row.fields.count) fields, expected \(head.fields.count)",
        explanation: "each row has a value for \(head.fields.joined(separator: ", "))")
    }
    self.init(names: head.fields, rows: rows.dropFirst().map(\.fields))
  }
}
