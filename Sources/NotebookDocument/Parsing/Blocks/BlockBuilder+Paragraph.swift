extension BlockBuilder {
  /// Appends what a paragraph of CommonMark is to us: a table, definitions, a formula, prose.
  func appendParagraph(_ node: CommonMarkNode, line: Int, to blocks: inout [Block]) {
    if let drawn = drawnTable(node) {
      blocks.append(Block(.table(table(drawn)), line: line))
      return
    }
    let lines = rawLines(of: node)
    if let table = tableStart(in: lines) {
      let caption = table > 0 ? caption(lines[..<table], line: line) : nil
      if table > 0, caption == nil {
        appendProse(inlines.parse(joined(lines[..<table]), line: line), line: line, to: &blocks)
      }
      appendTable(Array(lines[table...]), line: line + table, to: &blocks)
      if let caption { give(caption, to: &blocks) }
      return
    }
    if appendTableCaption(lines, line: line, to: &blocks) { return }
    if let content = lineBlock(lines, line: line) {
      appendProse(content, line: line, to: &blocks)
      return
    }
    if let first = lines.firstIndex(where: isDescription),
      appendDefinitions(lines, first, line: line, to: &blocks)
    {
      return
    }
    appendProse(inlines.build(node.children, line: line), line: line, to: &blocks)
  }

  private func appendProse(_ content: [Inline], line: Int, to blocks: inout [Block]) {
    var content = content
    var identifier = BlockIdentifier.take(fromEndOf: &content)
    if let name = BlockIdentifier.takeFirstLine(of: &content) {
      // It names what stands above it, as it does where a blank line follows.
      if !blocks.isEmpty {
        Self.mark(&blocks, name)
      } else {
        identifier = identifier ?? name
      }
    }
    while content.last == .softBreak { content.removeLast() }
    blocks += Self.parts(of: content, line: line)
    // A comment leaves nothing, and `^name` without text names the block above.
    if let identifier { Self.mark(&blocks, identifier) }
  }

  /// Gives the last block an identifier, and around one that has another a division of its own.
  private static func mark(_ blocks: inout [Block], _ identifier: String) {
    guard var last = blocks.popLast() else { return }
    if last.identifier != nil {
      last = Block(
        .division(Division(attributes: Attributes(), blocks: [last])), line: last.line)
    }
    last.identifier = identifier
    blocks.append(last)
  }

  /// A paragraph, and in their places between its parts the notes that it embeds.
  private static func parts(of content: [Inline], line: Int) -> [Block] {
    if content.count == 1, case .math(let formula) = content[0], formula.isDisplayed {
      return [Block(.math(formula), line: line)]
    }
    var blocks: [Block] = []
    var text: [Inline] = []
    var textLine = line
    func finish() {
      let blank = text.prefix(while: \.isBlank)
      let trimmed = text.dropFirst(blank.count).trimmingSuffix(while: \.isBlank)
      if !trimmed.isEmpty {
        let line = textLine + blank.count { $0 == .softBreak || $0 == .lineBreak }
        blocks.append(Block(.paragraph(Array(trimmed)), line: line))
      }
      text = []
    }
    for element in content {
      switch element {
      case .wikiLink(let link) where link.isEmbedded && content.count > 1:
        finish()
        blocks.append(Block(.paragraph([element]), line: link.line))
        textLine = link.line
      default: text.append(element)
      }
    }
    finish()
    return blocks
  }

  // MARK: Raw lines

  /// The lines of a paragraph without what its quotes and lists put before them.
  func rawLines(of node: CommonMarkNode) -> [Range<Int>] {
    (node.startLine...max(node.startLine, node.endLine)).map { line in
      let range = text.range(ofLine: line)
      let start =
        line == node.startLine && node.startColumn != nil
        ? min(range.lowerBound + max((node.startColumn ?? 1) - 1, 0), range.upperBound)
        : ContainerPrefix.end(in: text.bytes, range, listMarkers: false)
      let content = text.bytes[start..<range.upperBound].trimmingSuffix(while: \.isSpaceOrTab)
      return content.startIndex..<content.endIndex
    }
  }

  func joined(_ lines: ArraySlice<Range<Int>>) -> String {
    lines.map { String(decoding: text.bytes[$0], as: UTF8.self) }.joined(separator: "\n")
  }

  // MARK: Line blocks

  /// Pandoc's lines `| text`, which stay lines, and whose leading spaces stay spaces; `nil` where
  /// one of them is none.
  private func lineBlock(_ lines: [Range<Int>], line: Int) -> [Inline]? {
    let texts = lines.map { text.bytes[$0] }
    guard
      texts.allSatisfy({ text in
        text.first == UInt8(ascii: "|") && !text.dropFirst().contains(UInt8(ascii: "|"))
          && text.dropFirst().first?.isSpaceOrTab != false
      }), texts.contains(where: { $0.count > 1 })
    else { return nil }
    var content: [Inline] = []
    for (number, text) in texts.enumerated() {
      if number > 0 { content.append(.lineBreak) }
      let words = text.dropFirst(2).drop { $0 == UInt8(ascii: " ") }
      let spaces = String(repeating: "\u{A0}", count: max(text.count - 2 - words.count, 0))
      content += inlines.parse(spaces + String(decoding: words, as: UTF8.self), line: line + number)
    }
    return content
  }

  // MARK: Definition lists

  /// Whether a line is `: text`, or `~ text` as pandoc has it too.
  private func isDescription(_ line: Range<Int>) -> Bool {
    line.count > 2 && ":~".utf8.contains(text.bytes[line.lowerBound])
      && text.bytes[line.lowerBound + 1].isSpaceOrTab
  }

  /// Appends `Term` / `: text` lines, or one of the two halves when a blank line parts them.
  private func appendDefinitions(
    _ lines: [Range<Int>], _ first: Int, line: Int, to blocks: inout [Block]
  ) -> Bool {
    var definitions: [Definition] = []
    var pending: [Range<Int>] = []
    var isInDescription = false
    func content(_ lines: [Range<Int>]) -> [Inline] {
      inlines.parse(joined(lines[...]), line: line)
    }
    func finishDescription() {
      if isInDescription {
        definitions[definitions.count - 1].descriptions.append(description(pending, line: line))
      }
      pending = []
    }

    if first == 0 {
      // The term is the paragraph above, or the list goes on.
      switch blocks.last?.kind {
      case .paragraph(let term) where !term.contains(.softBreak):
        blocks.removeLast()
        definitions = [Definition(term: term, descriptions: [])]
      case .definitionList(let known):
        blocks.removeLast()
        definitions = known
      default: return false
      }
    }
    for (number, range) in lines.enumerated() {
      if isDescription(range) {
        if isInDescription || pending.isEmpty {
          finishDescription()
        } else {
          if pending.count > 1 { return false }
          definitions.append(Definition(term: content(pending), descriptions: []))
          pending = []
        }
        isInDescription = true
        let text = text.bytes[(range.lowerBound + 1)..<range.upperBound].drop(while: \.isSpaceOrTab)
        pending = [text.startIndex..<text.endIndex]
      } else if isInDescription, number + 1 < lines.count, isDescription(lines[number + 1]) {
        // The next term.
        finishDescription()
        isInDescription = false
        pending = [range]
      } else {
        pending.append(range)
      }
    }
    finishDescription()
    if case .definitionList(let known) = blocks.last?.kind {
      blocks.removeLast()
      definitions = known + definitions
    }
    blocks.append(Block(.definitionList(definitions), line: line))
    return true
  }

  /// The blocks of a description: those taken out of the text, or one paragraph.
  private func description(_ lines: [Range<Int>], line: Int) -> [Block] {
    let text = joined(lines[...])
    if case .element(let number)? = ExtensionElement.pieces(of: text).first,
      case .description(let body) = parser.elements[number].kind
    {
      return parser.parseNested(body)
    }
    return [Block(.paragraph(inlines.parse(text, line: line)), line: line)]
  }
}

extension Inline {
  /// Whether it is nothing but space at the edge of a paragraph. A no-break space is there to be
  /// seen, as all spaces are that authors write by name.
  package var isBlank: Bool {
    switch self {
    case .softBreak, .lineBreak: true
    case .text(let text): text.utf8.allSatisfy(\.isWhitespace)
    default: false
    }
  }
}
