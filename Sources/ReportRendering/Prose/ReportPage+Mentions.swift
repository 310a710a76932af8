internal import MarkupTree
internal import NotebookDocument

extension ReportPage {
  private static let shownMentions = 5
  private static let placeholder = "mentions"

  /// The identifier of one more link to a numbered thing.
  func newMention(of entry: Numbering.Entry) -> String {
    mentionCount += 1
    let identifier = "ref-\(mentionCount)"
    mentions[entry.identifier, default: []].append(identifier)
    return identifier
  }

  /// The place for links from a caption to where it is mentioned: which these are is known only
  /// when the whole text has been rendered.
  func mentions(of entry: Numbering.Entry) -> [MarkupNode] {
    [.element(Self.placeholder, ["of": entry.identifier])]
  }

  /// The text with the links in their places.
  func withMentions(_ nodes: [MarkupNode]) -> [MarkupNode] {
    nodes.flatMap { node -> [MarkupNode] in
      guard case .element(let name, let attributes, let children) = node else { return [node] }
      if name == Self.placeholder {
        return links(toMentionsOf: attributes.first?.value ?? "")
      }
      return [.element(name: name, attributes: attributes, children: withMentions(children))]
    }
  }

  private func links(toMentionsOf target: String) -> [MarkupNode] {
    (mentions[target] ?? []).prefix(Self.shownMentions).enumerated().map { index, identifier in
      .element(
        "a",
        ["class": "back", "href": "#" + identifier, "aria-label": words.mention(index + 1)],
        [.text("↩")])
    }
  }
}
