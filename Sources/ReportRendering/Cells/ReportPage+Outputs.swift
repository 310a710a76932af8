internal import Foundation
internal import MarkupTree
internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

extension ReportPage {
  /// What a cell gave, in order of arrival.
  func items(of cell: Cell, _ report: CellResult) -> [MarkupNode] {
    mathematics.outerLine = cell.firstLine
    defer { mathematics.outerLine = nil }
    var nodes: [MarkupNode] = []
    var pendingClaims: [Claim] = []
    func finishClaims() {
      if !pendingClaims.isEmpty { nodes.append(claimList(pendingClaims)) }
      pendingClaims = []
    }
    var captions = Captions(cell.options)
    if printed.hasTaken(.figure, ofCell: cell.number) { captions.figure = nil }
    if printed.hasTaken(.table, ofCell: cell.number) { captions.table = nil }
    for (index, item) in report.shownItems {
      if case .claim(let claim) = item {
        pendingClaims.append(claim)
        continue
      }
      guard cell.options.showsOutput else { continue }
      finishClaims()
      switch item {
      case .standardOutput(let text) where cell.options.rendersOutputAsMarkdown:
        nodes += markdown(text, cell, index)
      case .standardOutput(let text): nodes += stream(text, style: "stdout", name: nil)
      case .standardError(let text):
        nodes += stream(text, style: "stderr", name: words.standardError)
      case .remark(let text): nodes.append(.element("p", ["class": "remark"], [.text(text)]))
      case .output(let output):
        let entry = numbering.outputs[Numbering.OutputPlace(cell: cell.number, item: index)]
        if cell.options.rendersOutputAsMarkdown, case .text(let text) = output.content {
          nodes += markdown(text, cell, index)
        } else {
          nodes += self.output(output, of: cell, entry, &captions)
        }
      case .claim: break
      }
    }
    finishClaims()
    reportRest(of: captions, of: cell, report)
    return nodes
  }

  /// Says which captions nothing has taken.
  private func reportRest(of captions: Captions, of cell: Cell, _ report: CellResult) {
    guard report.state == .completed, cell.options.showsOutput else { return }
    for (caption, key, kind) in [
      (captions.figure, "fig-cap", "figure"), (captions.table, "tbl-cap", "table"),
    ] where caption != nil {
      diagnostics.append(
        Diagnostic(
          .warning, file: notebook.path, line: cell.firstLine, "'\(key)' is not shown",
          explanation: "the cell shows no \(kind)"))
    }
  }

  /// Captions of the cell's options go to the first output of their kind.
  struct Captions {
    var figure: String?
    var table: String?
    var alternativeText: String?
    /// Those of the figures after the next one.
    private var furtherFigures: ArraySlice<String>
    private var furtherAlternativeTexts: ArraySlice<String>

    init(_ options: CellOptions) {
      figure = options.figureCaption
      table = options.tableCaption
      alternativeText = options.figureAlternativeText
      furtherFigures = options.furtherFigureCaptions[...]
      furtherAlternativeTexts = options.furtherAlternativeTexts[...]
    }

    /// Goes on to those of the next figure.
    mutating func takeFigure() {
      figure = furtherFigures.popFirst()
      alternativeText = furtherAlternativeTexts.popFirst()
    }
  }

  private func output(
    _ output: CellOutput, of cell: Cell, _ entry: Numbering.Entry?, _ captions: inout Captions
  ) -> [MarkupNode] {
    switch output.content {
    case .text(let text):
      return stream(text, style: "value", name: nil)
    case .html(let html):
      return [.element("div", ["class": "output"], self.html(html, of: cell))]
    case .figure(let figure):
      defer { captions.takeFigure() }
      return self.figure(
        figure, of: cell, entry, caption: captions.figure, captions.alternativeText)
    case .table(let table):
      defer { captions.table = nil }
      return [dataTable(table, entry, caption: captions.table)]
    case .image(let image):
      defer { captions.takeFigure() }
      return [self.image(image, entry, caption: captions.figure, captions.alternativeText)]
    }
  }

  // MARK: Text

  /// Longer outputs are cut here; the rest is folded.
  private static let shownLines = 40

  private func stream(_ raw: String, style: String, name: String?) -> [MarkupNode] {
    let lines = TerminalText.rows(of: raw)
    let shown = lines.last == [] ? lines.dropLast() : lines[...]
    guard !shown.isEmpty else { return [] }
    let label = name ?? words.output
    func block(_ lines: ArraySlice<[TerminalText.Run]>, _ label: String) -> MarkupNode {
      .element(
        "pre", ["class": "out \(style)", "tabindex": "0", "role": "group", "aria-label": label],
        Array(lines.map { $0.map(\.markup) }.joined(separator: [.text("\n")])))
    }
    guard shown.count > Self.shownLines + 5 else { return [block(shown, label)] }
    let rest = shown[Self.shownLines...]
    return [
      block(shown.prefix(Self.shownLines), label),
      .element(
        "details", ["class": "more"],
        [
          .element("summary", [:], [.text(words.moreLines(rest.count))]),
          block(rest, "\(label), \(words.continued)"),
        ]),
    ]
  }

  /// Text that is Markdown (`output: asis`); cells in it are only shown.
  private func markdown(_ text: String, _ cell: Cell, _ index: Int) -> [MarkupNode] {
    let place = Numbering.OutputPlace(cell: cell.number, item: index)
    guard let part = printed[place] else {
      return stream(text, style: "stdout", name: nil)
    }
    return inPart(part, files: nil, line: cell.firstLine, printed: place) {
      let shown = part.blocks.map { block in
        guard case .cell(let number) = block.kind else { return block }
        return Block(.code(language: "swift", text: part.cells[number - 1].code), line: block.line)
      }
      return [.element("div", ["class": "output"], contained(shown))]
    }
  }

