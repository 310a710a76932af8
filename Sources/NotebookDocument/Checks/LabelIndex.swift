/// The labels that a note gives to what references and links can lead to.
package struct LabelIndex {
  /// The lines on which labels are given.
  package private(set) var lines: [String: Int] = [:]
  /// Labels that an earlier line has given already.
  private(set) var repetitions: [(label: String, line: Int)] = []

  /// The labels of the text and of its footnotes.
  package init(_ notebook: Notebook) {
    var index = self
    for blocks in [notebook.blocks] + notebook.footnotes.map(\.blocks) {
      ProseWalk.visit(
        blocks,
        block: { block in
          switch block.kind {
          case .heading(let heading):
            if Reference.Kind(label: heading.identifier) == .section {
              index.define(heading.identifier, line: block.line)
            }
          case .cell(let number):
            let cell = notebook.cells[number - 1]
            index.define(cell.label, line: cell.firstLine)
            index.define(cell.options.listingLabel, line: cell.firstLine)
          case .table(let table): index.define(table.label, line: block.line)
          case .division(let division):
            index.define(division.attributes.identifier, line: block.line)
          case .callout(let callout): index.define(callout.identifier, line: block.line)
          default: break
          }
        },
        inline: { element in
          switch element {
          case .math(let formula):
            index.define(formula.label, line: formula.line)
            for label in formula.rowLabels { index.define(label, line: formula.line) }
          case .image(let picture): index.define(picture.label, line: picture.line)
          default: break
          }
        })
    }
    self = index
  }

  private mutating func define(_ label: String?, line: Int) {
    guard let label else { return }
    if lines[label] == nil {
      lines[label] = line
    } else {
      repetitions.append((label, line))
    }
  }
}
