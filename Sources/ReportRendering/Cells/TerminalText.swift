/// What a terminal shows in the end of text that moves its cursor.
enum TerminalText {
  /// Longer outputs are cut here; the rest is folded.
  static let shownLines = 40

  /// The text after carriage returns, backspaces and escape sequences have done their work.
  static func settled(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x0D || $0 == 0x08 || $0 == 0x1B }) else { return text }
    var result = ""
    for (index, line) in text.replacing("\r\n", with: "\n")
      .split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if index > 0 { result += "\n" }
      result += settledLine(line)
    }
    return result
  }

  private static func settledLine(_ line: Substring) -> String {
    guard line.utf8.contains(where: { $0 == 0x0D || $0 == 0x08 || $0 == 0x1B }) else {
      return String(line)
    }
    var cells: [Unicode.Scalar] = []
    var cursor = 0
    var rest = line.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\r": cursor = 0
      case "\u{8}": cursor = max(cursor - 1, 0)
      case "\u{1B}": runEscapeSequence(&rest, &cells, cursor)
      default:
        if cursor < cells.count { cells[cursor] = scalar } else { cells.append(scalar) }
        cursor += 1
      }
    }
    while cells.last == " " { cells.removeLast() }
    var text = ""
    text.unicodeScalars.append(contentsOf: cells)
    return text
  }

  /// Erases as `ESC[K` asks; colours and everything else are dropped.
  private static func runEscapeSequence(
    _ rest: inout Substring.UnicodeScalarView, _ cells: inout [Unicode.Scalar], _ cursor: Int
  ) {
    guard rest.first == "[" else { return }
    rest.removeFirst()
    var parameters = ""
    while let scalar = rest.popFirst() {
      if ("\u{40}"..."\u{7E}").contains(scalar) {
        guard scalar == "K" else { return }
        switch parameters {
        case "", "0": cells.removeSubrange(min(cursor, cells.count)...)
        case "2": cells = Array(repeating: " ", count: cursor)
        default: break
        }
        return
      }
      parameters.unicodeScalars.append(scalar)
    }
  }
}
