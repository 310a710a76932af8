internal import MarkupTree
internal import NotebookDocument

extension ReportPage {
  /// Blocks between lines `:::`. What has no look here, such as tabs, is shown one after the other.
  func division(_ division: Division) -> [MarkupNode] {
    let label = division.attributes.identifier
    let entry = isInPart ? nil : label.flatMap { numbering.labels[$0] }
    if let statement = division.statement { return [self.statement(statement, division, entry)] }
    // Pandoc's place for the works cited.
    if label == "refs", !isInPart, let works = bibliography.works() {
      return [
        .element("section", ["class": "references", "aria-label": words.references], [works])
      ] + contained(division.blocks)
    }
    if let entry, division.floatKind != nil { return [figure(division, entry)] }
    let content = columns(division, contained(division.blocks))
    let identifier = label.flatMap { identifiers.take(LinkResolver.ownIdentifier($0)) }
    guard identifier != nil || !division.attributes.elementValues.isEmpty else { return content }
    let node = MarkupNode.element("div", [:], content).values(of: division.attributes)
    return [identifier.map { node.attribute("id", $0) } ?? node]
  }

  /// A theorem or the like: "Theorem 1 (name)." before its text.
  private func statement(
    _ statement: Division.Statement, _ division: Division, _ entry: Numbering.Entry?
  ) -> MarkupNode {
    var lead: [MarkupNode] = []
    switch statement {
    case .kind(let kind): lead = [.text(words.kind(kind) + (entry.map { " " + $0.number } ?? ""))]
    case .proof: lead = [.text(words.proof)]
    }
    if !division.title.isEmpty { lead += [.text(" (")] + closed(division.title) + [.text(")")] }
    let head = MarkupNode.element("b", [:], lead + [.text(".")])
    var content = contained(division.blocks)
    if case .element("p", let attributes, let children)? = content.first {
      content[0] = .element(
        name: "p", attributes: attributes, children: [head, .text(" ")] + children)
    } else {
      content.insert(.element("p", [:], [head]), at: 0)
    }
    let node = MarkupNode.element("div", ["class": "statement"], content)
    let identifier =
      entry?.identifier
      ?? (isInPart ? nil : division.attributes.identifier).flatMap {
        identifiers.take(LinkResolver.ownIdentifier($0))
      }
    return identifier.map { node.attribute("id", $0) } ?? node
  }
}

extension MarkupNode {
  /// With what the author's attributes say of the look and the language of any element.
  func values(of attributes: Attributes) -> MarkupNode {
    attributes.elementValues.reduce(self) { node, value in
      let text = value.key == "style" ? StyleDeclarations.harmless(value.text) : value.text
      return text.isEmpty ? node : node.attribute(value.key, text)
    }
  }
}
