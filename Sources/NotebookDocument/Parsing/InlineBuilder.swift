/// Makes a notebook's inline elements of cmark's, with islands back in their places.
struct InlineBuilder {
  let parser: NoteParser

  /// Parses a piece of text by itself: a cell of a table, a caption.
  func parse(_ text: String, line: Int) -> [Inline] {
    guard !text.isEmpty else { return [] }
    // A full stop before it keeps cmark from seeing a list or a heading.
    var bytes = [UInt8(ascii: ".")] + Array(text.utf8)
    if text.utf8.contains(UInt8(ascii: "]")) {
      bytes += Array("\n\n".utf8) + parser.linkDefinitions
    }
    guard var nodes = parser.commonMark(bytes).children.first?.children, !nodes.isEmpty else {
      return []
    }
    if nodes[0].literal == "." {
      nodes.removeFirst()
    } else {
      nodes[0].literal.removeFirst()
    }
    return build(nodes, line: line)
  }

  func build(_ nodes: [CommonMarkNode], line: Int) -> [Inline] {
    var delimiters = DelimiterMatcher()
    for (index, node) in nodes.enumerated() {
      switch node.kind {
      case .text:
        let hasBefore = index > 0 && !nodes[index - 1].isBreak
        let hasAfter = index + 1 < nodes.count && !nodes[index + 1].isBreak
        appendText(node.literal, hasBefore, hasAfter, line: line, to: &delimiters)
      case .softBreak: delimiters.append(.softBreak)
      case .lineBreak: delimiters.append(.lineBreak)
      case .code: delimiters.append(.code(restored(node.literal)))
      case .htmlInline: delimiters.append(.html(restored(node.literal)))
      case .emphasis: delimiters.append(.emphasis(build(node.children, line: line)))
      case .strong: delimiters.append(.strong(build(node.children, line: line)))
      case .link(let destination, let title):
        let link = Link(
          destination: restored(destination), title: title.isEmpty ? nil : restored(title),
          content: build(node.children, line: line).map(\.withoutLink))
        delimiters.append(.link(link))
      case .image(let source, let title):
        delimiters.append(.image(picture(node, source: source, title: title, line: line)))
      default: delimiters.append(.text(node.plainText))
      }
    }
    return PictureAttributes.apply(to: delimiters.finish())
  }

  /// A text with what stood in the places of marks.
  private func restored(_ text: String) -> String {
    Island.pieces(of: text).map { piece in
      switch piece {
      case .text(let text): String(text)
      case .island(let number): parser.islands[number].source
      }
    }.joined()
  }

  // MARK: Text and islands

  private func appendText(
    _ text: String, _ hasBefore: Bool, _ hasAfter: Bool, line: Int,
    to delimiters: inout DelimiterMatcher
  ) {
    let pieces = Island.pieces(of: text)
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .text(let text):
        delimiters.append(
          text: text, hasBefore: index > 0 || hasBefore,
          hasAfter: index + 1 < pieces.count || hasAfter)
      case .island(let number): append(parser.islands[number], line: line, to: &delimiters)
      }
    }
  }

  private func append(_ island: Island, line: Int, to delimiters: inout DelimiterMatcher) {
    switch island.kind {
    case .math(let formula): delimiters.append(.math(formula))
    case .wikiLink(let link): delimiters.append(.wikiLink(link))
    case .embed(let link): delimiters.append(embedded(link))
    case .comment: break
    case .footnote(let label): delimiters.append(.footnote(parser.footnoteNumber(label)))
    case .reference(let reference): delimiters.append(.reference(reference))
    case .expression(let code, let offset):
      delimiters.append(.inlineResult(parser.addExpression(code, offset: offset)))
    case .link(let destination, let text):
      delimiters.append(.link(Link(destination: destination, content: [.text(text)])))
    }
  }

  // MARK: Images

  private func picture(
    _ node: CommonMarkNode, source: String, title: String, line: Int
  ) -> Picture {
    var picture = Picture(
      source: restored(source), alternativeText: restored(node.plainText),
      title: title.isEmpty ? nil : restored(title), line: line)
    let parts = picture.alternativeText.split(separator: "|", omittingEmptySubsequences: false)
    if let size = PictureSize(parts.last ?? ""), parts.count > 1 || !picture.alternativeText.isEmpty
    {
      picture.alternativeText = parts.dropLast().joined(separator: "|").trimmed
      picture.width = size.width
      picture.height = size.height
    }
    return picture
  }

  /// `![[image.png|400]]`; what is no image is a note.
  private func embedded(_ link: WikiLink) -> Inline {
    let name = link.note.lowercased()
    guard
      [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp"].contains(
        where: name.hasSuffix)
    else {
      var link = link
      link.isEmbedded = true
      return .wikiLink(link)
    }
    var picture = Picture(
      source: link.note, alternativeText: link.text ?? "", line: link.line)
    let parts = picture.alternativeText.split(separator: "|", omittingEmptySubsequences: false)
    if let size = PictureSize(parts.last ?? "") {
      picture.alternativeText = parts.dropLast().joined(separator: "|").trimmed
      picture.width = size.width
      picture.height = size.height
    }
    return .image(picture)
  }
}

/// `400` or `400x300`.
private struct PictureSize {
  var width: Int
  var height: Int?

  init?(_ text: some StringProtocol) {
    let parts = text.trimmed.split(separator: "x", omittingEmptySubsequences: false)
    guard let width = Int(parts[0]), width > 0, parts.count <= 2 else { return nil }
    self.width = width
    if parts.count == 2 {
      guard let height = Int(parts[1]), height > 0 else { return nil }
      self.height = height
    }
  }
}

/// `{#fig-name width=300}` directly after an image.
private enum PictureAttributes {
  static func apply(to content: [Inline]) -> [Inline] {
    var result: [Inline] = []
    for element in content {
      if case .text(let text) = element, text.hasPrefix("{"),
        case .image(var picture) = result.last,
        let close = text.firstIndex(of: "}"),
        let attributes = Attributes.picture(text[..<close].dropFirst())
      {
        picture.label = attributes.label
        picture.width = attributes.width ?? picture.width
        picture.height = attributes.height ?? picture.height
        result[result.count - 1] = .image(picture)
        let rest = text[close...].dropFirst()
        if !rest.isEmpty { result.append(.text(String(rest))) }
      } else {
        result.append(element)
      }
    }
    return result
  }
}

extension CommonMarkNode {
  fileprivate var isBreak: Bool { kind == .softBreak || kind == .lineBreak }
}
