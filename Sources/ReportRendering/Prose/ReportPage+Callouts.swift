internal import MarkupTree
internal import NotebookDocument

extension ReportPage {
  /// A callout under its title, which says its number where it has one: "Note 1: Title".
  func callout(_ callout: Callout) -> MarkupNode {
    let style = CalloutStyle(type: callout.type)
    let label = isInPart ? nil : callout.identifier
    let entry = label.flatMap { numbering.labels[$0] }
    let name =
      entry.map { "\(words.kind($0.kind)) \($0.number)" } ?? words.callouts[callout.type]
      ?? style.name
    var text = closed(callout.title)
    if callout.title.isEmpty {
      text = [.text(name)]
    } else if entry != nil {
      text.insert(.text(name + ": "), at: 0)
    }
    let title: [MarkupNode] =
      [
        .element("span", ["class": "icon", "aria-hidden": "true"], [.text(style.sign)]), .text(" "),
      ] + text
    let attributes = "callout \(style.tone)"
    let body = contained(callout.blocks)
    var node: MarkupNode
    switch callout.fold {
    case .none:
      node = .element(
        "aside",
        [
          // A note is no landmark of the page, whose names had to differ.
          "class": attributes, "role": "note",
          "aria-label": callout.title.isEmpty ? name : readableText(callout.title),
        ],
        [.element("p", ["class": "callout-title"], title)] + body)
    case .open, .closed:
      node = MarkupNode.element(
        "details", ["class": attributes],
        [.element("summary", ["class": "callout-title"], title)] + body)
      if callout.fold == .open { node = node.attribute("open") }
    }
    let identifier =
      entry?.identifier ?? label.flatMap { identifiers.take(LinkResolver.ownIdentifier($0)) }
    return identifier.map { node.attribute("id", $0) } ?? node
  }
}

/// How a callout looks: Obsidian's types and their other names.
private struct CalloutStyle {
  var name: String
  var tone: String
  var sign: String

  init(type: String) {
    name = type.prefix(1).uppercased() + type.dropFirst().replacing("-", with: " ")
    (tone, sign) =
      switch type {
      case "tip", "hint", "success", "check", "done": ("ok", "✓")
      case "warning", "caution", "attention": ("warning", "!")
      case "danger", "error", "bug", "failure", "fail", "missing": ("error", "✗")
      case "important": ("important", "!")
      case "question", "help", "faq": ("note", "?")
      case "quote", "cite": ("plain", "”")
      case "example": ("plain", "›")
      default: ("note", "i")
      }
  }
}
