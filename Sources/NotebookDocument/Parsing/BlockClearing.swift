/// Takes blocks of several lines that are not CommonMark out of a text before cmark sees it:
/// displayed formulas (a line `= c` would make a heading), comments, and footnotes' definitions.
struct BlockClearing {
  let text: MappedText
  let source: NoteSource
  /// What each 1-based line belongs to.
  let kinds: [LineKind]
  let takesFootnotes: Bool

  private(set) var output = MappedText()
  private(set) var islands: [Island]
  private(set) var footnotes: [FootnoteDefinition] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// Whether the output differs from the text.
  private(set) var hasChanged = false

  private var hasUnclosedComment = false

  init(
    text: MappedText, source: NoteSource, kinds: [LineKind], takesFootnotes: Bool, islands: [Island]
  ) {
    self.text = text
    self.source = source
    self.kinds = kinds
    self.takesFootnotes = takesFootnotes
    self.islands = islands
  }

  struct FootnoteDefinition {
    var label: String
    var text: MappedText
    var line: Int
  }

  mutating func clear() {
    let bytes = text.bytes
    var line = 1
    while line <= text.lineCount {
      let range = text.range(ofLine: line)
      if kinds[line] != .code {
        if takesFootnotes, kinds[line] != .html, let next = takeFootnote(at: line) {
          line = next
          hasChanged = true
          continue
        }
        let start = ContainerPrefix.end(in: bytes, range, listMarkers: true)
        if bytes.has("$$", at: start), let next = takeFormula(from: line, at: start) {
          line = next
          continue
        }
        if bytes.has("%%", at: start), let next = takeComment(from: line, at: start) {
          line = next
          continue
        }
      }
      copyLine(range.lowerBound, line)
      line += 1
    }
  }

  /// Copies from `start` to the end of a line with its line end.
  private mutating func copyLine(_ start: Int, _ line: Int) {
    let end = text.range(ofLine: line).upperBound
    output.append(text, start..<min(end + 1, text.bytes.count))
  }

  // MARK: Formulas

  /// Takes a formula out that ends on a later line; returns the line to go on with.
  private mutating func takeFormula(from first: Int, at start: Int) -> Int? {
    let bytes = text.bytes
    var line = first
    var search = start + 2
    while line <= text.lineCount {
      let range = text.range(ofLine: line)
      if line > first {
        search = range.lowerBound
        if ContainerPrefix.end(in: bytes, range, listMarkers: false) == range.upperBound { break }
      }
      while search + 1 < range.upperBound {
        if bytes[search] == UInt8(ascii: "\\") {
          search += 2
        } else if bytes.has("$$", at: search) {
          guard line > first else { return nil }
          finishFormula(from: start, to: search, first: first, last: line)
          return line + 1
        } else {
          search += 1
        }
      }
      line += 1
    }
    let place = source.position(of: text.origin(of: start))
    diagnostics.append(
      Diagnostic(
        .warning, file: source.path, line: place.line, column: place.column,
        "the displayed formula that begins here is never closed",
        explanation: "'$$' must follow before the next blank line"))
    return nil
  }

  private mutating func finishFormula(from start: Int, to close: Int, first: Int, last: Int) {
    let bytes = text.bytes
    let lineEnd = text.range(ofLine: last).upperBound
    let label = EquationLabel.after(close + 2, in: bytes, limit: lineEnd)
    let end = label?.end ?? close + 2
    let place = source.position(of: text.origin(of: start))
    let formula = Formula(
      tex: ContainerPrefix.removed(from: bytes[(start + 2)..<close]), isDisplayed: true,
      label: label?.label, line: place.line, column: place.column)
    output.append(text, text.range(ofLine: first).lowerBound..<start)
    takeOut(.math(formula), start..<end)
    copyLine(end, last)
  }

  private mutating func takeOut(_ kind: Island.Kind, _ range: Range<Int>) {
    output.append(Island.mark(islands.count), from: text.origin(of: range.lowerBound))
    islands.append(
      Island(kind: kind, source: String(decoding: text.bytes[range], as: UTF8.self)))
    hasChanged = true
  }

