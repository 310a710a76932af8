extension Inline {
  /// What is read aloud or searched: the text without any markup.
  package var plainText: String {
    switch self {
    case .text(let text), .code(let text): text
    case .softBreak, .lineBreak: " "
    case .emphasis(let content), .strong(let content), .strikethrough(let content),
      .mark(let content), .subscript(let content), .superscript(let content),
      .span(_, let content):
      content.plainText
    case .link(let link): link.content.plainText
    case .image(let picture): picture.alternativeText
    case .math(let formula): formula.tex
    case .reference(let reference): reference.label
    case .citation(let citation): citation.items.map(\.key).joined(separator: ", ")
    case .wikiLink(let link): link.shownText
    case .tag(let name): "#" + name
    case .html, .footnote, .inlineResult: ""
    }
  }

  /// The element, with a link in it replaced by its text: a link cannot stand in a link.
  var withoutLink: Inline {
    switch self {
    case .link(let link): .text(link.content.plainText)
    case .wikiLink(let link): .text(link.shownText)
    default: content.map { withContent($0.map(\.withoutLink)) } ?? self
    }
  }
}

extension [Inline] {
  /// The text without any markup.
  package var plainText: String { map(\.plainText).joined() }
}

extension String {
  /// The text with those of links `[text](address)` in their places.
  var withoutLinkMarkup: String {
    contains("](") ? replacing(#/\[([^\[\]]*)\]\([^()]*\)/#) { String($0.output.1) } : self
  }
}

extension WikiLink {
  /// The link's own text, or what it points at.
  package var shownText: String {
    if let text { return text }
    guard let fragment else { return note }
    let shown = fragment.withoutLinkMarkup.drop { $0 == "^" }.filter { !"*`".contains($0) }
    return note.isEmpty ? String(shown) : "\(note) › \(shown)"
  }
}
