/// Reads a note: the state that its blocks, footnotes and cells share while they are made.
final class NoteParser {
  /// The note's text, and behind it those of the files that it includes.
  private(set) var source: NoteSource
  let frontMatter: FrontMatter
  /// What `{{< meta key >}}` stands for, by keys.
  let metadata: [String: String]
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var cells: [Cell] = []
  private(set) var inlineExpressions: [InlineExpression] = []
  /// What was taken out of the text, by the numbers in the placeholders.
  private(set) var elements: [ExtensionElement] = []
  /// The labels of other tools' cells, and their languages.
  private(set) var labelsOfOtherCells: [String: String] = [:]
  /// The files whose texts were put into the note's.
  private(set) var filesRead: Set<String> = []
  /// The languages of cells of other tools.
  private lazy var otherLanguages = OtherExpression.languages(in: source.bytes)
  private let environment: NoteEnvironment
  private var includedSize = 0
  private(set) var linkDefinitions = LinkDefinitions()
  /// Cells stand in the note's own text, not in its footnotes.
  private(set) var allowsCells = true

  private var definitions: [String: BlockExtensionScanner.FootnoteDefinition] = [:]
  /// The keys of `definitions`.
  private var footnoteLabels: Set<String> = []
  /// Keys of `definitions` in the order of first reference, and their places in it.
  private var referredFootnotes: [String] = []
  private var footnoteNumbers: [String: Int] = [:]
  private var headingIdentifiers: HeadingIdentifiers
  private var examples = ExampleNumbers()
  /// How the items are counted that begin on lines with these offsets in the note.
  private(set) var itemStyles: [Int: List.Style] = [:]
  /// How many texts of definitions the one being read lies in.
  private var depth = 0

  init(
    source: NoteSource, frontMatter: FrontMatter, metadata: [String: String] = [:],
    identifiers: HeadingIdentifiers, environment: NoteEnvironment = NoteEnvironment()
  ) {
    self.source = source
    self.frontMatter = frontMatter
    self.metadata = metadata
    headingIdentifiers = identifiers
    self.environment = environment
  }

  /// Parses the note's text from an offset on.
  func parse(from start: Int) -> (blocks: [Block], footnotes: [Footnote]) {
    var text = SourceMappedText()
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
    reportUnusedFootnotes()
    return (blocks, footnotes)
  }

  private func reportUnusedFootnotes() {
    let unused = definitions.filter { footnoteNumbers[$0.key] == nil }.map(\.value)
    for definition in unused.sorted(by: { $0.line < $1.line }) {
      let text = String(decoding: definition.text.bytes, as: UTF8.self)
      let mark = "[^\(definition.label)]"
      report(
        Diagnostic(
          .warning, file: source.path, line: definition.line,
          "nothing refers to footnote '\(definition.label)', which is not shown",
          explanation: text.contains(mark)
            ? "its text goes on to the next empty line, and '\(mark)' stands in it: leave a line "
              + "empty before the paragraph with the mark"
            : "'\(mark)' in the text refers to it"))
    }
  }

  /// Parses the text of a definition or another text inside of the note's own.
  func parseNested(_ text: SourceMappedText) -> [Block] {
    guard depth < CommonMarkNode.greatestDepth else { return [] }
    depth += 1
    defer { depth -= 1 }
    return parseBlocks(text, takesFootnotes: false)
  }

