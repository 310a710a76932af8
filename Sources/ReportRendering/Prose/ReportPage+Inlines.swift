internal import Foundation
internal import MarkupTree
internal import NotebookDocument
internal import RunResults

extension ReportPage {
  func inlines(_ content: [Inline]) -> [MarkupNode] { content.flatMap(nodes) }

  private func nodes(_ element: Inline) -> [MarkupNode] {
    switch element {
    case .text(let text): [.text(text)]
    case .softBreak: [.text("\n")]
    case .lineBreak: [.element("br")]
    case .code(let text): [.element("code", [:], [.text(text)])]
    case .html(let html): rawHTML.nodes(for: html, line: nil, images: images, path: notebook.path)
    case .emphasis(let content): [.element("em", [:], inlines(content))]
    case .strong(let content): [.element("strong", [:], inlines(content))]
    case .strikethrough(let content): [.element("del", [:], inlines(content))]
    case .mark(let content): [.element("mark", [:], inlines(content))]
    case .link(let link): [self.link(link)]
    case .image(let picture): [images.node(for: picture)]
    case .math(let formula):
      [
        .element(
          "span", ["class": formula.isDisplayed ? "formula" : "math"],
          [mathematics.node(for: formula)])
      ]
    case .reference(let reference): [self.reference(reference)]
    case .footnote(let index): [footnoteReference(index)]
    case .wikiLink(let link): [wikiLink(link)]
    case .inlineResult(let number): [inlineResult(number)]
    case .tag(let name): [.element("span", ["class": "tag"], [.text("#\(name)")])]
    }
  }

  // MARK: Links

  private func link(_ link: Link) -> MarkupNode {
    let content = inlines(link.content)
    guard let address = LinkAddress.shown(link.destination) else {
      return .element("span", [:], content)
    }
    let node = MarkupNode.element(
      "a", ["href": address], content.isEmpty ? [.text(address)] : content)
    return link.title.map { node.attribute("title", $0) } ?? node
  }

  private func wikiLink(_ link: WikiLink) -> MarkupNode {
    let text = MarkupNode.text(link.shownText)
    if link.note.isEmpty {
      guard let identifier = identifier(ofFragment: link.fragment ?? "") else { return text }
      return .element("a", ["href": "#" + identifier], [text])
    }
    let isNote = images.fileExists(link.fileName)
    guard isNote || images.fileExists(link.note) else {
      diagnostics.append(
        Diagnostic(
          .warning, file: notebook.path, line: link.line, column: link.column,
          "there is no note '\(link.note)' beside this one",
          explanation: "the link is shown as text"))
      return .element("span", ["class": "unresolved"], [text])
    }
    let fragment = isNote ? link.fragment.map { "#" + LinkAddress.slug($0) } ?? "" : ""
    let address =
      LinkAddress.encoded(isNote ? link.fileName.dropLast(3) + ".html" : link.note) + fragment
    return .element("a", ["href": address], [text])
  }

  /// The id of a heading or of a marked block of this note.
  private func identifier(ofFragment fragment: String) -> String? {
    if fragment.hasPrefix("^") { return blockIdentifier(String(fragment.dropFirst())) }
    let key = WikiLink.key(fragment.split(separator: "#").last.map(String.init) ?? fragment)
    return headings.entries.first {
      WikiLink.key($0.content.plainText) == key || $0.identifier == fragment
    }?.identifier
  }

  // MARK: References

  private func reference(_ reference: Reference) -> MarkupNode {
    guard let entry = numbering.labels[reference.label] else {
      let word = Reference.Kind(label: reference.label)?.word ?? "Reference"
      return .element("span", ["class": "unresolved"], [.text("\(word) (not shown)")])
    }
    var text = "\(entry.kind.word) \(entry.number)"
    switch entry.kind {
    case .equation: text = "\(entry.kind.word) (\(entry.number))"
    case .section where !notebook.frontMatter.numbersSections:
      let heading = headings.entries.first { $0.identifier == entry.identifier }
      if let heading { text = "section “\(heading.content.plainText)”" }
    default: break
    }
    return .element("a", ["class": "ref", "href": "#" + entry.identifier], [.text(text)])
  }

  private func footnoteReference(_ index: Int) -> MarkupNode {
    let count = (footnoteReferences[index] ?? 0) + 1
    footnoteReferences[index] = count
    return .element(
      "sup", [:],
      [
        .element(
          "a",
          [
            "class": "fnref", "href": "#fn-\(index + 1)",
            "id": footnoteReferenceIdentifier(index, count), "aria-label": "Footnote \(index + 1)",
          ], [.text("\(index + 1)")])
      ])
  }

  private func inlineResult(_ number: Int) -> MarkupNode {
    if let value = run.inlineResults[number] {
      return .element("span", ["class": "result"], [.text(value)])
    }
    let code =
      notebook.inlineExpressions.indices.contains(number)
      ? notebook.inlineExpressions[number].code : ""
    return .element("code", ["class": "unresolved", "title": "not evaluated"], [.text(code)])
  }
}

/// Addresses as they may stand in the page.
enum LinkAddress {
  /// The address, or `nil` for one that would run code. Links to other notes lead to their reports.
  static func shown(_ destination: String) -> String? {
    let trimmed = destination.trimmingCharacters(in: .whitespacesAndNewlines)
    let scheme = trimmed.prefix { $0 != ":" && $0 != "/" && $0 != "#" && $0 != "?" }
    if trimmed[scheme.endIndex...].hasPrefix(":") {
      let name = scheme.lowercased().filter { !$0.isWhitespace && $0 != "\0" }
      guard ["http", "https", "mailto", "ftp", "doi", "obsidian"].contains(name) else { return nil }
      return encoded(trimmed)
    }
    let parts = trimmed.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard let path = parts.first, path.lowercased().hasSuffix(".md") else {
      return encoded(trimmed)
    }
    let fragment = parts.count > 1 ? "#" + parts[1] : ""
    return encoded(path.dropLast(3) + ".html" + fragment)
  }

  /// The address with spaces and non-ASCII characters in percent form; `%` itself stays.
  static func encoded(_ address: some StringProtocol) -> String {
    var result = ""
    for byte in address.utf8 {
      let isKept = byte > 0x20 && byte < 0x7F && !"\"<>\\^`{|}[]".utf8.contains(byte)
      if isKept {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let hex = String(byte, radix: 16, uppercase: true)
        result += "%" + (hex.count < 2 ? "0" + hex : hex)
      }
    }
    return result
  }

  /// How headings of other reports are named.
  static func slug(_ heading: String) -> String {
    if heading.hasPrefix("^") { return "block-" + heading.dropFirst() }
    return heading.lowercased().compactMap { character -> String? in
      if character.isWhitespace { return "-" }
      return character.isLetter || character.isNumber || "-_".contains(character)
        ? String(character) : nil
    }.joined()
  }
}
