internal import MarkupTree
internal import NotebookDocument

extension ReportPage {
  /// A picture with a label or a title, and the link that it may be in: a figure with its text as
  /// caption.
  func figure(_ element: Inline, _ picture: Picture) -> MarkupNode {
    let title = picture.title.map { [Inline.text($0)] } ?? []
    let caption = picture.isFigure && !picture.caption.isEmpty ? picture.caption : title
    let entry = picture.label.flatMap { numbering.labels[$0] }
    var nodes = [images.node(for: picture, files: files, line: partLine)]
    if case .link(let link) = element,
      let address = links.address(link.destination, line: partLine ?? link.line, files: files)
    {
      nodes = [.element("a", ["href": address], nodes)]
    }
    if !caption.isEmpty || entry != nil {
      nodes.append(.element("figcaption", [:], numbered(entry, caption: closed(caption))))
    }
    let figure = MarkupNode.element("figure", ["class": "picture"], nodes)
    return entry.map { figure.attribute("id", $0.identifier) } ?? figure
  }

  /// A picture among other words. One that has a label where there can be no figure, such as in a
  /// heading, has a number and no caption.
  func image(_ picture: Picture) -> MarkupNode {
    let image = images.node(for: picture, files: files, line: partLine)
    guard let label = picture.label, let entry = numbering.labels[label] else { return image }
    diagnostics.append(
      Diagnostic(
        .warning, file: textPath, line: partLine ?? picture.line,
        "the caption of '\(label)' is not shown where it stands",
        explanation: "a picture in a paragraph is a figure; in a heading or in emphasis it is none")
    )
    return identifiers.take(entry.identifier).map { image.attribute("id", $0) } ?? image
  }

  /// `::: {#fig-name}` around pictures or tables: its last paragraph is the caption.
  func figure(_ division: Division, _ entry: Numbering.Entry) -> MarkupNode {
    var content = division.blocks
    var caption: [Inline] = []
    if let text = division.attributes["\(entry.kind.rawValue)-cap"] {
      caption = Notebook.inlines(of: text, path: textPath) ?? [.text(text)]
    } else if content.count > 1, case .paragraph(let last) = content.last?.kind,
      !last.contains(where: { $0.picture != nil })
    {
      caption = last
      content.removeLast()
    }
    let text = MarkupNode.element("figcaption", [:], numbered(entry, caption: closed(caption)))
    let nodes = columns(division, contained(content))
    let isTable = entry.kind == .table
    return .element(
      "figure", ["class": isTable ? "table" : "picture", "id": entry.identifier],
      isTable ? [text] + nodes : nodes + [text])
  }

  /// Side by side what Quarto's `layout-ncol` asks for, as far as the width allows it.
  func columns(_ division: Division, _ nodes: [MarkupNode]) -> [MarkupNode] {
    guard let count = division.attributes["layout-ncol"].flatMap({ Int($0) }),
      (2...6).contains(count)
    else { return nodes }
    return [.element("div", ["class": "columns n\(count)"], nodes)]
  }

  /// `Figure 1.` in bold before a caption, `(a)` before that of a part.
  func numbered(_ entry: Numbering.Entry?, caption: [MarkupNode]) -> [MarkupNode] {
    guard let entry else { return caption }
    let number = entry.part ?? "\(words.kind(entry.kind)) \(entry.number)."
    return [.element("b", [:], [.text(number)]), .text(" ")] + caption + mentions(of: entry)
  }
}
