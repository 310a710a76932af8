/// Takes comma-separated text apart (RFC 4180: quoted fields may hold separators, doubled quotation
/// marks and line ends).
package struct CSVReader {
  /// What is wrong with the text.
  package struct Problem: Error, Equatable {
    /// The line, from 1.
    package let line: Int
    /// "a quotation mark is not closed".
    package let reason: String
  }

  private let separator: Character
  private let quotationMarks: Set<Character>
  private let trimsSpaces: Bool
  private var rest: Substring
  private var line = 1

  /// - Parameters:
  ///   - separator: Between fields.
  ///   - quotationMarks: What a quoted field may begin with.
  ///   - trimsSpaces: Whether spaces around fields are left out; those within quotation marks stay.
  package init(
    text: String, separator: Character = ",", quotationMarks: Set<Character> = ["\""],
    trimsSpaces: Bool = false
  ) {
    self.separator = separator
    self.quotationMarks = quotationMarks
    self.trimsSpaces = trimsSpaces
    rest = text.first == "\u{feff}" ? text.dropFirst() : text[...]
  }

  /// All rows and the line each begins at; empty lines are no rows, but one that holds nothing
  /// between quotation marks is.
  package mutating func readRows() throws(Problem) -> (rows: [[String]], lines: [Int]) {
    var rows: [[String]] = []
    var lines: [Int] = []
    while !rest.isEmpty {
      let start = line
      skipSpaces()
      let isQuoted = rest.first.map { quotationMarks.contains($0) } ?? false
      let row = try readRow()
      if isQuoted || row != [""] {
        rows.append(row)
        lines.append(start)
      }
    }
    return (rows, lines)
  }

  private mutating func readRow() throws(Problem) -> [String] {
    var fields: [String] = []
    while true {
      skipSpaces()
      if let mark = rest.first, quotationMarks.contains(mark) {
        fields.append(try readQuoted(mark))
      } else {
        fields.append(readPlain())
      }
      guard let next = rest.popFirst(), next == separator else {
        line += 1
        return fields
      }
    }
  }

  private mutating func readPlain() -> String {
    let end = rest.firstIndex { $0 == separator || $0.isNewline } ?? rest.endIndex
    var field = rest[..<end]
    rest = rest[end...]
    while trimsSpaces, field.last == " " { field.removeLast() }
    return String(field)
  }

  private mutating func readQuoted(_ mark: Character) throws(Problem) -> String {
    let start = line
    var field = ""
    rest.removeFirst()
    while let character = rest.popFirst() {
      if character == mark {
        guard rest.first == mark else {
          skipSpaces()
          if let next = rest.first, next != separator, !next.isNewline {
            throw Problem(
              line: line, reason: "expected a separator after the quotation mark, got \(next)")
          }
          return field
        }
        rest.removeFirst()
      }
      if character.isNewline { line += 1 }
      field.append(character)
    }
    throw Problem(line: start, reason: "a quotation mark is not closed")
  }

  private mutating func skipSpaces() {
    while trimsSpaces, rest.first == " " { rest.removeFirst() }
  }
}
