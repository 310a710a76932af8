extension Notebook {
  /// The note's blocks as a part of another one: cells and inline expressions are shown and not
  /// run, and nothing in them has a label or a number of its own.
  ///
  /// - Parameter fragment: A heading, of which the section is taken, or `^identifier` of a block;
  ///   `nil` for the whole note.
  /// - Returns: `nil` where the note has no such heading or block.
  package func excerpt(_ fragment: String?) -> [Block]? {
    guard let fragment, !fragment.isEmpty else { return blocks.map(asExcerpt) }
    if fragment.hasPrefix("^") {
      return Self.block(fragment.dropFirst().lowercased(), in: blocks).map { [asExcerpt($0)] }
    }
    guard let heading = headingIndex.entry(for: fragment),
      let section = Self.section(heading.identifier, in: blocks)
    else { return nil }
    return section.map(asExcerpt)
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

  private func asExcerpt(_ block: Block) -> Block {
    var block = block
    block.identifier = nil
    switch block.kind {
    case .heading(let heading): block.kind = .paragraph([.strong(asExcerpt(heading.content))])
    case .paragraph(let content): block.kind = .paragraph(asExcerpt(content))
    case .quote(let blocks): block.kind = .quote(blocks.map(asExcerpt))
    case .callout(var callout):
      callout.title = asExcerpt(callout.title)
      callout.identifier = nil
      callout.blocks = callout.blocks.map(asExcerpt)
      block.kind = .callout(callout)
    case .division(var division):
      division.attributes.identifier = nil
      division.title = asExcerpt(division.title)
      division.blocks = division.blocks.map(asExcerpt)
      block.kind = .division(division)
    case .list(var list):
      for index in list.items.indices {
        list.items[index].blocks = list.items[index].blocks.map(asExcerpt)
      }
      block.kind = .list(list)
    case .definitionList(let definitions):
      block.kind = .definitionList(
        definitions.map {
          Definition(
            term: asExcerpt($0.term), descriptions: $0.descriptions.map { $0.map(asExcerpt) })
        })
    case .cell(let number): block.kind = .code(language: "swift", text: cells[number - 1].code)
    case .math(var formula):
      formula.removeLabels()
      block.kind = .math(formula)
    case .table(var table):
      table.header = table.header.map { $0.map(asExcerpt) }
      table.rows = table.rows.map { $0.map { $0.map(asExcerpt) } }
      table.caption = asExcerpt(table.caption)
      table.label = nil
      block.kind = .table(table)
    case .code, .html, .thematicBreak: break
    }
    return block
  }

  private func asExcerpt(_ content: [Inline]) -> [Inline] {
    content.compactMap { element in
      switch element {
      case .emphasis(let content): return .emphasis(asExcerpt(content))
      case .strong(let content): return .strong(asExcerpt(content))
      case .strikethrough(let content): return .strikethrough(asExcerpt(content))
      case .mark(let content): return .mark(asExcerpt(content))
      case .subscript(let content): return .subscript(asExcerpt(content))
      case .superscript(let content): return .superscript(asExcerpt(content))
      case .span(let attributes, let content): return .span(attributes, asExcerpt(content))
      case .link(var link):
        link.content = asExcerpt(link.content)
        return .link(link)
      case .image(var picture):
        picture.showsCaption = picture.label != nil
        picture.label = nil
        picture.caption = asExcerpt(picture.caption)
        return .image(picture)
      case .math(var formula):
        formula.removeLabels()
        return .math(formula)
      case .reference(let reference): return .text("@" + reference.label)
      case .inlineResult(let number): return .code(inlineExpressions[number].code)
      case .wikiLink(var link):
        // A note within a note within a note could be the first one again.
        link.isEmbedded = false
        if link.note.isEmpty { return .text(link.text ?? link.fragment ?? "") }
        return .wikiLink(link)
      case .text, .softBreak, .lineBreak, .code, .html, .tag, .footnote, .citation: return element
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