  private func parseBlocks(_ original: SourceMappedText, takesFootnotes: Bool) -> [Block] {
    var text = original
    var tree = commonMark(text.bytes)
    var map = LineKind.map(of: tree, lineCount: text.lineCount)
    let including = Shortcodes.includingAsShortcodes(text, kinds: map.kinds) { offset in
      let place = self.source.position(of: offset)
      self.report(
        Diagnostic(
          .warning, file: self.source.path, line: place.line, column: place.column,
          "this option of 'include' does nothing here", explanation: "the whole file is included"))
    }
    if let including {
      text = including
      tree = commonMark(text.bytes)
      map = LineKind.map(of: tree, lineCount: text.lineCount)
    }
    var includeDepth = 0
    while let included = Shortcodes.included(
      in: text, kinds: map.kinds,
      file: { name, offset in
        self.included(name, line: self.source.position(of: offset).line, depth: includeDepth)
      })
    {
      includeDepth += 1
      text = included
      tree = commonMark(text.bytes)
      map = LineKind.map(of: tree, lineCount: text.lineCount)
    }
    if let commented = CommentRemoval.removed(from: text, kinds: map.kinds) {
      text = commented
      tree = commonMark(text.bytes)
      map = LineKind.map(of: tree, lineCount: text.lineCount)
    }
    if let filled = Shortcodes.filled(text, kinds: map.kinds, metadata: metadata) {
      text = filled
      tree = commonMark(text.bytes)
      map = LineKind.map(of: tree, lineCount: text.lineCount)
    }
    var scanner = BlockExtensionScanner(
      text: text, source: source, kinds: map.kinds, takesFootnotes: takesFootnotes,
      examples: examples)
    swap(&scanner.elements, &elements)
    scanner.scan()
    swap(&scanner.elements, &elements)
    examples = scanner.examples
    itemStyles.merge(scanner.itemStyles) { $1 }
    diagnostics += scanner.diagnostics
    if scanner.hasChanged {
      define(scanner.footnotes)
      text = scanner.output
      tree = commonMark(text.bytes)
      map = LineKind.map(of: tree, lineCount: text.lineCount)
    }
    if takesFootnotes { linkDefinitions.collect(in: text, kinds: map.kinds) }
    let known = elements.count
    let extracted = extractInlines(text, leaves: map.leaves)
    if elements.count > known {
      text = extracted
      tree = commonMark(text.bytes)
    }
    if takesFootnotes { reserveIdentifiers() }
    return BlockBuilder(parser: self, text: text).blocks(tree.children)
  }

  /// cmark's tree of a text.
  func commonMark(_ text: [UInt8]) -> CommonMarkNode {
    var isTooDeep = false
    let tree = CommonMarkTree.parse(text, isTooDeep: &isTooDeep)
    if isTooDeep { reportDepth() }
    return tree
  }

  private func extractInlines(
    _ text: SourceMappedText, leaves: [ClosedRange<Int>]
  ) -> SourceMappedText {
    var output = SourceMappedText()
    var copied = 0
    for lines in leaves {
      let start = text.range(ofLine: lines.lowerBound).lowerBound
      let end = text.range(ofLine: lines.upperBound).upperBound
      guard start >= copied else { continue }
      output.append(text, copied..<start)
      var scanner = InlineExtensionScanner(
        text: text, source: source, range: start..<end, footnotes: footnoteLabels,
        examples: examples.numbers, hasBibliography: frontMatter.hasBibliography,
        otherLanguages: otherLanguages)
      swap(&scanner.elements, &elements)
      scanner.scan(into: &output)
      swap(&scanner.elements, &elements)
      diagnostics += scanner.diagnostics
      copied = end
    }
    output.append(text, copied..<text.bytes.count)
    return output
  }

