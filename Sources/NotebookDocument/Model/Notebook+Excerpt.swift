extension Notebook {
  /// The note's blocks as a part of another one: cells are shown and not run, inline expressions
  /// are shown where they have no value, and nothing in them has a label or a number of its own.
  ///
  /// - Parameters:
  ///   - fragment: A heading, of which the section is taken, or `^identifier` of a block; `nil` for
  ///     the whole note.
  ///   - values: Those of inline expressions, by their numbers.
  /// - Returns: `nil` where the note has no such heading or block.
  package func excerpt(_ fragment: String?, values: [Int: String] = [:]) -> [Block]? {
    part(fragment)?.map { asExcerpt($0, values) }
  }

  /// The inline expressions in a part of the note.
  package func inlineExpressions(in fragment: String?) -> [InlineExpression] {
    var numbers: Set<Int> = []
    ProseWalk.visit(
      part(fragment) ?? [],
      inline: { if case .inlineResult(let number) = $0 { numbers.insert(number) } })
    return inlineExpressions.filter { numbers.contains($0.number) }
  }

  private func part(_ fragment: String?) -> [Block]? {
    guard let fragment, !fragment.isEmpty else { return blocks }
    if fragment.hasPrefix("^") {
      return Self.block(fragment.dropFirst().lowercased(), in: blocks).map { [$0] }
    }
    guard let heading = headingIndex.entry(for: fragment) else { return nil }
    return Self.section(heading.identifier, in: blocks).map { Array($0) }
  }

  /// The headings that links can lead to.
  package var headingIndex: HeadingIndex { HeadingIndex(blocks) }

  /// The heading and what follows up to the next one of its level, among the blocks or inside one.
  private static func section(_ identifier: String, in blocks: [Block]) -> ArraySlice<Block>? {
    func level(_ block: Block) -> Int? {
      if case .heading(let heading) = block.kind { heading.level } else { nil }
    }
    for (index, block) in blocks.enumerated() {
      if case .heading(let heading) = block.kind, heading.identifier == identifier {
        let rest = blocks[(index + 1)...]
        let end = rest.firstIndex { level($0).map { $0 <= heading.level } ?? false }
        return blocks[index..<(end ?? blocks.endIndex)]
      }
      for inner in block.innerBlocks {
        if let found = section(identifier, in: inner) { return found }
      }
    }
    return nil
  }

  /// The block with an identifier; of a list the item alone.
  private static func block(_ identifier: String, in blocks: [Block]) -> Block? {
    for block in blocks {
      if block.identifier?.lowercased() == identifier { return block }
      if case .list(var list) = block.kind {
        let item = list.items.first { item in
          item.blocks.contains { $0.identifier?.lowercased() == identifier }
        }
        if let item {
          list.items = [item]
          return Block(.list(list), line: block.line)
        }
      }
      for inner in block.innerBlocks {
        if let found = Self.block(identifier, in: inner) { return found }
      }
    }
    return nil
  }

  private func asExcerpt(_ block: Block, _ values: [Int: String]) -> Block {
    var block = block
    block.identifier = nil
    switch block.kind {
    case .heading(let heading):
      block.kind = .paragraph([.strong(asExcerpt(heading.content, values))])
    case .paragraph(let content): block.kind = .paragraph(asExcerpt(content, values))
    case .quote(let blocks): block.kind = .quote(blocks.map { asExcerpt($0, values) })
    case .callout(var callout):
      callout.title = asExcerpt(callout.title, values)
      callout.identifier = nil
      callout.blocks = callout.blocks.map { asExcerpt($0, values) }
      block.kind = .callout(callout)
    case .division(var division):
      division.attributes.identifier = nil
      division.title = asExcerpt(division.title, values)
      division.blocks = division.blocks.map { asExcerpt($0, values) }
      block.kind = .division(division)
    case .list(var list):
      for index in list.items.indices {
        list.items[index].blocks = list.items[index].blocks.map { asExcerpt($0, values) }
      }
      block.kind = .list(list)
    case .definitionList(let definitions):
      block.kind = .definitionList(
        definitions.map {
          Definition(
            term: asExcerpt($0.term, values),
            descriptions: $0.descriptions.map { $0.map { asExcerpt($0, values) } })
        })
    case .cell(let number): block.kind = .code(language: "swift", text: cells[number - 1].code)
    case .math(var formula):
      formula.removeLabels()
      block.kind = .math(formula)
    case .table(var table):
      table.header = table.header.map { $0.map { asExcerpt($0, values) } }
      table.rows = table.rows.map { $0.map { $0.map { asExcerpt($0, values) } } }
      table.caption = asExcerpt(table.caption, values)
      table.label = nil
      block.kind = .table(table)
    case .code, .html, .thematicBreak: break
    }
    return block
  }

  private func asExcerpt(_ content: [Inline], _ values: [Int: String]) -> [Inline] {
    content.compactMap { element in
      if let content = element.content {
        return element.withContent(asExcerpt(content, values))
      }
      switch element {
      case .image(var picture):
        picture.showsCaption = picture.label != nil
        picture.label = nil
        picture.caption = asExcerpt(picture.caption, values)
        return .image(picture)
      case .math(var formula):
        formula.removeLabels()
        return .math(formula)
      case .reference(let reference): return .text("@" + reference.label)
      case .inlineResult(let number):
        return values[number].map { .text($0) } ?? .code(inlineExpressions[number].code)
      case .wikiLink(var link):
        // A note within a note within a note could be the first one again.
        link.isEmbedded = false
        return .wikiLink(link)
      case .text, .softBreak, .lineBreak, .code, .html, .tag, .footnote, .citation, .emphasis,
        .strong, .strikethrough, .mark, .subscript, .superscript, .span, .link:
        return element
      }
    }
  }
}

extension Formula {
  /// A formula that is repeated elsewhere has its number in one place.
  fileprivate mutating func removeLabels() {
    label = nil
    for name in rowLabels { tex = tex.replacing("\\label{\(name)}", with: "") }
    rowLabels = []
  }
}

extension Block {
  /// The lists of blocks inside this one.
  package var innerBlocks: [[Block]] {
    switch kind {
    case .quote(let blocks): [blocks]
    case .callout(let callout): [callout.blocks]
    case .division(let division): [division.blocks]
    case .list(let list): list.items.map(\.blocks)
    case .definitionList(let definitions): definitions.flatMap(\.descriptions)
    case .table(let table): table.cells
    case .heading, .paragraph, .code, .cell, .math, .html, .thematicBreak: []
    }
  }
}
