/// Text as a terminal would show it in the end: carriage returns, backspaces and cursor moves have
/// done their work, colours are kept beside the text, and links, titles, character sets and bells
/// have left nothing behind.
///
/// The sequences are those of ECMA-48 and xterm. Rows reach back to the beginning of the text,
/// since a page has no screen that scrolls; moves to a place of the screen (`ESC[H`) are left out.
package struct TerminalText {
  /// A character and how it is set.
  private struct Glyph {
    var scalar: Unicode.Scalar
    var style = TerminalStyle()
  }

  /// Characters set alike.
  package struct Run: Sendable, Equatable {
    package var text: String
    package var style: TerminalStyle
  }

  private var rows: [[Glyph]] = [[]]
  private var style = TerminalStyle()
  private var row = 0
  private var column = 0
  /// Rows in which something was overwritten or erased: blanks at their end were never text.
  private var touchedRows: Set<Int> = []

  /// The clean text.
  package static func settled(_ text: String) -> String {
    guard needsWork(text) else { return text }
    var terminal = TerminalText()
    terminal.show(text)
    return terminal.text
  }

  /// The rows of the clean text, each in pieces that are set alike.
  package static func rows(of text: String) -> [[Run]] {
    guard needsWork(text) else {
      return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.isEmpty ? [] : [Run(text: String(line), style: TerminalStyle())]
      }
    }
    var terminal = TerminalText()
    terminal.show(text)
    return terminal.rows.indices.map(terminal.runs)
  }

  /// Whether the text holds a control character besides tab and line end: all below the space, and
  /// the pairs of bytes that UTF-8 has for U+0080 to U+009F.
  private static func needsWork(_ text: String) -> Bool {
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if byte < 0x20 && byte != 0x0A && byte != 0x09 || byte == 0x7F { return true }
      if previous == 0xC2 && byte < 0xA0 { return true }
      previous = byte
    }
    return false
  }

  private var text: String {
    var result = ""
    for index in rows.indices {
      if index > 0 { result += "\n" }
      for glyph in shownRow(index) { result.unicodeScalars.append(glyph.scalar) }
    }
    return result
  }

  /// A row without the blanks at its end that were never text.
  private func shownRow(_ index: Int) -> ArraySlice<Glyph> {
    let row = rows[index]
    guard touchedRows.contains(index) else { return row[...] }
    return row[..<(row.lastIndex { $0.scalar != " " }.map { $0 + 1 } ?? 0)]
  }

  private func runs(ofRow index: Int) -> [Run] {
    var runs: [Run] = []
    for glyph in shownRow(index) {
      if runs.last?.style != glyph.style { runs.append(Run(text: "", style: glyph.style)) }
      runs[runs.count - 1].text.unicodeScalars.append(glyph.scalar)
    }
    return runs
  }

  // MARK: Characters

  private mutating func show(_ text: String) {
    var rest = Substring(text).unicodeScalars
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\n", "\u{B}", "\u{C}", "\u{85}": startRow()
      case "\r": column = 0
      case "\u{8}": column = max(column - 1, 0)
      case "\u{1B}": runEscape(&rest)
      case "\u{9B}": runControlSequence(&rest)
      case "\u{90}", "\u{98}", "\u{9D}", "\u{9E}", "\u{9F}": skipString(&rest)
      case "\t": put(scalar)
      case "\0"..<" ", "\u{7F}"..."\u{9F}": break
      default: put(scalar)
      }
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let glyph = Glyph(scalar: scalar, style: style)
    if column < rows[row].count {
      rows[row][column] = glyph
      touchedRows.insert(row)
    } else {
      if column > rows[row].count {
        rows[row] += Array(repeating: Glyph(scalar: " "), count: column - rows[row].count)
      }
      rows[row].append(glyph)
    }
    column += 1
  }

  private mutating func startRow() {
    row += 1
    column = 0
    if row == rows.count { rows.append([]) }
  }

  // MARK: Sequences

  /// What follows ESC.
  private mutating func runEscape(_ rest: inout Substring.UnicodeScalarView) {
    guard let first = rest.first else { return }
    switch first {
    case "[":
      rest.removeFirst()
      runControlSequence(&rest)
    case "]", "P", "X", "^", "_":
      rest.removeFirst()
      skipString(&rest)
    case " "..."/":
      // A character set or the like: intermediate characters and a final one.
      while let scalar = rest.first, (" "..."/").contains(scalar) { rest.removeFirst() }
      if let final = rest.first, ("0"..."~").contains(final) { rest.removeFirst() }
    case "0"..."~": rest.removeFirst()
    default: break
    }
  }

  /// Parameters and a final character, after `ESC[`.
  private mutating func runControlSequence(_ rest: inout Substring.UnicodeScalarView) {
    var parameters = ""
    while let scalar = rest.first {
      guard (" "..."~").contains(scalar) else { return }
      rest.removeFirst()
      if ("@"..."~").contains(scalar) { return run(scalar, parameters) }
      parameters.unicodeScalars.append(scalar)
    }
  }

  /// The text of a link, a title or the like, up to BEL or `ESC \`. A text without an end hides no
  /// more than the rest of its line.
  private func skipString(_ rest: inout Substring.UnicodeScalarView) {
    var place = rest.startIndex
    var lineEnd: String.Index?
    while place < rest.endIndex {
      let scalar = rest[place]
      let next = rest.index(after: place)
      if scalar == "\u{7}" || scalar == "\u{9C}" {
        rest = rest[next...]
        return
      }
      if scalar == "\u{1B}", next < rest.endIndex, rest[next] == "\\" {
        rest = rest[rest.index(after: next)...]
        return
      }
      if scalar == "\n", lineEnd == nil { lineEnd = place }
      place = next
    }
    rest = rest[(lineEnd ?? rest.endIndex)...]
  }

  private mutating func run(_ command: Unicode.Scalar, _ parameters: String) {
    let number = parameters.isEmpty ? nil : Int(parameters)
    // Nobody moves further; a blank row of a million columns would be made otherwise.
    let distance = min(max(number ?? 1, 1), 1000)
    switch command {
    case "A", "F": row = max(row - distance, 0)
    case "B", "E": moveDown(distance)
    case "C": column += distance
    case "D": column = max(column - distance, 0)
    case "G": column = distance - 1
    case "J": if number ?? 0 == 0 { eraseBelow() }
    case "K": eraseInRow(number ?? 0)
    case "m": style.select(parameters)
    default: return
    }
    if command == "E" || command == "F" { column = 0 }
  }

  private mutating func moveDown(_ distance: Int) {
    row += distance
    while rows.count <= row { rows.append([]) }
  }

  private mutating func eraseBelow() {
    eraseInRow(0)
    rows.removeSubrange((row + 1)...)
  }

  private mutating func eraseInRow(_ part: Int) {
    let end = min(column, rows[row].count)
    touchedRows.insert(row)
    switch part {
    case 0: rows[row].removeSubrange(end...)
    case 1:
      for place in 0..<min(column + 1, rows[row].count) {
        rows[row][place] = Glyph(scalar: " ")
      }
    case 2: rows[row] = []
    default: break
    }
  }
}