  // MARK: Figures and images

  private func figure(
    _ figure: Figure, of cell: Cell, _ entry: Numbering.Entry?, caption: String?,
    _ alternativeText: String?
  ) -> [MarkupNode] {
    let identifier = identifiers.unused(entry.map { $0.identifier + ".drawing" } ?? "drawing")
    var svg = figure.svg
    if let alternativeText {
      svg = svg.replacing(
        MarkupEscaping.text(figure.description), with: MarkupEscaping.text(alternativeText),
        maxReplacements: 1)
    }
    svg = svg.replacing(Figure.identifierPlaceholder, with: identifier)
    let text = caption ?? figure.caption ?? figure.title
    let drawing = figure.isForeign == true ? html(svg, of: cell) : [.raw(svg)]
    let content =
      drawing + [
        .element(
          "figcaption", ["id": "\(identifier)-caption"], numbered(entry, caption: prose(text)))
      ]
    var attributes = entry.map { [MarkupAttribute("id", $0.identifier)] } ?? []
    attributes += [
      MarkupAttribute("class", "chart-figure"),
      MarkupAttribute("aria-labelledby", "\(identifier)-caption"),
    ]
    var nodes = [MarkupNode.element(name: "figure", attributes: attributes, children: content)]
    if let data = figure.data {
      let name = entry.map { words.numberedFigure($0.number) } ?? words.theFigure
      nodes.append(
        .element(
          "details", ["class": "data"],
          [
            .element("summary", [:], [.text(words.dataTable(name))]),
            table(data, label: words.data(name)),
          ]))
    }
    return nodes
  }

  private func image(
    _ image: Image, _ entry: Numbering.Entry?, caption: String?, _ alternativeText: String?
  ) -> MarkupNode {
    var node = MarkupNode.element(
      "img",
      [
        "src": Base64.address(ofPNG: image.png), "alt": alternativeText ?? image.alternativeText,
        "width": String(image.width), "height": String(image.height),
      ])
    if image.isPixelated { node = node.attribute("class", "pixelated") }
    var children = [node]
    if let text = caption ?? (entry == nil ? nil : image.alternativeText) {
      children.append(.element("figcaption", [:], numbered(entry, caption: prose(text))))
    }
    let figure = MarkupNode.element("figure", ["class": "picture"], children)
    return entry.map { figure.attribute("id", $0.identifier) } ?? figure
  }

  /// A caption, which may hold formulas, emphasis, citations and footnotes `^[text]`.
  func prose(_ text: String) -> [MarkupNode] {
    let part = Notebook.caption(text, of: notebook)
    guard part.blocks.count == 1, case .paragraph(let content) = part.blocks[0].kind else {
      return [.text(text)]
    }
    if let first = part.inlineExpressions.first {
      diagnostics.append(
        Diagnostic(
          .warning, file: textPath, line: line,
          "the value of '\(first.code)' in a caption is not computed: its code is shown"))
    }
    for diagnostic in part.diagnostics where diagnostic.message.hasPrefix("footnote") {
      diagnostics.append(
        Diagnostic(
          .warning, file: textPath, line: line, "\(diagnostic.message) in this caption",
          explanation: "a caption has footnotes of its own, '^[text]'"))
    }
    guard !part.footnotes.isEmpty || !part.inlineExpressions.isEmpty else { return closed(content) }
    return inPart(part, files: nil, line: line ?? 1) { closed(content) }
  }

  // MARK: Tables

  private func dataTable(_ table: Table, _ entry: Numbering.Entry?, caption: String?) -> MarkupNode
  {
    let text = caption ?? table.caption
    let content = text.map(prose) ?? []
    let name = text.map { Notebook.inlines(of: $0, path: notebook.path).map(readableText) ?? $0 }
    let label = name.map { "\(words.kind(.table)): \($0)" } ?? words.kind(.table)
    return self.table(
      table, entry, label: label,
      caption: entry == nil && content.isEmpty ? [] : numbered(entry, caption: content))
  }

  private func table(
    _ table: Table, _ entry: Numbering.Entry? = nil, label: String, caption: [MarkupNode] = []
  ) -> MarkupNode {
    func cell(_ text: String, _ column: Int, _ name: String) -> MarkupNode {
      let isTrailing =
        table.columns.indices.contains(column) && table.columns[column].alignment == .trailing
      let node = MarkupNode.element(name, [:], [.text(text)])
      return isTrailing ? node.attribute("class", "n") : node
    }
    func rows(_ rows: [[String]]) -> [MarkupNode] {
      rows.map { row in .element("tr", [:], row.enumerated().map { cell($1, $0, "td") }) }
    }
    var children: [MarkupNode] = []
    if table.columns.contains(where: { !$0.title.isEmpty }) {
      let heads = table.columns.enumerated().map { index, column in
        column.title.isEmpty
          ? cell("", index, "td") : cell(column.title, index, "th").attribute("scope", "col")
      }
      children.append(.element("thead", [:], [.element("tr", [:], heads)]))
    }
    if !table.rows.isEmpty { children.append(.element("tbody", [:], rows(table.rows))) }
    if !table.footer.isEmpty { children.append(.element("tfoot", [:], rows(table.footer))) }
    let node = captioned(
      .element("table", ["class": "data"], children), entry, caption: caption, label: label)
    guard table.omittedRows > 0 else { return node }
    let remark = words.rowsNotShown(table.omittedRows)
    return .element(
      "div", ["class": "output"], [node, .element("p", ["class": "remark"], [.text(remark)])])
  }
}
