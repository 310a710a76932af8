internal import MarkupTree
internal import NotebookDocument

extension ReportPage {
  /// Blocks between lines `:::`. What has no look here, such as columns and tabs, is shown one
  /// after the other.
  func division(_ division: Division) -> [MarkupNode] {
    guard let label = division.attributes.identifier else { return contained(division.blocks) }
    // Pandoc's place for the works cited.
    if label == "refs", !isInPart, let works = bibliography.works() {
      return [
        .element("section", ["class": "references", "aria-label": words.references], [works])
      ] + contained(division.blocks)
    }
    guard let entry = !isInPart ? numbering.labels[label] : nil else {
      guard let identifier = identifiers.take(LinkResolver.ownIdentifier(label)) else {
        return contained(division.blocks)
      }
      return [.element("div", ["id": identifier], contained(division.blocks))]
    }
    return [figure(division, entry)]
  }

  /// `::: {#fig-name}` around images or a table: its last paragraph is the caption.
  private func figure(_ division: Division, _ entry: Numbering.Entry) -> MarkupNode {
    var content = division.blocks
    var caption: [Inline] = []
    if content.count > 1, case .paragraph(let last) = content.last?.kind {
      caption = last
      content.removeLast()
    }
    rawHTML.open()
    let text = numbered(entry, caption: inlines(caption)) + rawHTML.close()
    let nodes = contained(content)
    return .element(
      "figure", ["class": "picture", "id": entry.identifier],
      nodes + [.element("figcaption", [:], text)])
  }
}
