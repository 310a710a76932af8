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
  var rawHTML = RawHTMLFilter()
  var diagnostics: [Diagnostic] = []
  let links: LinkResolver
  let bibliography: Bibliography
  let printed: PrintedMarkdown
  /// The files as the text being rendered names them.
  var files: NoteFiles
  var footnoteList: FootnoteList
  /// The note's line of the block being rendered.
  var line: Int?
  /// The note's line of the embedded note or printed text being rendered, whose lines are others.
  var partLine: Int?

  init(notebook: Notebook, run: RunResult, renderer: ReportRenderer) {
    self.notebook = notebook
    self.run = run
    self.renderer = renderer
    reports = Dictionary(run.cells.map { ($0.number, $0) }) { $1 }
    printed = PrintedMarkdown(notebook, reports)
    headings = HeadingPlan(notebook, printed: printed)
    numbering = Numbering(
      notebook: notebook, reports: reports, printed: printed, topLevel: headings.topLevel)
    images = ImageEmbedder(notebook)
    files = NoteFiles(notePath: notebook.path)
    links = LinkResolver(notebook, numbering: numbering, reportFolder: renderer.reportFolder)
    bibliography = Bibliography(notebook, files: files)
    footnoteList = FootnoteList(notebook.footnotes)
    mathematics = MathTypesetter(
      files: renderer.katex, notePath: notebook.path,
      numbers: numbering.labels.mapValues(\.number))
  }

  var allDiagnostics: [Diagnostic] {
    let all = [
      diagnostics, images.diagnostics, links.diagnostics, mathematics.diagnostics,
      rawHTML.diagnostics, bibliography.diagnostics,
    ].joined()
    return all.enumerated()
      .sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }.map(
        \.element)
  }

  /// Whether data were replaced by a stand-in, so that claims say nothing about the real ones.
  var usesSyntheticData: Bool {
    run.usesSyntheticData
  }

  /// The whole page.
  func html() -> String {
    MathTypesetter.typesetAhead(
      notebook.formulas, files: renderer.katex, numbers: numbering.labels.mapValues(\.number))
    // The body comes first: it tells which rules and fonts the head needs.
    let contents = contents()
    var main = [titleBlock()] + banners() + problems() + (contents.map { [$0] } ?? [])
    main += [.element("div", ["class": "prose"], blocks(headings.body) + rawHTML.closeAll())]
    main += footnotes() + bibliography.list()
    let body = MarkupNode.element(
      "body", ["class": contents == nil ? "" : "has-contents"],
      [.element("main", [:], main), footer()])
    let html = MarkupNode.element("html", ["lang": notebook.frontMatter.language], [head(), body])
    return "<!DOCTYPE html>\n" + html.serialized() + "\n"
  }

  /// Goes through the title, the text and the footnotes for what is wrong in them.
  func readProse() {
    MathTypesetter.typesetAhead(
      notebook.formulas, files: renderer.katex, numbers: numbering.labels.mapValues(\.number))
    _ = [titleBlock()] + blocks(headings.body) + rawHTML.closeAll() + footnotes()
  }

  private func head() -> MarkupNode {
    var nodes: [MarkupNode] = [
      .element("meta", ["charset": "utf-8"]),
      .element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .element("meta", ["name": "color-scheme", "content": "light dark"]),
      .element("meta", ["name": "generator", "content": renderer.generator]),
      .element("title", [:], [.text(headings.title)]),
    ]
    if !notebook.frontMatter.authors.isEmpty {
      let authors = notebook.frontMatter.authors.joined(separator: ", ")
      nodes.append(.element("meta", ["name": "author", "content": authors]))
    }
    nodes.append(.element("style", [:], [.raw(StyleSheet.css + mathematics.styleSheet())]))
    return .element("head", [:], nodes)
  }
}