  // MARK: Comments

  private mutating func takeComment(from first: Int, at start: Int) -> Int? {
    let bytes = text.bytes
    guard !hasUnclosedComment else { return nil }
    var search = start + 2
    while search + 1 < bytes.count, !bytes.has("%%", at: search) { search += 1 }
    guard search + 1 < bytes.count else {
      hasUnclosedComment = true
      return nil
    }
    var last = first
    while text.range(ofLine: last).upperBound < search { last += 1 }
    guard last > first else { return nil }
    output.append(text, text.range(ofLine: first).lowerBound..<start)
    hasChanged = true
    copyLine(search + 2, last)
    return last + 1
  }

  // MARK: Footnotes

  /// Takes a definition `[^label]: text` with all its lines out; returns the line to go on with.
  private mutating func takeFootnote(at first: Int) -> Int? {
    let bytes = text.bytes
    let range = text.range(ofLine: first)
    let indentation = bytes[range].prefix { $0 == UInt8(ascii: " ") }.count
    let start = range.lowerBound + indentation
    guard indentation < 4, bytes.has("[^", at: start),
      let bracket = bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: "]")),
      bytes.has(":", at: bracket + 1), bracket > start + 2,
      !bytes[start..<bracket].contains(where: \.isWhitespace)
    else { return nil }
    let label = String(decoding: bytes[(start + 2)..<bracket], as: UTF8.self)
    var body = MappedText()
    let content = bytes[(bracket + 2)..<range.upperBound].drop(while: \.isSpaceOrTab)
    append(content.startIndex, first, to: &body)

    var line = first + 1
    var afterBlank = false
    while line <= text.lineCount {
      let range = text.range(ofLine: line)
      let content = bytes[range].drop(while: \.isSpaceOrTab)
      let isIndented =
        content.startIndex - range.lowerBound >= 4 || bytes.has("\t", at: range.lowerBound)
      if content.isEmpty {
        afterBlank = true
      } else if isIndented {
        // A definition's further blocks are indented by four spaces or a tab.
        let removed = bytes.has("\t", at: range.lowerBound) ? 1 : 4
        append(range.lowerBound + removed, line, to: &body)
        afterBlank = false
        line += 1
        continue
      } else if afterBlank || kinds[line] != .prose
        || "[#>-+*|:`~<".utf8.contains(content.first ?? 0)
      {
        break
      }
      append(content.startIndex, line, to: &body)
      line += 1
    }
    let place = source.position(of: text.origin(of: start))
    footnotes.append(FootnoteDefinition(label: label, text: body, line: place.line))
    return line
  }

  private func append(_ start: Int, _ line: Int, to body: inout MappedText) {
    let end = text.range(ofLine: line).upperBound
    body.append(text, start..<min(end + 1, text.bytes.count))
  }
}

/// What a line of a text belongs to, as cmark sees it.
enum LineKind: UInt8 {
  case other, prose, code, html

  /// The kinds of all 1-based lines, and the ranges of lines that are paragraphs or headings.
  static func map(
    of tree: CommonMarkNode, lineCount: Int
  ) -> (kinds: [LineKind], leaves: [ClosedRange<Int>]) {
    var kinds = [LineKind](repeating: .other, count: lineCount + 2)
    var leaves: [ClosedRange<Int>] = []
    var open = [tree]
    while let node = open.popLast() {
      let lines = node.startLine...min(max(node.startLine, node.endLine), lineCount + 1)
      let kind: LineKind
      switch node.kind {
      case .document, .quote, .list, .item:
        open.append(contentsOf: node.children.reversed())
        continue
      case .paragraph, .heading:
        kind = .prose
        leaves.append(lines)
      case .codeBlock: kind = .code
      case .htmlBlock: kind = .html
      default: continue
      }
      for line in lines { kinds[line] = kind }
    }
    return (kinds, leaves)
  }
}
