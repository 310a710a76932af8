internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

/// Markdown that cells have printed (`output: asis`), read.
struct PrintedMarkdown {
  private var parts: [Numbering.OutputPlace: Notebook] = [:]
  /// The parts of each cell in their order.
  private var partsOfCells: [Int: [Notebook]] = [:]

  /// Reads what the cells have printed; headings get identifiers that none of the note's own has.
  init(_ notebook: Notebook, _ reports: [Int: CellResult]) {
    var identifiers = HeadingIdentifiers()
    func reserve(_ notebook: Notebook) {
      ProseWalk.visit(
        notebook.blocks,
        block: {
          if case .heading(let heading) = $0.kind { identifiers.reserve(heading.identifier) }
        })
    }
    reserve(notebook)
    for cell in notebook.cells {
      guard cell.options.rendersOutputAsMarkdown, cell.options.showsAnyOutput,
        let report = reports[cell.number]
      else { continue }
      for (index, item) in report.shownItems {
        guard let text = item.markdown else { continue }
        let part = Notebook.parse(
          source: Array(text.utf8), path: notebook.path, identifiers: identifiers)
        reserve(part)
        parts[Numbering.OutputPlace(cell: cell.number, item: index)] = part
        partsOfCells[cell.number, default: []].append(part)
      }
    }
  }

  /// What an item of a cell has printed.
  subscript(place: Numbering.OutputPlace) -> Notebook? { parts[place] }

  /// The blocks that a cell has printed.
  func blocks(ofCell number: Int) -> [Block] { (partsOfCells[number] ?? []).flatMap(\.blocks) }
}

extension CellResult.Item {
  /// Text that may be Markdown.
  fileprivate var markdown: String? {
    switch self {
    case .standardOutput(let text): text
    case .output(let output): if case .text(let text) = output.content { text } else { nil }
    default: nil
    }
  }
}
