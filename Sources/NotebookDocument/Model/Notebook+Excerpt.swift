extension Notebook {
  /// The note's blocks as a part of another one: cells and inline expressions are shown and not run,
  /// and nothing in them has a label or a number of its own.
  ///
  /// - Parameter fragment: A heading, of which the section is taken, or `^identifier` of a block;
  ///   `nil` for the whole note.
  /// - Returns: `nil` where the note has no such heading or block.
  package func excerpt(_ fragment: String?) -> [Block]? {
    guard let fragment, !fragment.isEmpty else { return blocks.map(asExcerpt) }
    if fragment.hasPrefix("^") {
      let block = blocks.first { $0.identifier == String(fragment.dropFirst()) }
      return block.map { [asExcerpt($0)] }
    }
    let key = WikiLink.key(fragment.split(separator: "#").last.map(String.init) ?? fragment)
    func level(_ block: Block) -> Int? {
      if case .heading(let heading) = block.kind { heading.level } else { nil }
    }
    let start = blocks.firstIndex { block in
      guard case .heading(let heading) = block.kind else { return false }
      return WikiLink.key(heading.content.plainText) == key || heading.identifier == fragment
    }
    guard let start, let own = level(blocks[start]) else { return nil }
    let rest = blocks[(start + 1)...]
    let end = rest.firstIndex { level($0).map { $0 <= own } ?? false } ?? blocks.endIndex
    return blocks[start..<end].map(asExcerpt)
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
      callout.blocks = callout.blocks.map(asExcerpt)
      block.kind = .callout(callout)
    case .list(var list):
      for index in list.items.indices {
        list.items[index].blocks = list.items[index].blocks.map(asExcerpt)
      }
      block.kind = .list(list)
    case .definitionList(let definitions):
      block.kind = .definitionList(
        definitions.map {
          Definition(term: asExcerpt($0.term), descriptions: $0.descriptions.map(asExcerpt))
        })
    case .cell(let number): block.kind = .code(language: "swift", text: cells[number - 1].code)
    case .math(var formula):
      formula.label = nil
      block.kind = .math(formula)
    case .table(var table):
      table.header = table.header.map(asExcerpt)
      table.rows = table.rows.map { $0.map(asExcerpt) }
      table.caption = []
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
      case .link(var link):
        link.content = asExcerpt(link.content)
        return .link(link)
      case .image(var picture):
        picture.label = nil
        return .image(picture)
      case .math(var formula):
        formula.label = nil
        return .math(formula)
      case .reference(let reference): return .text("@" + reference.label)
      case .footnote: return nil
      case .inlineResult(let number): return .code(inlineExpressions[number].code)
      case .wikiLink(var link):
        // A note within a note within a note could be the first one again.
        link.isEmbedded = false
        if link.note.isEmpty { return .text(link.text ?? link.fragment ?? "") }
        return .wikiLink(link)
      case .text, .softBreak, .lineBreak, .code, .html, .tag: return element
      }
    }
  }
}
