/// Reads a note: the state that its blocks, footnotes and cells share while they are made.
final class NoteParser {
  let source: NoteSource
  let cellDefaults: CellOptions
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var cells: [Cell] = []
  private(set) var inlineExpressions: [InlineExpression] = []
  private(set) var islands: [Island] = []
  /// Definitions of link references, for pieces of text that are parsed by themselves.
  private(set) var linkDefinitions: [UInt8] = []
  /// Cells stand in the note's own text, not in its footnotes.
  private(set) var allowsCells = true

  private var definitions: [String: BlockClearing.FootnoteDefinition] = [:]
  /// The keys of `definitions`.
  private var footnoteLabels: Set<String> = []
  /// Keys of `definitions` in the order of first reference, and their places in it.
  private var referredFootnotes: [String] = []
  private var footnoteNumbers: [String: Int] = [:]
  private var headingIdentifiers: [String: Int] = [:]

  init(source: NoteSource, cellDefaults: CellOptions) {
    self.source = source
    self.cellDefaults = cellDefaults
  }

  /// Parses the note's text from an offset on.
  func parse(from start: Int) -> (blocks: [Block], footnotes: [Footnote]) {
    var text = MappedText()
    text.append(source, start..<source.bytes.count)
    let blocks = parseBlocks(text, takesFootnotes: true)
    allowsCells = false
    var footnotes: [Footnote] = []
    while footnotes.count < referredFootnotes.count {
      guard let definition = definitions[referredFootnotes[footnotes.count]] else { break }
      footnotes.append(
        Footnote(
          label: definition.label, blocks: parseBlocks(definition.text, takesFootnotes: false),
          line: definition.line))
    }
    return (blocks, footnotes)
  }

  private func parseBlocks(_ original: MappedText, takesFootnotes: Bool) -> [Block] {
    var text = original
    var tree = commonMark(text.bytes)
    var map = LineKind.map(of: tree, lineCount: text.lineCount)
    var clearing = BlockClearing(
      text: text, source: source, kinds: map.kinds, takesFootnotes: takesFootnotes, islands: islands
    )
    clearing.clear()
    diagnostics += clearing.diagnostics
    if clearing.hasChanged {
      islands = clearing.islands
      define(clearing.footnotes)
      text = clearing.output
      tree = commonMark(text.bytes)
      map = LineKind.map(of: tree, lineCount: text.lineCount)
    }
    if takesFootnotes { collectLinkDefinitions(in: text, kinds: map.kinds) }
    let known = islands.count
    let cleared = takeOutIslands(text, leaves: map.leaves)
    if islands.count > known {
      text = cleared
      tree = commonMark(text.bytes)
    }
    return BlockBuilder(parser: self, text: text).blocks(tree.children)
  }

  /// cmark's tree of a text.
  func commonMark(_ text: [UInt8]) -> CommonMarkNode {
    var isTooDeep = false
    let tree = CommonMarkTree.parse(text, isTooDeep: &isTooDeep)
    if isTooDeep, !diagnostics.contains(where: { $0.message == Self.tooDeep }) {
      diagnostics.append(
        Diagnostic(
          .warning, file: source.path, Self.tooDeep,
          explanation: "what lies deeper is shown at level \(CommonMarkNode.greatestDepth)"))
    }
    return tree
  }

  private static let tooDeep = "quotes, lists or emphasis are nested too deep"

  private func takeOutIslands(_ text: MappedText, leaves: [ClosedRange<Int>]) -> MappedText {
    var output = MappedText()
    var copied = 0
    for lines in leaves {
      let start = text.range(ofLine: lines.lowerBound).lowerBound
      let end = text.range(ofLine: lines.upperBound).upperBound
      guard start >= copied else { continue }
      output.append(text, copied..<start)
      var scanner = IslandScanner(
        text: text, source: source, range: start..<end, footnotes: footnoteLabels)
      scanner.scan(into: &output, islands: &islands)
      for footnote in scanner.undefinedFootnotes {
        let place = source.position(of: footnote.offset)
        report(
          Diagnostic(
            .warning, file: source.path, line: place.line, column: place.column,
            "footnote '\(footnote.label)' is not defined",
            explanation: "a line '[^\(footnote.label)]: text' defines it"))
      }
      copied = end
    }
    output.append(text, copied..<text.bytes.count)
    return output
  }

  private func define(_ found: [BlockClearing.FootnoteDefinition]) {
    for definition in found {
      let key = definition.label.lowercased()
      if let first = definitions[key] {
        report(
          Diagnostic(
            .warning, file: source.path, line: definition.line,
            "footnote '\(definition.label)' is defined twice; the first definition is used",
            notes: [
              Diagnostic(.note, file: source.path, line: first.line, "first defined here")
            ]))
      } else {
        definitions[key] = definition
        footnoteLabels.insert(key)
      }
    }
  }

  private func collectLinkDefinitions(in text: MappedText, kinds: [LineKind]) {
    for line in 1...text.lineCount where kinds[line] != .code && kinds[line] != .html {
      let range = text.range(ofLine: line)
      let start = range.lowerBound + text.bytes[range].prefix { $0 == UInt8(ascii: " ") }.count
      guard text.bytes.has("[", at: start),
        let close = text.bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: "]")),
        text.bytes.has(":", at: close + 1)
      else { continue }
      linkDefinitions += text.bytes[start..<range.upperBound] + [UInt8(ascii: "\n")]
    }
  }

  // MARK: What the builders register

  func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// The 0-based number of a footnote, by its first reference.
  func footnoteNumber(_ label: String) -> Int {
    let key = label.lowercased()
    if let number = footnoteNumbers[key] { return number }
    footnoteNumbers[key] = referredFootnotes.count
    referredFootnotes.append(key)
    return referredFootnotes.count - 1
  }

  /// Registers an inline expression and returns its number.
  func addExpression(_ code: String, offset: Int) -> Int {
    let place = source.position(of: offset)
    inlineExpressions.append(
      InlineExpression(
        number: inlineExpressions.count, code: code, line: place.line, column: place.column,
        precedingCells: cells.count))
    return inlineExpressions.count - 1
  }

  /// Registers a cell and returns its number.
  func addCell(_ code: String, firstLine: Int, indentation: Int) -> Int {
    let number = cells.count + 1
    var parser = CellOptionParser(path: source.path, defaults: cellDefaults)
    let options = parser.parse(code, firstLine: firstLine, indentation: indentation)
    diagnostics += parser.diagnostics
    cells.append(
      Cell(
        number: number, options: options, code: code, firstLine: firstLine,
        indentation: indentation))
    return number
  }

  /// An identifier that no other heading has.
  func headingIdentifier(for text: String) -> String {
    var slug = ""
    for character in text.lowercased() {
      if character.isLetter || character.isNumber || character == "_" || character == "-" {
        slug.append(character)
      } else if character.isWhitespace {
        slug.append("-")
      }
    }
    if slug.isEmpty { slug = "section" }
    let count = headingIdentifiers[slug, default: 0]
    headingIdentifiers[slug] = count + 1
    return count == 0 ? slug : "\(slug)-\(count)"
  }
}
