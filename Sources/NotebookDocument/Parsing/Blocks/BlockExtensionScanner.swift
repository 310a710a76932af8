/// Takes blocks of several lines that are not CommonMark out of a text before cmark sees it:
/// displayed formulas (a line `= c` would make a heading), comments, footnotes' definitions, the
/// lines `:::` of divisions, and the texts of definition lists.
struct BlockExtensionScanner {
  let text: SourceMappedText
  let source: NoteSource
  /// What each 1-based line belongs to.
  let kinds: [LineKind]
  /// Whether footnotes may be defined here: only in the note's own text.
  let takesFootnotes: Bool

  var output = SourceMappedText()
  /// The note's elements so far.
  var elements: [ExtensionElement] = []
  var footnotes: [FootnoteDefinition] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// Whether the output differs from the text.
  var hasChanged = false

  /// Ends of formulas that do not occur before a line.
  var linesWithoutEnd: [[UInt8]: Int] = [:]
  /// The line after the last definition's text that was taken out.
  var lineAfterDescription = 0
  /// The last line so far of the paragraph that begins with an item of pandoc's.
  var lineOfItem = -1
  /// The items that others may follow, each further to the right than those before it.
  var openItems: [OpenItem] = []
  /// The line of the last example, and what closes its number.
  var lastExample: (line: Int, closing: String)?
  /// How the items are counted that begin on lines with these offsets in the note.
  var itemStyles: [Int: List.Style] = [:]
  /// The note's examples so far.
  var examples: ExampleNumbers

  init(
    text: SourceMappedText, source: NoteSource, kinds: [LineKind], takesFootnotes: Bool,
    examples: ExampleNumbers
  ) {
    self.examples = examples
    self.text = text
    self.source = source
    self.kinds = kinds
    self.takesFootnotes = takesFootnotes
  }

  struct FootnoteDefinition {
    var label: String
    var text: SourceMappedText
    var line: Int
  }

  mutating func scan() {
    var line = 1
    while line <= text.lineCount {
      guard kinds[line] != .code, let next = takeBlock(at: line) else {
        copyLine(text.range(ofLine: line).lowerBound, line)
        line += 1
        continue
      }
      line = next
      hasChanged = true
    }
  }

  /// Takes a block out that begins on a line; returns the line to go on with.
  private mutating func takeBlock(at line: Int) -> Int? {
    let bytes = text.bytes
    let range = text.range(ofLine: line)
    if kinds[line] == .prose, lineOfItem == line - 1 { lineOfItem = line }
    if isDelimiterRowLikeItem(line) { return takeDelimiterRow(line) }
    if let next = takeSimpleTable(line) { return next }
    let start = ContainerPrefix.end(in: bytes, range, listMarkers: true)
    guard start < range.upperBound else { return nil }
    switch bytes[start] {
    case UInt8(ascii: "$"):
      return takeFormula(from: line, at: start) ?? takeFormulaWithin(line, from: start)
    case UInt8(ascii: "\\"): return takeLaTeX(from: line, at: start)
    case UInt8(ascii: "["):
      return takesFootnotes && kinds[line] != .html ? takeFootnote(at: line) : nil
    // Below `</details>`, cmark counts `:::` to the raw HTML.
    case UInt8(ascii: ":"):
      return takeDivisionFence(line, at: start)
        ?? (kinds[line] == .html ? nil : takeDescription(at: line))
    case UInt8(ascii: "+"): return takeGridTable(line, at: start)
    case UInt8(ascii: "("):
      return takeExample(line, at: start) ?? takeItem(line, at: start)
        ?? takeFormulaWithin(line, from: start)
    case UInt8(ascii: "~") where kinds[line] != .html: return takeDescription(at: line)
    case UInt8(ascii: "#"): return takeItem(line, at: start) ?? takeFormulaWithin(line, from: start)
    case let byte where byte.isLetter:
      return takeItem(line, at: start) ?? takeFormulaWithin(line, from: start)
    default: return takeFormulaWithin(line, from: start)
    }
  }

  /// Copies from `start` to the end of a line with its line end.
  mutating func copyLine(_ start: Int, _ line: Int) {
    let end = text.range(ofLine: line).upperBound
    output.append(text, start..<min(end + 1, text.bytes.count))
  }

