/// Takes comma-separated text apart.
struct CSVReader {
  private let path: String
  private let separator: Character
  private var rest: Substring
  private var line = 1

  init(text: String, path: String, separator: Character) {
    self.path = path
    self.separator = separator
    rest = text.first == "\u{feff}" ? text.dropFirst() : text[...]
  }

  /// All rows and the line each begins at; empty lines are no rows.
  mutating func readRows() throws -> (rows: [[String]], lines: [Int]) {
    var rows: [[String]] = []
    var lines: [Int] = []
    while !rest.isEmpty {
      let start = line
      let row = try readRow()
      if row != [""] {
        rows.append(row)
        lines.append(start)
      }
    }
    return (rows, lines)
  }

  private mutating func readRow() throws -> [String] {
    var fields: [String] = []
    while true {
      fields.append(rest.first == "\"" ? try readQuoted() : readPlain())
      guard let next = rest.popFirst(), next == separator else {
        line += 1
        return fields
      }
    }
  }

  private mutating func readPlain() -> String {
    let end = rest.firstIndex { $0 == separator || $0.isNewline } ?? rest.endIndex
    defer { rest = rest[end...] }
    return String(rest[..<end])
  }

  private mutating func readQuoted() throws -> String {
    let start = line
    var field = ""
    rest.removeFirst()
    while let character = rest.popFirst() {
      if character == "\"" {
        guard rest.first == "\"" else {
          if let next = rest.first, next != separator, !next.isNewline {
            throw DatasetError(
              path, .wrongLine(line, "expected a separator after the quotation mark, got \(next)"))
          }
          return field
        }
        rest.removeFirst()
      }
      if character.isNewline { line += 1 }
      field.append(character)
    }
    throw DatasetError(path, .wrongLine(start, "a quotation mark is not closed"))
  }
}
