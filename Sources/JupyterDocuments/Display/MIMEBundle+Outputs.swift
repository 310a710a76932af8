internal import MarkupTree
package import NotebookDisplay

extension MIMEBundle {
  /// An output of a cell.
  ///
  /// - Parameter identifier: A name that no other output of the notebook has, for a figure's
  ///   elements.
  package init(_ output: CellOutput, identifier: String) {
    self.init(text: output.plainText)
    switch output.content {
    case .text: break
    case .html(let markup):
      data["text/html"] = .string(markup)
    case .figure(let figure):
      let drawing = figure.svg.replacing(Figure.identifierPlaceholder, with: identifier)
      data["text/html"] = .string(Self.styled([.raw(drawing)]))
      if let svg = figure.standaloneSVG { data["image/svg+xml"] = .string(svg) }
      if let table = figure.data { data[DataResource.mediaType] = DataResource.value(of: table) }
    case .table(let table):
      data["text/html"] = .string(Self.markup(of: table).serialized())
      data[DataResource.mediaType] = DataResource.value(of: table)
    case .image(let image):
      data["image/png"] = .string(Base64.text(of: image.png))
      metadata["image/png"] = [
        "width": .integer(image.width), "height": .integer(image.height),
        "alt": .string(image.alternativeText),
      ]
    }
  }

  /// A statement that was checked.
  package init(_ claim: Claim) {
    let detail = claim.detail.map { " (\($0))" } ?? ""
    let verdict = claim.holds ? "✓ holds" : "✗ false"
    self.init(text: "\(verdict): \(claim.sentence)\(detail)")
    // Green and red that can be read on a light and on a dark page.
    let color = claim.holds ? "#2a9d4e" : "#e5484d"
    data["text/html"] = .string(
      MarkupNode.element(
        "div", ["style": "border-left:3px solid \(color);padding:.2em .8em"],
        [
          .element("b", ["style": "color:\(color)"], [.text(verdict)]),
          .text(" \(claim.sentence)\(detail)"),
        ]
      ).serialized())
  }

  /// Markup that brings its colours along, for light and dark pages of JupyterLab and VS Code.
  private static func styled(_ content: [MarkupNode]) -> String {
    MarkupNode.element(
      "div", ["class": "notebook-output"], [.element("style", [:], [.text(style)])] + content
    ).serialized()
  }

  private static let style = ChartStyle.css(
    inside: ".notebook-output",
    light: ["[data-jp-theme-light=\"true\"]", ".vscode-light"],
    dark: ["[data-jp-theme-light=\"false\"]", ".vscode-dark"])

  private static func markup(of table: Table) -> MarkupNode {
    func cell(_ text: String, _ column: Int, _ name: String) -> MarkupNode {
      let isTrailing =
        table.columns.indices.contains(column) && table.columns[column].alignment == .trailing
      return .element(
        name, ["style": "text-align:\(isTrailing ? "right" : "left")"], [.text(text)])
    }
    func rows(_ rows: [[String]]) -> [MarkupNode] {
      rows.map { row in .element("tr", [:], row.enumerated().map { cell($1, $0, "td") }) }
    }
    var children: [MarkupNode] = []
    if let caption = table.caption { children.append(.element("caption", [:], [.text(caption)])) }
    let heads = table.columns.enumerated().map { cell($1.title, $0, "th") }
    children.append(.element("thead", [:], [.element("tr", [:], heads)]))
    children.append(.element("tbody", [:], rows(table.rows)))
    if !table.footer.isEmpty { children.append(.element("tfoot", [:], rows(table.footer))) }
    let node = MarkupNode.element("table", ["class": "dataframe"], children)
    guard table.omittedRows > 0 else { return node }
    return .element(
      "div", [:],
      [
        node,
        .element("p", [:], [.text("\(NumberFormat.count(table.omittedRows, "row")) not shown")]),
      ])
  }
}
