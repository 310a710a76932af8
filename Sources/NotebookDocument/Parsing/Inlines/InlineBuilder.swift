/// Makes a notebook's inline elements of cmark's, with elements of our own back in their places.
struct InlineBuilder {
  let parser: NoteParser

  /// Parses a piece of text by itself: a cell of a table, a caption.
  func parse(_ text: String, line: Int) -> [Inline] {
    var attributes: Attributes?
    let content = parse(text, line: line, attributes: &attributes)
    return content
  }

  /// Parses a piece of text by itself, and takes the attributes at its end out.
  func parse(_ text: String, line: Int, attributes: inout Attributes?) -> [Inline] {
    guard !text.isEmpty else { return [] }
    // A full stop before it keeps cmark from seeing a list or a heading.
    var bytes = [UInt8(ascii: ".")] + Array(text.utf8)
    let definitions = parser.linkDefinitions.text(forLabelsIn: text)
    if !definitions.isEmpty { bytes += Array("\n\n".utf8) + definitions }
    guard var nodes = parser.commonMark(bytes).children.first?.children, !nodes.isEmpty else {
      return []
    }
    if nodes[0].literal == "." {
      nodes.removeFirst()
    } else {
      nodes[0].literal.removeFirst()
    }
    attributes = takeAttributes(fromEndOf: &nodes)
    return build(nodes, line: line)
  }

  /// Takes `{#name .class}` off the end of a heading or caption.
  func takeAttributes(fromEndOf nodes: inout [CommonMarkNode]) -> Attributes? {
    guard let last = nodes.last, case .text = last.kind,
      case .element(let number)? = ExtensionElement.pieces(of: last.literal).last,
      case .attributes(let attributes) = parser.elements[number].kind
    else { return nil }
    let placeholder = String(decoding: ExtensionElement.placeholder(number), as: UTF8.self)
    let rest = last.literal.dropLast(placeholder.count).trimmingSuffix(while: \.isWhitespace)
    nodes[nodes.count - 1].literal = String(rest)
    if rest.isEmpty { nodes.removeLast() }
    // Attributes directly behind an image are its own.
    if let previous = nodes.last, rest.isEmpty, case .image = previous.kind {
      nodes.append(last)
      return nil
    }
    return attributes
  }

  /// Builds the elements of a paragraph that begins on a line of the note.
  func build(_ nodes: [CommonMarkNode], line: Int) -> [Inline] {
    var line = line
    return build(nodes, &line)
  }

  /// - Parameter line: The note's line that the elements begin on, and afterwards that of their
  ///   end.
  private func build(_ nodes: [CommonMarkNode], _ line: inout Int) -> [Inline] {
    var delimiters = DelimiterMatcher()
    for (index, node) in nodes.enumerated() {
      switch node.kind {
      case .text
      where node.literal == "\\" && index > 0 && index + 1 == nodes.count
        && nodes[index - 1].isImage:
        // Pandoc's way to keep a picture from becoming a figure.
        delimiters.append(.text("\u{A0}"))
      case .text:
        let hasBefore = index > 0 && !nodes[index - 1].isBreak
        let hasAfter = index + 1 < nodes.count && !nodes[index + 1].isBreak
        appendText(node.literal, hasBefore, hasAfter, line: &line, to: &delimiters)
      case .softBreak, .lineBreak:
        delimiters.append(node.kind == .softBreak ? .softBreak : .lineBreak)
        line += 1
      case .code:
        delimiters.append(.code(restored(node.literal)))
        // Its line ends have become spaces.
        line += max(node.endLine - node.startLine, 0)
      case .htmlInline:
        let html = restored(node.literal)
        delimiters.append(.html(html))
        line += html.lineEndCount
      case .emphasis: delimiters.append(.emphasis(build(node.children, &line)))
      case .strong: delimiters.append(.strong(build(node.children, &line)))
      case .link(let destination, let title):
        let first = line
        let link = Link(
          destination: restored(destination), title: title.isEmpty ? nil : restored(title),
          content: build(node.children, &line).map(\.withoutLink), line: first)
        delimiters.append(.link(link))
      case .image(let source, let title):
        delimiters.append(.image(picture(node, source: source, title: title, line: &line)))
      default: delimiters.append(.text(restored(node.plainText)))
      }
    }
    return FormulaLines.broken(delimiters.finish())
  }

  /// A text with what the author wrote in the places of placeholders.
  private func restored(_ text: String) -> String { parser.elements.restored(text) }

  // MARK: Text and elements

