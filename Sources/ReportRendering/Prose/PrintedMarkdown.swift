internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

/// Markdown that cells have printed (`output: asis`), read.
struct PrintedMarkdown {
  private var parts: [Numbering.OutputPlace: Notebook] = [:]
  /// The places of each cell's parts in their order.
  private var places: [Int: [Numbering.OutputPlace]] = [:]
  /// The captions of cells that went to what they have printed.
  private var captioned: [Int: Set<Reference.Kind>] = [:]

  /// Reads what the cells have printed; headings get identifiers that none of the note's own has.
  /// The label and the captions of a cell's options go to the figure or table that it has printed.
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
    var environment = NoteEnvironment()
    environment.works = { notebook.frontMatter.bibliography }
    for cell in notebook.cells {
      guard cell.options.rendersOutputAsMarkdown, cell.options.showsAnyOutput,
        let report = reports[cell.number]
      else { continue }
      for (index, item) in report.shownItems {
        guard let text = item.markdown else { continue }
        let part = Notebook.parse(
          source: Array(text.utf8), path: notebook.path, identifiers: identifiers,
          environment: environment)
        reserve(part)
        let place = Numbering.OutputPlace(cell: cell.number, item: index)
        parts[place] = part
        places[cell.number, default: []].append(place)
      }
      for kind in [Reference.Kind.figure, .table] where !report.shows(kind) {
        giveOptions(of: cell, to: kind)
      }
    }
  }

  /// Whether no cell has printed Markdown.
  var isEmpty: Bool { parts.isEmpty }

  /// What an item of a cell has printed.
  subscript(place: Numbering.OutputPlace) -> Notebook? { parts[place] }

  /// The blocks that a cell has printed.
  func blocks(ofCell number: Int) -> [Block] {
    (places[number] ?? []).flatMap { parts[$0]?.blocks ?? [] }
  }

  /// All that cells have printed.
  var blocks: [Block] { places.keys.sorted().flatMap(blocks(ofCell:)) }

  /// Whether the caption of a cell's options stands at what it has printed.
  func hasTaken(_ kind: Reference.Kind, ofCell number: Int) -> Bool {
    captioned[number]?.contains(kind) == true
  }

  // MARK: Labels and captions

  /// Gives label and caption to the one picture or table without a label, or else to all of the
  /// first text, which is then a figure of several parts.
  private mutating func giveOptions(of cell: Cell, to kind: Reference.Kind) {
    let label = cell.label.flatMap { Reference.Kind(label: $0) == kind ? $0 : nil }
    let text = kind == .figure ? cell.options.figureCaption : cell.options.tableCaption
    guard label != nil || text != nil, let places = places[cell.number] else { return }
    let candidates = places.flatMap { place in
      (parts[place]?.blocks ?? []).indices.filter {
        parts[place]?.blocks[$0].mayTake(kind) == true
      }.map { (place: place, index: $0) }
    }
    let caption = text.map {
      Notebook.inlines(of: $0, path: parts[places[0]]?.path ?? "") ?? [.text($0)]
    }
    if candidates.count == 1 {
      let found = candidates[0]
      parts[found.place]?.blocks[found.index].take(
        label, caption, cell.options.figureAlternativeText)
      captioned[cell.number, default: []].insert(kind)
    } else if let label, let place = places.first(where: { parts[$0]?.blocks.isEmpty == false }) {
      let blocks = parts[place]?.blocks ?? []
      var attributes = Attributes()
      attributes.identifier = label
      let text = caption.map { [Block(.paragraph($0), line: 1)] } ?? []
      parts[place]?.blocks = [
        Block(
          .division(Division(attributes: attributes, blocks: blocks.map(\.showingCaptions) + text)),
          line: 1)
      ]
      captioned[cell.number, default: []].insert(kind)
    }
  }
}

extension CellResult {
  /// Whether an output is a figure or a table without being printed.
  fileprivate func shows(_ kind: Reference.Kind) -> Bool {
    shownItems.contains { _, item in
      guard case .output(let output) = item else { return false }
      return switch output.content {
      case .figure, .image: kind == .figure
      case .table: kind == .table
      case .text, .html: false
      }
    }
  }
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

extension Block {
  /// Whether it is a table or a picture that has no label yet.
  fileprivate func mayTake(_ kind: Reference.Kind) -> Bool {
    switch self.kind {
    case .table(let table): kind == .table && table.label == nil
    case .paragraph(let content):
      kind == .figure && content.count == 1 && content[0].picture.map { $0.label == nil } == true
    default: false
    }
  }

  /// Takes what the options of its cell say; what it says itself stays where they say nothing.
  fileprivate mutating func take(_ label: String?, _ caption: [Inline]?, _ alternative: String?) {
    switch kind {
    case .table(var table):
      table.label = label
      table.caption = caption ?? table.caption
      kind = .table(table)
    case .paragraph(var content):
      content[0].changePicture { picture in
        picture.label = label
        if let caption {
          picture.caption = caption
          picture.showsCaption = true
        }
        picture.alternativeText = alternative ?? picture.alternativeText
      }
      kind = .paragraph(content)
    default: break
    }
  }
}
