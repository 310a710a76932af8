/// Rows as comma-separated text (RFC 4180), which ``CSVReader`` and other programs read.
package enum CSVText {
  /// The heads and the rows, a line each; fields with commas, quotes or line ends are quoted, and
  /// so is a row of one empty field, which would be an empty line.
  package static func of(heads: [String], rows: [[String]]) -> String {
    ([heads] + rows).map { row in
      (row == [""] ? "\"\"" : row.map(field).joined(separator: ",")) + "\n"
    }.joined()
  }

  private static func field(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }
}