  private func define(_ found: [BlockExtensionScanner.FootnoteDefinition]) {
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

  // MARK: What the builders register

  func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Says once that nesting was cut.
  func reportDepth() {
    let message = "quotes, lists or emphasis are nested too deep"
    guard !diagnostics.contains(where: { $0.message == message }) else { return }
    report(
      Diagnostic(
        .warning, file: source.path, message,
        explanation: "what lies deeper is shown at level \(CommonMarkNode.greatestDepth)"))
  }

  /// The 0-based number of a footnote, by its first reference.
  func footnoteNumber(_ label: String) -> Int {
    let key = label.lowercased()
    if let number = footnoteNumbers[key] { return number }
    footnoteNumbers[key] = referredFootnotes.count
    referredFootnotes.append(key)
    return referredFootnotes.count - 1
  }

  /// The 0-based number of a footnote that is written in its place, `^[text]`.
  func addInlineNote(_ text: SourceMappedText) -> Int {
    // No label contains a space.
    let key = "note \(referredFootnotes.count)"
    let line = source.position(of: text.origin(of: 0)).line
    definitions[key] = .init(label: String(referredFootnotes.count + 1), text: text, line: line)
    return footnoteNumber(key)
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

  /// Registers the label of another tool's cell.
  func addOtherCell(_ label: String, language: String) { labelsOfOtherCells[label] = language }

  /// Files that include each other are followed so far.
  private static let greatestIncludeDepth = 8
  /// Bytes that all included texts have together at most.
  private static let greatestIncludeSize = 4 << 20

  /// The text of a file that is included in the prose, at the places that it has in the source.
  private func included(_ name: String, line: Int, depth: Int) -> SourceMappedText? {
    guard let (file, body) = includedFile(name, line: line, depth: depth) else { return nil }
    let start = source.include(file)
    var text = SourceMappedText()
    text.append(file.bytes[body], from: start + body.lowerBound)
    return text
  }

  /// A file that is included, and where its text without front matter stands in it; `nil` with a
  /// warning where there is no such file, or too much is included.
  ///
  /// - Parameter depth: How many files the shortcode lies in.
  private func includedFile(
    _ name: String, line: Int?, depth: Int = 0
  ) -> (NoteSource, body: Range<Int>)? {
    func warn(_ message: String) {
      guard let line else { return }
      let diagnostic = Diagnostic(.warning, file: source.path, line: line, message)
      if !diagnostics.contains(diagnostic) { report(diagnostic) }
    }
    guard depth < Self.greatestIncludeDepth else {
      warn("'\(name)' is not included: it lies \(depth) files deep, or includes itself")
      return nil
    }
    guard let file = environment.file(name) else {
      warn("there is no file '\(name)' to include")
      return nil
    }
    includedSize += file.bytes.count
    guard includedSize <= Self.greatestIncludeSize else {
      warn(
        "'\(name)' is not included: all included files come to more than 4 MB, or include themselves"
      )
      return nil
    }
    filesRead.insert(file.path)
    var ignored: [Diagnostic] = []
    let text = NoteSource(decoding: file.bytes, path: file.shownPath, diagnostics: &ignored)
    let body = text.bytes[FrontMatterParser.parse(text).bodyStart...]
      .trimmingSuffix(while: \.isWhitespace)
    return (text, body.startIndex..<body.endIndex)
  }

  /// A text with the values that `{{< meta key >}}` and `{{< var key >}}` in it stand for.
  func filled(_ text: String) -> String {
    guard text.contains("{{<") else { return text }
    var mapped = SourceMappedText()
    mapped.append(Array(text.utf8), from: 0)
    let kinds = [LineKind](repeating: .html, count: mapped.lineCount + 1)
    let filled = Shortcodes.filled(mapped, kinds: kinds, metadata: metadata)
    return filled.map { String(decoding: $0.bytes, as: UTF8.self) } ?? text
  }

  /// The text of a block of code, with those of the files that it includes.
  ///
  /// - Parameter line: Where it is reported that a file is not there; `nil` where the author may
  ///   only show how files are included.
  func including(_ text: String, line: Int? = nil) -> String {
    guard text.contains("{{<") else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard let found = Shortcodes.shortcode(in: bytes, at: index, limit: bytes.count),
        found.name == "include"
      else {
        result.append(bytes[index])
        index += 1
        continue
      }
      if let (file, body) = includedFile(found.argument, line: line) {
        result += file.bytes[body]
      } else {
        result += bytes[index..<found.end]
      }
      index = found.end
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Registers a cell and returns its number.
  func addCell(_ code: String, firstLine: Int, indentation: Int) -> Int {
    let number = cells.count + 1
    var parser = CellOptionParser(source: source, defaults: frontMatter.cellDefaults)
    var options = parser.parse(code, firstLine: firstLine, indentation: indentation)
    if !frontMatter.executesCells { options.evaluates = false }
    diagnostics += parser.diagnostics
    var cell = Cell(
      number: number, options: options, code: code, firstLine: firstLine, indentation: indentation)
    let place = source.place(ofLine: firstLine)
    cell.included = place.file == nil ? nil : place
    cells.append(cell)
    return number
  }

  /// Keeps the identifiers that the author gave from headings that get theirs from their texts.
  private func reserveIdentifiers() {
    for element in elements {
      if case .attributes(let attributes) = element.kind, let name = attributes.identifier {
        headingIdentifiers.reserve(name)
      }
    }
  }

  /// The author's identifier of a heading, or one like it where another heading has it.
  func ownHeadingIdentifier(_ name: String) -> String { headingIdentifiers.own(name) }

  /// An identifier that no other heading has.
  func headingIdentifier(for text: String) -> String { headingIdentifiers.identifier(for: text) }
}
