internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

/// The numbers of figures, tables, equations, sections and listings, given in the order of the
/// document.
struct Numbering {
  struct Entry: Equatable {
    var kind: Reference.Kind
    var number: String
    /// The id of the element on the page.
    var identifier: String
  }

  /// An output of a cell.
  struct OutputPlace: Hashable {
    var cell: Int
    var item: Int
  }

  private(set) var labels: [String: Entry] = [:]
  private(set) var outputs: [OutputPlace: Entry] = [:]
  /// Numbers of headings such as `2.1`, by their identifiers.
  private(set) var sections: [String: String] = [:]
  /// The code of cells, by their numbers.
  private(set) var listings: [Int: Entry] = [:]
  /// Tables of the prose by their lines; those of an included file stand on one.
  private(set) var tables: [Int: [Entry?]] = [:]

  /// The ids of headings, and those that were made so far.
  private var taken: Set<String>
  private var counts: [Reference.Kind: Int] = [:]
  private var sectionCounts: [Int] = []

  init(
    notebook: Notebook, reports: [Int: CellResult], printed: PrintedMarkdown, headings: HeadingPlan
  ) {
    let topLevel = headings.topLevel
    taken = headings.identifiers
    var numbering = self
    ProseWalk.visit(
      notebook.blocks,
      block: { block in
        switch block.kind {
        case .heading(let heading): numbering.number(heading, topLevel: topLevel)
        case .table(let table):
          let isNumbered = !table.caption.isEmpty || table.label != nil
          numbering.tables[block.line, default: []].append(
            isNumbered ? numbering.next(.table, label: table.label) : nil)
        case .cell(let number):
          let cell = notebook.cells[number - 1]
          if cell.options.isListing, cell.options.isIncluded, cell.options.echo != .hide {
            numbering.listings[number] = numbering.next(.listing, label: cell.options.codeLabel)
          }
          if let report = reports[number], cell.options.showsAnyOutput {
            numbering.number(report, of: cell)
            ProseWalk.visit(
              printed.blocks(ofCell: number),
              block: {
                if case .heading(let heading) = $0.kind {
                  numbering.number(heading, topLevel: topLevel)
                }
              })
          }
        case .division(let division):
          if let label = division.attributes.identifier, let kind = Reference.Kind(label: label),
            kind == .figure || kind == .table || kind == .listing
          {
            _ = numbering.next(kind, label: label)
          }
        default: break
        }
      },
      inline: { element in
        switch element {
        case .math(let formula): numbering.number(formula)
        case .image(let picture):
          if let label = picture.label { _ = numbering.next(.figure, label: label) }
        default: break
        }
      })
    self = numbering
  }

  /// The next number of a kind; the label becomes the id where there is one and no heading has it.
  private mutating func next(_ kind: Reference.Kind, label: String?) -> Entry {
    counts[kind, default: 0] += 1
    let number = String(counts[kind, default: 0])
    let own = "\(kind.rawValue)-\(number)"
    var identifier = label.map { taken.contains($0) ? own : $0 } ?? own
    while taken.contains(identifier) { identifier += "-" }
    if identifier != label { taken.insert(identifier) }
    let entry = Entry(kind: kind, number: number, identifier: identifier)
    if let label { labels[label] = entry }
    return entry
  }

  /// An author's tag takes the place of a number.
  private mutating func number(_ formula: Formula) {
    for label in formula.rowLabels { _ = next(.equation, label: label) }
    guard let label = formula.label else { return }
    if let tag = formula.tag {
      labels[label] = Entry(kind: .equation, number: tag, identifier: label)
    } else {
      _ = next(.equation, label: label)
    }
  }

  private mutating func number(_ heading: Heading, topLevel: Int) {
    let depth = heading.level - topLevel
    guard depth >= 0, heading.isNumbered else {
      if Reference.Kind(label: heading.identifier) == .section {
        labels[heading.identifier] = Entry(
          kind: .section, number: "", identifier: heading.identifier)
      }
      return
    }
    while sectionCounts.count > depth + 1 { sectionCounts.removeLast() }
    while sectionCounts.count <= depth { sectionCounts.append(0) }
    sectionCounts[depth] += 1
    let number = sectionCounts.map(String.init).joined(separator: ".")
    sections[heading.identifier] = number
    if Reference.Kind(label: heading.identifier) == .section {
      labels[heading.identifier] = Entry(
        kind: .section, number: number, identifier: heading.identifier)
    }
  }

  private mutating func number(_ report: CellResult, of cell: Cell) {
    let labelKind = cell.label.flatMap(Reference.Kind.init(label:))
    var label = cell.label
    var hasTableCaption = cell.options.tableCaption != nil
    for (index, item) in report.shownItems {
      guard case .output(let output) = item else { continue }
      let kind: Reference.Kind
      switch output.content {
      case .figure: kind = .figure
      case .image where cell.options.figureCaption != nil || labelKind == .figure: kind = .figure
      case .table(let table)
      where table.caption != nil || hasTableCaption || (labelKind == .table && label != nil):
        kind = .table
        hasTableCaption = false
      default: continue
      }
      let ownLabel = labelKind == kind ? label : nil
      if ownLabel != nil { label = nil }
      outputs[OutputPlace(cell: cell.number, item: index)] = next(kind, label: ownLabel)
    }
  }
}

extension CellOptions {
  var showsAnyOutput: Bool { isIncluded && showsOutput }
}

extension CellResult {
  /// The items with their places; of outputs that replace each other only the last.
  var shownItems: [(index: Int, item: Item)] {
    var last: [String: Int] = [:]
    for (index, item) in items.enumerated() {
      if case .output(let output) = item, let identifier = output.identifier {
        last[identifier] = index
      }
    }
    return items.enumerated().compactMap { index, item in
      if case .output(let output) = item, let identifier = output.identifier,
        last[identifier] != index
      {
        return nil
      }
      return (index, item)
    }
  }
}
