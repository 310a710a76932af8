internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

/// Which headings a page shows at which level: the title is its one `<h1>`, the rest begins at 2.
struct HeadingPlan {
  /// The title's elements.
  let titleContent: [Inline]
  /// The heading that became the title.
  let titleHeading: Heading?
  /// The note's blocks without the heading that became the title.
  let body: [Block]
  /// The level of the note's highest remaining headings.
  let topLevel: Int
  /// The headings outside of quotes and lists, and those that cells have printed, for the contents.
  let entries: [Heading]
  private let byIdentifier: [String: Heading]

  init(_ notebook: Notebook, printed: PrintedMarkdown) {
    var blocks = notebook.blocks
    (titleContent, titleHeading) = notebook.title
    if titleHeading != nil { blocks.removeFirst() }
    body = blocks
    var all: [Heading] = []
    var entries: [Heading] = []
    func collect(_ blocks: [Block], isOuter: Bool) {
      for block in blocks {
        switch block.kind {
        case .heading(let heading):
          all.append(heading)
          if isOuter, heading.isListed, heading.hasWords { entries.append(heading) }
        case .cell(let number): collect(printed.blocks(ofCell: number), isOuter: isOuter)
        // Divisions are no more than a frame around their text.
        case .division(let division): collect(division.blocks, isOuter: isOuter)
        default: for inner in block.innerBlocks { collect(inner, isOuter: false) }
        }
      }
    }
    collect(blocks, isOuter: true)
    topLevel = all.map(\.level).min() ?? 1
    self.entries = entries
    byIdentifier = Dictionary(([titleHeading].compactMap(\.self) + all).map { ($0.identifier, $0) })
    { first, _ in first }
  }

  /// What the headings are called on the page.
  var identifiers: Set<String> { Set(byIdentifier.keys) }

  /// The heading with an identifier.
  func heading(_ identifier: String) -> Heading? { byIdentifier[identifier] }

  /// The level on the page, from 2 to 6.
  func shownLevel(_ heading: Heading) -> Int { min(heading.level - topLevel + 2, 6) }
}

extension Heading {
  /// Whether anything in it can be read.
  var hasWords: Bool {
    content.contains { element in
      switch element {
      case .text(let text): text.contains { !$0.isWhitespace }
      case .softBreak, .lineBreak, .html, .footnote: false
      case .image(let picture): !picture.alternativeText.isEmpty
      default: true
      }
    }
  }
}

extension Notebook {
  /// A line of Markdown in a place where there are no blocks, such as a title or a caption; `nil`
  /// for what is more than a line.
  static func inlines(of text: String, path: String) -> [Inline]? {
    let part = Notebook.parse(source: text, path: path)
    guard part.blocks.count == 1, part.footnotes.isEmpty,
      case .paragraph(let content) = part.blocks[0].kind
    else { return nil }
    return content
  }
}

extension Notebook {
  /// A caption of a cell or of what it shows, read as a text that cites the note's works.
  static func caption(_ text: String, of notebook: Notebook) -> Notebook {
    var environment = NoteEnvironment()
    environment.works = { notebook.frontMatter.bibliography }
    return Notebook.parse(
      source: Array(text.utf8), path: notebook.path, environment: environment)
  }

  /// The captions of cells and of what they show, where these may cite works.
  func captions(_ reports: [Int: CellResult]) -> [Block] {
    guard frontMatter.hasBibliography else { return [] }
    let texts = cells.flatMap { cell -> [String] in
      let options = cell.options
      let shown = (reports[cell.number]?.items ?? []).compactMap { item -> String? in
        guard case .output(let output) = item else { return nil }
        return switch output.content {
        case .figure(let figure): figure.caption
        case .table(let table): table.caption
        default: nil
        }
      }
      return [options.figureCaption, options.tableCaption, options.listingCaption]
        .compactMap(\.self) + options.furtherFigureCaptions + shown
    }
    return texts.filter { $0.contains("@") }.flatMap { Self.caption($0, of: self).blocks }
  }

  /// The title's elements: of the front matter, of a heading that the note begins with, else of the
  /// file's name.
  var title: (content: [Inline], heading: Heading?) {
    if let title = frontMatter.title {
      return (Notebook.inlines(of: title, path: path) ?? [.text(title)], nil)
    }
    if case .heading(let heading) = blocks.first?.kind, heading.level == 1 {
      return (heading.content, heading)
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return ([.text(NoteName.stem(name))], nil)
  }
}
