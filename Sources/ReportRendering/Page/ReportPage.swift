internal import MarkupTree
internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

/// What the parts of a page share while it is made.
final class ReportPage {
  let notebook: Notebook
  let run: RunResult
  let renderer: ReportRenderer
  let reports: [Int: CellResult]
  let numbering: Numbering
  let headings: HeadingPlan
  let images: ImageEmbedder
  let mathematics: MathTypesetter
  private let formulaFile: FormulaFile?
  var rawHTML = RawHTMLFilter()
  var diagnostics: [Diagnostic] = []
  let links: LinkResolver
  let labelIndex: LabelIndex
  let bibliography: Bibliography
  let printed: PrintedMarkdown
  /// The files as the text being rendered names them.
  var files: NoteFiles
  /// The files as the note names them.
  let ownFiles: NoteFiles
  var footnoteList: FootnoteList
  let identifiers: PageIdentifiers
  let words: PageWords
  /// How many claims stand on the page so far.
  var claimCount = 0
  /// How many outputs of cells were HTML so far.
  var outputCount = 0
  /// The links to each numbered thing so far, by its identifier.
  var mentions: [String: [String]] = [:]
  var mentionCount = 0
  /// How many tables that begin at a place stand on the page so far.
  var tableCounts: [Numbering.TablePlace: Int] = [:]
  /// The note's line of the block being rendered.
  var line: Int?
  /// The note's line of the printed text being rendered, whose lines are others.
  var partLine: Int?
  /// The output of a cell whose printed text is being rendered.
  var printedPlace: Numbering.OutputPlace?
  /// Whether what is being rendered belongs to another text than the note, and has no numbers here.
  var isInPart = false
  /// The other text that is being rendered; `nil` for the note's own.
  var part: Notebook?
  /// Whether what is being rendered belongs to an embedded note.
  var isInNote = false
  /// The path of the note whose text is being rendered, as messages name it.
  var textPath: String {
    didSet {
      images.path = textPath
      links.path = textPath
      mathematics.path = textPath
    }
  }

  init(notebook: Notebook, run: RunResult, renderer: ReportRenderer) {
    self.notebook = notebook
    self.run = run
    textPath = notebook.path
    self.renderer = renderer
    reports = Dictionary(run.cells.map { ($0.number, $0) }) { $1 }
    printed = PrintedMarkdown(notebook, reports)
    headings = HeadingPlan(notebook, printed: printed)
    words = PageWords.words(in: notebook.frontMatter.language)
    numbering = Numbering(
      notebook: notebook, reports: reports, printed: printed, headings: headings)
    images = ImageEmbedder(notebook, words: words)
    ownFiles = NoteFiles(notePath: notebook.path, vault: renderer.vault)
    files = ownFiles
    links = LinkResolver(
      notebook, numbering: numbering, printed: printed, reportFolder: renderer.reportFolder)
    labelIndex = LabelIndex(notebook)
    bibliography = Bibliography(
      notebook, printed: printed.blocks + notebook.captions(reports), files: files, words: words)
    footnoteList = FootnoteList(notebook.footnotes)
    identifiers = PageIdentifiers(
      reserved: headings.identifiers.union(numbering.labels.values.map(\.identifier)))
    formulaFile = renderer.formulaFolder.map {
      FormulaFile(in: $0, notePath: notebook.path, katex: renderer.katex)
    }
    mathematics = MathTypesetter(
      files: renderer.katex, notePath: notebook.path,
      numbers: numbering.labels.mapValues(\.number), file: formulaFile)
  }

  var allDiagnostics: [Diagnostic] {
    let all = [
      diagnostics, images.diagnostics, links.diagnostics, mathematics.diagnostics,
      rawHTML.diagnostics, bibliography.diagnostics,
    ].joined()
    var known: Set<Diagnostic> = []
    return all.filter { known.insert($0).inserted }.enumerated()
      .sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }
      .map { $0.element.placed(in: notebook.source) }
  }

  /// Whether data were replaced by a stand-in, so that claims say nothing about the real ones.
  var usesSyntheticData: Bool { run.usesSyntheticData }

  /// The whole page.
  func html() -> String {
    typesetAhead()
    // The text comes first: it tells which rules and fonts the head needs, what formulas in the
    // contents mean, and which captions are mentioned.
    let title = titleBlock()
    let prose = blocks(headings.body) + rawHTML.closeAll()
    let text = withMentions([.element("div", ["class": "prose"], prose)] + footnotes())
    let contents = contents()
    var main = [title] + banners() + problems() + (contents.map { [$0] } ?? [])
    main += text + bibliography.list() + surroundings()
    mathematics.keepFormulas()
    let body = MarkupNode.element(
      "body", ["class": contents == nil ? "" : "has-contents"],
      [.element("main", [:], main), footer()] + script()
    ).serialized()
    return Self.document(language: notebook.frontMatter.language, head(for: body), body)
  }

  /// A whole file.
  ///
  /// - Parameter body: the markup of the body.
  static func document(language: String, _ head: MarkupNode, _ body: String) -> String {
    let html = MarkupNode.element("html", ["lang": language], [head, .raw(body)])
    return "<!DOCTYPE html>\n" + html.serialized() + "\n"
  }

  /// Only a note that asks for buttons at its code has a script.
  private var hasScript: Bool { !renderer.isServed && notebook.frontMatter.copiesCode }

  private func script() -> [MarkupNode] {
    guard hasScript else { return [] }
    return [
      .element(
        "script", ["data-copy": words.copy, "data-copied": words.copied], [.raw(PageScript.code)])
    ]
  }

  /// Goes through the title, the text and the footnotes for what is wrong in them.
  func readProse() {
    typesetAhead()
    _ = [titleBlock()] + blocks(headings.body) + rawHTML.closeAll() + footnotes()
    mathematics.keepFormulas()
  }

  private func typesetAhead() {
    MathTypesetter.typesetAhead(
      notebook.formulas, files: renderer.katex, numbers: numbering.labels.mapValues(\.number),
      file: formulaFile)
  }

  private func head(for body: String) -> MarkupNode {
    var nodes: [MarkupNode] = [
      .element("meta", ["charset": "utf-8"]),
      .element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .element("meta", ["name": "color-scheme", "content": "light dark"]),
      .element("meta", ["name": "generator", "content": renderer.generator]),
      .element("title", [:], [.text(readableText(headings.titleContent))]),
    ]
    if !notebook.frontMatter.authors.isEmpty {
      let authors = notebook.frontMatter.authors.joined(separator: ", ")
      nodes.append(.element("meta", ["name": "author", "content": authors]))
    }
    if let description = notebook.frontMatter.description.map(readableText(of:)) {
      nodes.append(.element("meta", ["name": "description", "content": description]))
    }
    let style = style(for: body)
    if !renderer.trustsHTML, !renderer.isServed {
      let policy = ContentPolicy(styles: [style], scripts: hasScript ? [PageScript.code] : [])
      // What stands before a policy is not bound by it.
      nodes.insert(
        .element(
          "meta", ["http-equiv": "Content-Security-Policy", "content": policy.text]), at: 1)
    }
    nodes.append(.element("style", [:], [.raw(style)]))
    return .element("head", [:], nodes)
  }

  private func style(for body: String) -> String {
    StyleSheet.css(for: body) + footnotePlaces + mathematics.styleSheet()
      + StyleSheet.embedded(renderer.styleSheet)
  }
}