  private func appendText(
    _ text: String, _ hasBefore: Bool, _ hasAfter: Bool, line: inout Int,
    to delimiters: inout DelimiterMatcher
  ) {
    let pieces = ExtensionElement.pieces(of: text)
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .text(let text):
        delimiters.append(
          text: text, hasBefore: index > 0 || hasBefore,
          hasAfter: index + 1 < pieces.count || hasAfter)
      case .element(let number):
        let element = parser.elements[number]
        append(element, line: line, to: &delimiters)
        line += element.source.lineEndCount
      }
    }
  }

  private func append(
    _ element: ExtensionElement, line: Int, to delimiters: inout DelimiterMatcher
  ) {
    switch element.kind {
    case .math(let formula): delimiters.append(.math(formula))
    case .wikiLink(let link): delimiters.append(.wikiLink(link))
    case .embed(let link): delimiters.append(embedded(link))
    case .comment: break
    case .footnote(let label): delimiters.append(.footnote(parser.footnoteNumber(label)))
    case .inlineNote(let text): delimiters.append(.footnote(parser.addInlineNote(text)))
    case .reference(let reference): delimiters.append(.reference(reference))
    case .citation(var citation):
      for index in citation.items.indices {
        let item = citation.items[index]
        citation.items[index].prefixContent = parse(item.prefix, line: line)
        citation.items[index].suffixContent = parse(item.suffix, line: line)
      }
      delimiters.append(.citation(citation))
    case .expression(let code, let offset):
      delimiters.append(.inlineResult(parser.addExpression(code, offset: offset)))
    case .link(let destination, let text):
      delimiters.append(
        .link(
          Link(
            destination: destination, content: text.isEmpty ? [] : [.text(text)], line: line)))
    case .rawHTML(let html): delimiters.append(.html(html))
    case .escaped(let text): delimiters.append(.text(text))
    case .attributes(let attributes):
      // kramdown's `{: .class}` on a line of its own belongs to the block, which takes none here.
      if !delimiters.apply(attributes), !element.source.hasPrefix("{:") {
        delimiters.append(.text(element.source))
      }
    case .spanStart: delimiters.openSpan()
    case .spanEnd(let attributes):
      if !delimiters.closeSpan(attributes, isShown: parser.isShown(attributes)) {
        delimiters.append(.text(element.source))
      }
    case .divisionStart, .divisionEnd, .description, .table:
      delimiters.append(.text(element.source))
    }
  }

  // MARK: Images

  private func picture(
    _ node: CommonMarkNode, source: String, title: String, line: inout Int
  ) -> Picture {
    var picture = Picture(
      source: restored(source), alternativeText: restored(node.plainText),
      title: title.isEmpty ? nil : restored(title), line: line)
    picture.caption = build(node.children, &line)
    let parts = picture.alternativeText.split(separator: "|", omittingEmptySubsequences: false)
    if let size = PictureSize(parts.last ?? ""), parts.count > 1 || !picture.alternativeText.isEmpty
    {
      picture.alternativeText = parts.dropLast().joined(separator: "|").trimmed
      picture.caption = picture.alternativeText.isEmpty ? [] : [.text(picture.alternativeText)]
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
  var width: Length
  var height: Length?

  init?(_ text: some StringProtocol) {
    let parts = text.trimmed.split(separator: "x", omittingEmptySubsequences: false)
    guard let width = Int(parts[0]), width > 0, parts.count <= 2 else { return nil }
    self.width = .pixels(width)
    if parts.count == 2 {
      guard let height = Int(parts[1]), height > 0 else { return nil }
      self.height = .pixels(height)
    }
  }
}

/// Lines of a paragraph that are formulas and nothing else stay lines of their own, as Obsidian
/// shows them.
private enum FormulaLines {
  static func broken(_ content: [Inline]) -> [Inline] {
    let breaks = content.indices.filter { content[$0] == .softBreak }
    guard !breaks.isEmpty else { return content }
    let ends = breaks + [content.count]
    var result = content
    var start = 0
    var wasFormula = false
    for (number, end) in ends.enumerated() {
      let isFormula = isFormulaLine(content[start..<end])
      if number > 0, wasFormula, isFormula { result[start - 1] = .lineBreak }
      wasFormula = isFormula
      start = end + 1
    }
    return result
  }

  private static func isFormulaLine(_ line: ArraySlice<Inline>) -> Bool {
    var hasFormula = false
    for element in line {
      switch element {
      case .math: hasFormula = true
      case .text(let text) where !text.contains(where: { $0.isLetter || $0.isNumber }): continue
      default: return false
      }
    }
    return hasFormula
  }
}

extension CommonMarkNode {
  fileprivate var isBreak: Bool { kind == .softBreak || kind == .lineBreak }
  fileprivate var isImage: Bool { if case .image = kind { true } else { false } }
}

extension String {
  fileprivate var lineEndCount: Int { utf8.count { $0 == UInt8(ascii: "\n") } }
}
