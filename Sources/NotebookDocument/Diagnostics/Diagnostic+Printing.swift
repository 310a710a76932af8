/// Writes diagnostics the way the Swift compiler does.
///
/// ```
/// note.md:214:9: error: unknown cell option 'ecoh'
///  214 | //| ecoh: false
///      |     ^
///   known options are label, echo, …
///   did you mean 'echo'?
/// ```
package struct DiagnosticPrinter: Sendable {
  /// Whether severity and caret are coloured for a terminal.
  package var usesColor: Bool
  /// Gives a line of a file, so that it can be quoted.
  package var line: @Sendable (_ file: String, _ number: Int) -> String?

  /// Creates a printer that can quote the lines of one note, and of what it includes.
  package init(source: NoteSource? = nil, usesColor: Bool = false) {
    self.usesColor = usesColor
    line = { file, number in
      source?.text(ofLine: number, in: file)
    }
  }

  /// The text of a diagnostic with its notes, ending in a line end.
  package func text(of diagnostic: Diagnostic) -> String {
    text(of: diagnostic, quotesLine: true)
  }

  private func text(of diagnostic: Diagnostic, quotesLine: Bool) -> String {
    var place = diagnostic.file
    if let line = diagnostic.line {
      place += ":\(line)"
      if let column = diagnostic.column { place += ":\(column)" }
    }
    // What a note throws is in its author's words, which may be of any kind and length.
    let lines = diagnostic.message.split(separator: "\n", omittingEmptySubsequences: false)
      .map { SourceExcerpt.printable(String($0)) }
    var text = "\(bold("\(place): "))\(colored(diagnostic.severity)) \(bold(lines[0]))\n"
    for line in lines.dropFirst() { text += "  \(line)\n" }
    if quotesLine, let line = diagnostic.line, let source = self.line(diagnostic.file, line) {
      text += excerpt(source, line: line, column: diagnostic.column)
    }
    for paragraph in [diagnostic.explanation, diagnostic.fix].compactMap(\.self) {
      for line in paragraph.split(separator: "\n", omittingEmptySubsequences: false) {
        text += "  \(SourceExcerpt.printable(String(line)))\n"
      }
    }
    for note in diagnostic.notes {
      if note.line == nil, note.file == diagnostic.file {
        // Without a place of its own it belongs to that of the error.
        var placed = note
        (placed.line, placed.column) = (diagnostic.line, diagnostic.column)
        text += self.text(of: placed, quotesLine: false)
      } else {
        text += self.text(of: note)
      }
    }
    return text
  }

  /// The texts of several diagnostics.
  package func text(of diagnostics: [Diagnostic]) -> String {
    diagnostics.map { text(of: $0) }.joined()
  }

  private func excerpt(_ source: String, line: Int, column: Int?) -> String {
    let number = String(line)
    let excerpt = SourceExcerpt(source, column: column)
    var text = " \(number) | \(excerpt.text)\n"
    if let padding = excerpt.padding {
      let gap = String(repeating: " ", count: number.count)
      text += " \(gap) | \(padding)\(painted("^", "32"))\n"
    }
    return text
  }

  private func colored(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: painted("error:", "31")
    case .warning: painted("warning:", "35")
    case .note: painted("note:", "36")
    }
  }

  private func bold(_ text: String) -> String { painted(text, "1") }

  private func painted(_ text: String, _ code: String) -> String {
    usesColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

/// A quoted source line with a mark below one of its columns; of a long line the part around it.
package struct SourceExcerpt: Sendable {
  /// The line without characters that would move a terminal's cursor.
  package let text: String
  /// What stands before the mark; `nil` without a column.
  package let padding: String?

  /// How many bytes of a line are quoted at most, half of them before the mark.
  private static let greatestLength = 240

  /// - Parameter column: 1-based, counted in UTF-8 bytes.
  package init(_ source: String, column: Int?) {
    let length = source.utf8.count
    guard length > Self.greatestLength else {
      text = Self.printable(source)
      padding = column.map { Self.padding(source[...], bytes: $0 - 1) }
      return
    }
    let mark = min(max((column ?? 1) - 1, 0), length)
    let first = max(min(mark - Self.greatestLength / 2, length - Self.greatestLength), 0)
    // Characters are not cut: the border moves back to the beginning of one.
    func border(_ offset: Int) -> String.Index {
      var index = source.utf8.index(source.startIndex, offsetBy: offset)
      while index > source.startIndex, index.samePosition(in: source.unicodeScalars) == nil {
        source.utf8.formIndex(before: &index)
      }
      return index
    }
    let start = first == 0 ? source.startIndex : border(first)
    let end =
      first + Self.greatestLength >= length ? source.endIndex : border(first + Self.greatestLength)
    let part = source[start..<end]
    let before = start > source.startIndex ? "…" : ""
    text = before + Self.printable(String(part)) + (end < source.endIndex ? "…" : "")
    let offset = source.utf8.distance(from: source.startIndex, to: start)
    padding = column.map {
      (before.isEmpty ? "" : " ") + Self.padding(part, bytes: $0 - 1 - offset)
    }
  }

  /// The line without characters that would move a terminal's cursor; tabs count four columns.
  package static func printable(_ source: String) -> String {
    var text = ""
    for scalar in source.unicodeScalars {
      switch scalar {
      case "\t": text += "    "
      case _ where scalar.properties.generalCategory == .control: text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private static func padding(_ source: Substring, bytes: Int) -> String {
    let before = source.utf8.prefix(max(bytes, 0))
    let text = printable(String(decoding: Array(before), as: UTF8.self))
    return String(repeating: " ", count: text.reduce(0) { $0 + ($1.isWide ? 2 : 1) })
  }
}

extension Character {
  /// Whether terminals give the character two columns.
  var isWide: Bool {
    guard let scalar = unicodeScalars.first else { return false }
    return switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
