/// Visits every block and every inline element in the order they are read.
package enum ProseWalk {
  package static func visit(
    _ blocks: [Block], block: (Block) -> Void = { _ in }, inline: (Inline) -> Void = { _ in }
  ) {
    for item in blocks {
      block(item)
      switch item.kind {
      case .heading(let heading): visit(heading.content, inline)
      case .paragraph(let content): visit(content, inline)
      case .quote(let blocks): visit(blocks, block: block, inline: inline)
      case .callout(let callout):
        visit(callout.title, inline)
        visit(callout.blocks, block: block, inline: inline)
      case .division(let division):
        visit(division.blocks, block: block, inline: inline)
      case .list(let list):
        for entry in list.items { visit(entry.blocks, block: block, inline: inline) }
      case .definitionList(let definitions):
        for definition in definitions {
          visit(definition.term, inline)
          for description in definition.descriptions {
            visit(description, block: block, inline: inline)
          }
        }
      case .table(let table):
        visit(table.caption, inline)
        for cell in table.cells { visit(cell, block: block, inline: inline) }
      case .math(let formula): inline(.math(formula))
      case .code, .cell, .html, .thematicBreak: break
      }
    }
  }

  private static func visit(_ content: [Inline], _ inline: (Inline) -> Void) {
    for element in content {
      inline(element)
      switch element {
      case .emphasis(let content), .strong(let content), .strikethrough(let content),
        .mark(let content), .subscript(let content), .superscript(let content),
        .span(_, let content):
        visit(content, inline)
      case .image(let picture): visit(picture.caption, inline)
      case .link(let link): visit(link.content, inline)
      default: break
      }
    }
  }
}
