internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

/// The numbers of figures, tables, equations, sections and whatever else has labels, given in the
/// order of the document.
struct Numbering {
  struct Entry: Equatable {
    var kind: Reference.Kind
    /// `2`, `2.1` of a section, `2 (b)` of a part of a figure.
    var number: String
    /// The id of the element on the page.
    var identifier: String
    /// `(b)` of a part.
    var part: String?
  }

  /// An output of a cell.
  struct OutputPlace: Hashable {
    var cell: Int
    var item: Int
  }

  /// Where a table begins: a line of the note, or of what a cell has printed.
  struct TablePlace: Hashable {
    var printed: OutputPlace?
    var line: Int
  }

  private(set) var labels: [String: Entry] = [:]
  private(set) var outputs: [OutputPlace: Entry] = [:]
  /// Numbers of headings such as `2.1`, by their identifiers.
  private(set) var sections: [String: String] = [:]
  /// The code of cells, by their numbers.
  private(set) var listings: [Int: Entry] = [:]
  /// Tables of the prose by their places, at each of which several may begin.
  private(set) var tables: [TablePlace: [Entry?]] = [:]

  private let notebook: Notebook
  private let reports: [Int: CellResult]
  private let printed: PrintedMarkdown
  private let topLevel: Int
  /// The ids of headings, and those that were made so far.
  private var taken: Set<String>
  private var counts: [Reference.Kind: Int] = [:]
  private var sectionCounts: [Int] = []
  /// The figures and tables that what is being visited is a part of.
  private var wholes: [Whole] = []

  private struct Whole {
    var entry: Entry
    var partCount = 0
  }

  init(
    notebook: Notebook, reports: [Int: CellResult], printed: PrintedMarkdown, headings: HeadingPlan
  ) {
    self.notebook = notebook
    self.reports = reports
    self.printed = printed
    topLevel = headings.topLevel
    taken = headings.identifiers
    // A title above headings of its own level is the first of them.
    if let title = headings.titleHeading { number(title) }
    number(headings.body, printed: nil)
  }

  /// Numbers what blocks hold.
  ///
  /// - Parameter place: Which output of a cell they are; `nil` for the note's own.
  private mutating func number(_ blocks: [Block], printed place: OutputPlace?) {
    var numbering = self
    ProseWalk.visit(
      blocks,
      block: { numbering.number($0, printed: place) },
      inline: { element in
        switch element {
        case .math(let formula): numbering.number(formula)
        case .image(let picture):
          if let label = picture.label { _ = numbering.next(.figure, label: label) }
        default: break
        }
      },
      leaving: { block in
        if case .division(let division) = block.kind, division.floatKind != nil {
          numbering.wholes.removeLast()
        }
      })
    self = numbering
  }

  private mutating func number(_ block: Block, printed place: OutputPlace?) {
    switch block.kind {
    case .heading(let heading): number(heading)
    case .table(let table):
      let isNumbered = !table.caption.isEmpty || table.label != nil
      tables[TablePlace(printed: place, line: block.line), default: []].append(
        isNumbered ? next(.table, label: table.label) : nil)
    // Cells in what a cell has printed are only shown.
    case .cell(let number) where place == nil: self.number(notebook.cells[number - 1])
    case .callout(let callout):
      if let label = callout.identifier, let kind = Reference.Kind(label: label),
        kind.family == .callout
      {
        _ = next(kind, label: label)
      }
    case .division(let division):
      if let kind = division.floatKind {
        // A division without a number of its own is a part without a label.
        let entry = next(kind, label: division.attributes.identifier)
        wholes.append(Whole(entry: entry ?? Entry(kind: kind, number: "", identifier: "")))
      } else if case .kind(let kind) = division.statement,
        let label = division.attributes.identifier
      {
        _ = next(kind, label: label)
      }
    default: break
    }
  }

  /// The next number of a kind; the label becomes the id where there is one and nothing has it
  /// already. A part of a figure is counted within it, and has no number without a label.
  private mutating func next(_ kind: Reference.Kind, label: String?) -> Entry? {
    var entry = Entry(kind: kind, number: "", identifier: "")
    if let index = wholes.indices.last, wholes[index].entry.kind == kind {
      guard label != nil else { return nil }
      wholes[index].partCount += 1
      entry.part = "(\(Self.letters(wholes[index].partCount)))"
      entry.number = "\(wholes[index].entry.number) \(entry.part ?? "")"
    } else {
      counts[kind, default: 0] += 1
      entry.number = String(counts[kind, default: 0])
    }
    let own = "\(kind.rawValue)-\(entry.number.filter { $0.isLetter || $0.isNumber })"
    entry.identifier = label.map { taken.contains($0) ? own : $0 } ?? own
    while taken.contains(entry.identifier) { entry.identifier += "-" }
    if entry.identifier != label { taken.insert(entry.identifier) }
    // What cells print may repeat a label; the first one holds.
    if let label, labels[label] == nil { labels[label] = entry }
    return entry
  }

  /// `a`, `b`, …, `z`, `aa`, …
  private static func letters(_ number: Int) -> String {
    var rest = number
    var letters = ""
    while rest > 0 {
      rest -= 1
      letters = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(rest % 26))) + letters
      rest /= 26
    }
    return letters
  }

  /// An author's tag takes the place of a number.
  private mutating func number(_ formula: Formula) {
    for label in formula.rowLabels {
      if let tag = formula.rowTags[label] {
        labels[label] = Entry(kind: .equation, number: tag, identifier: label)
      } else {
        _ = next(.equation, label: label)
      }
    }
    guard let label = formula.label else { return }
    if let tag = formula.tag {
      labels[label] = Entry(kind: .equation, number: tag, identifier: label)
    } else {
      _ = next(.equation, label: label)
    }
  }

  private mutating func number(_ heading: Heading) {
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

  private mutating func number(_ cell: Cell) {
    if cell.options.isListing, cell.options.isIncluded, cell.options.echo != .hide {
      listings[cell.number] = next(.listing, label: cell.options.codeLabel)
    }
    guard let report = reports[cell.number], cell.options.showsAnyOutput else { return }
    let labelKind = cell.label.flatMap(Reference.Kind.init(label:))
    var label = cell.label
    var hasTableCaption = cell.options.tableCaption != nil
    for (index, item) in report.shownItems {
      let place = OutputPlace(cell: cell.number, item: index)
      if let text = printed[place] {
        number(text.blocks, printed: place)
        continue
      }
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
      outputs[place] = next(kind, label: ownLabel)
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