  mutating func takeOut(_ kind: ExtensionElement.Kind, _ range: Range<Int>) {
    output.append(
      ExtensionElement.placeholder(elements.count), from: text.origin(of: range.lowerBound))
    elements.append(ExtensionElement(kind: kind, source: elements.restored(text.bytes[range])))
  }

  mutating func report(_ message: String, at offset: Int, explanation: String) {
    let place = source.position(of: text.origin(of: offset))
    diagnostics.append(
      Diagnostic(
        .warning, file: source.path, line: place.line, column: place.column, message,
        explanation: explanation))
  }

  /// Whether nothing stands on a line but what its quotes put there: so many `>` at most.
  func isBlank(_ line: Int, quotes: Int = .max) -> Bool {
    let range = text.range(ofLine: line)
    return ContainerPrefix.end(in: text.bytes, range, listMarkers: false) == range.upperBound
      && (quotes == .max || text.bytes[range].count { $0 == UInt8(ascii: ">") } <= quotes)
  }

  // MARK: Tables

  /// Whether a line such as `- | -` below a row of as many cells would begin a list.
  private func isDelimiterRowLikeItem(_ line: Int) -> Bool {
    guard line > 1, kinds[line - 1] == .prose else { return false }
    let bytes = text.bytes
    let range = text.range(ofLine: line)
    let start = ContainerPrefix.end(in: bytes, range, listMarkers: false)
    guard bytes.has("-", at: start), start + 1 < range.upperBound, bytes[start + 1].isSpaceOrTab,
      let alignments = TableSyntax.alignments(in: bytes, start..<range.upperBound)
    else { return false }
    let above = text.range(ofLine: line - 1)
    let header = ContainerPrefix.end(in: bytes, above, listMarkers: false)
    return header == ContainerPrefix.end(in: bytes, above, listMarkers: true)
      && TableSyntax.cells(in: bytes, header..<above.upperBound).count == alignments.count
  }

  /// Puts the bar before the row that it may leave out.
  private mutating func takeDelimiterRow(_ line: Int) -> Int {
    let range = text.range(ofLine: line)
    let start = ContainerPrefix.end(in: text.bytes, range, listMarkers: false)
    output.append(text, range.lowerBound..<start)
    output.append([UInt8(ascii: "|")], from: text.origin(of: start))
    copyLine(start, line)
    return line + 1
  }

  // MARK: Footnotes

  /// Takes a definition `[^label]: text` with all its lines out.
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
    let content = bytes[(bracket + 2)..<range.upperBound].drop(while: \.isSpaceOrTab)
    let (body, next) = indentedText(from: content.startIndex, first)
    let place = source.position(of: text.origin(of: start))
    footnotes.append(FootnoteDefinition(label: label, text: body, line: place.line))
    return next
  }

  /// The text that begins at `start` and goes on over lines that are indented by four spaces or a
  /// tab, and over lines of the same paragraph; and the line after it.
  func indentedText(from start: Int, _ first: Int) -> (text: SourceMappedText, next: Int) {
    let bytes = text.bytes
    var body = SourceMappedText()
    func append(_ start: Int, _ line: Int) {
      let end = text.range(ofLine: line).upperBound
      body.append(text, start..<min(end + 1, bytes.count))
    }
    append(start, first)
    var line = first + 1
    var blankLines: [Int] = []
    while line <= text.lineCount {
      let range = text.range(ofLine: line)
      let content = bytes[range].drop(while: \.isSpaceOrTab)
      let isIndented =
        content.startIndex - range.lowerBound >= 4 || bytes.has("\t", at: range.lowerBound)
      if content.isEmpty {
        blankLines.append(line)
        line += 1
        continue
      }
      guard
        isIndented
          || blankLines.isEmpty && kinds[line] == .prose
            && !"[#>-+*|:`~<".utf8.contains(content.first ?? 0)
      else { break }
      for blank in blankLines { append(text.range(ofLine: blank).lowerBound, blank) }
      blankLines = []
      if isIndented {
        append(range.lowerBound + (bytes.has("\t", at: range.lowerBound) ? 1 : 4), line)
      } else {
        append(content.startIndex, line)
      }
      line += 1
    }
    return (body, line - blankLines.count)
  }
}
