/// What holds other elements, for whoever looks at all of them alike.
extension Inline {
  /// The elements between its marks; `nil` of one that holds none. A picture's caption is not
  /// between marks: it may be shown elsewhere.
  package var content: [Inline]? {
    switch self {
    case .emphasis(let content), .strong(let content), .strikethrough(let content),
      .mark(let content), .subscript(let content), .superscript(let content),
      .span(_, let content):
      content
    case .link(let link): link.content
    case .text, .softBreak, .lineBreak, .code, .html, .image, .math, .reference, .citation,
      .footnote, .wikiLink, .inlineResult, .tag:
      nil
    }
  }

  /// The same marks around other elements; an element that holds none stays what it is.
  package func withContent(_ content: [Inline]) -> Inline {
    switch self {
    case .emphasis: return .emphasis(content)
    case .strong: return .strong(content)
    case .strikethrough: return .strikethrough(content)
    case .mark: return .mark(content)
    case .subscript: return .subscript(content)
    case .superscript: return .superscript(content)
    case .span(let attributes, _): return .span(attributes, content)
    case .link(var link):
      link.content = content
      return .link(link)
    case .text, .softBreak, .lineBreak, .code, .html, .image, .math, .reference, .citation,
      .footnote, .wikiLink, .inlineResult, .tag:
      return self
    }
  }
}
