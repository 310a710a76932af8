internal import MarkupTree

extension ReportPage {
  /// The notes that mention this one, and the way to those before and after it.
  func surroundings() -> [MarkupNode] {
    guard let place = renderer.surroundings else { return [] }
    var nodes: [MarkupNode] = []
    if !place.mentions.isEmpty {
      let items = place.mentions.map { MarkupNode.element("li", [:], [link(to: $0)]) }
      nodes.append(
        .element(
          "section", ["class": "mentioned-in", "aria-label": words.mentionedIn],
          [
            .element("p", ["class": "mentioned-title"], [.text(words.mentionedIn)]),
            .element("ul", [:], items),
          ]))
    }
    var links: [MarkupNode] = []
    if let previous = place.previous {
      links.append(link(to: previous, words.previousNote).attribute("rel", "prev"))
    }
    if let index = place.index { links.append(link(to: index)) }
    if let next = place.next {
      links.append(link(to: next, words.nextNote).attribute("rel", "next"))
    }
    if !links.isEmpty {
      nodes.append(.element("nav", ["class": "pages", "aria-label": words.pages], links))
    }
    return nodes
  }

  private func link(to note: NoteSurroundings.Neighbor, _ word: String? = nil) -> MarkupNode {
    let title = MarkupNode.text(note.title)
    let content =
      word.map { [.element("span", ["class": "direction"], [.text($0)]), .text(" "), title] }
      ?? [title]
    return .element("a", ["href": note.address], content)
  }
}
