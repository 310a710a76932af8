/// Visits every block and every inline element in the order they are read.
package enum ProseWalk {
  ///
  /// - Parameter leaving: Called with a block when all that it holds has been visited.
  package static func visit(
    _ blocks: [Block], block: (Block) -> Void = { _ in }, inline: (Inline) -> Void = { _ in },
    leaving: (Block) -> Void = { _ in }
  ) {
    func visitBlocks(_ inner: [Block]) {
      Self.visit(inner, block: block, inline: inline, leaving: leaving)
    }
    for item in blocks {
      block(item)
      switch item.kind {
      case .heading(let heading): visit(heading.content, inline)
      case .paragraph(let content): visit(content, inline)
      case .quote(let blocks): visitBlocks(blocks)
      case .callout(let callout):
        visit(callout.title, inline)
        visitBlocks(callout.blocks)
      case .division(let division):
        visit(division.title, inline)
        visitBlocks(division.blocks)
      case .list(let list):
        for entry in list.items { visitBlocks(entry.blocks) }
      case .definitionList(let definitions):
        for definition in definitions {
          visit(definition.term, inline)
          for description in definition.descriptions { visitBlocks(description) }
        }
      case .table(let table):
        visit(table.caption, inline)
        for cell in table.cells { visitBlocks(cell) }
      case .math(let formula): inline(.math(formula))
      case .code, .cell, .html, .thematicBreak: break
      }
      leaving(item)
    }
  }

  private static func visit(_ content: [Inline], _ inline: (Inline) -> Void) {
    for element in content {
      inline(element)
      if case .image(let picture) = element { visit(picture.caption, inline) }
      if let content = element.content { visit(content, inline) }
    }
  }
}
