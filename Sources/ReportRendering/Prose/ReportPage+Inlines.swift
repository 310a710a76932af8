internal import MarkupTree
internal import NotebookDocument
internal import RunResults

extension ReportPage {
  /// Longer formulas within text may be broken, and scroll where they cannot be.
  private static let mostCharactersOfMath = 40

  func inlines(_ content: [Inline]) -> [MarkupNode] {
    let ends = lastEnds(in: content)
    return content.enumerated().flatMap { index, element -> [MarkupNode] in
      if case .html(let html) = element {
        guard !renderer.trustsHTML else { return [.raw(html)] }
        return rawHTML.nodes(forInline: html, htmlContext) { ends[$0, default: -1] > index }
      }
      // The content of an element that is left out goes with it.
      return rawHTML.droppedElement == nil ? nodes(element) : []
    }
  }

  /// Where in a line of prose elements of raw HTML end last.
  private func lastEnds(in content: [Inline]) -> [String: Int] {
    var ends: [String: Int] = [:]
    for (index, element) in content.enumerated() {
      guard case .html(let html) = element, html.hasPrefix("</") else { continue }
      ends[html.dropFirst(2).prefix { $0.isLetter || $0.isNumber }.lowercased()] = index
    }
    return ends
  }

  /// Raw HTML at the place of the note that is being rendered.
  var htmlContext: RawHTMLFilter.Context {
    RawHTMLFilter.Context(
      line: line, images: images, links: links, files: files, path: textPath,
      identifiers: identifiers, isOneLine: partLine != nil)
  }

  private func nodes(_ element: Inline) -> [MarkupNode] {
    switch element {
    case .text(let text): return [.text(text)]
    case .softBreak: return [.text("\n")]
    case .lineBreak: return [.element("br")]
    case .code(let text): return [.element("code", [:], [.text(text)])]
    case .html: return []
    case .emphasis(let content): return [.element("em", [:], inlines(content))]
    case .strong(let content): return [.element("strong", [:], inlines(content))]
    case .strikethrough(let content): return [.element("del", [:], inlines(content))]
    case .mark(let content): return [.element("mark", [:], inlines(content))]
    case .subscript(let content): return [.element("sub", [:], inlines(content))]
    case .superscript(let content): return [.element("sup", [:], inlines(content))]
    case .span(let attributes, let content): return [span(attributes, content)]
    case .link(let link): return [self.link(link)]
    case .image(let picture): return [image(picture)]
    case .math(let formula):
      guard let node = mathematics.node(for: formula) else { return [] }
      if formula.isDisplayed {
        return [.element("span", ["class": "formula", "tabindex": "0"], [node])]
      }
      let isLong = MathTypesetter.visibleCharacters(of: node) > Self.mostCharactersOfMath
      return [
        isLong
          ? .element("span", ["class": "math long", "tabindex": "0"], [node])
          : .element("span", ["class": "math"], [node])
      ]
    case .reference(let reference): return [self.reference(reference)]
    case .citation(let citation): return bibliography.nodes(for: citation, text: inlines)
    case .footnote(let index): return [footnoteReference(index)]
    case .wikiLink(let link): return [wikiLink(link)]
    case .inlineResult(let number): return [inlineResult(number)]
    case .tag(let name): return [.element("span", ["class": "tag"], [.text("#\(name)")])]
    }
  }

  /// `[text]{.class}`: the classes that pandoc gives a look.
  private func span(_ attributes: Attributes, _ content: [Inline]) -> MarkupNode {
    var nodes = inlines(content)
    for name in attributes.classes {
      switch name {
      case "underline", "ul": nodes = [.element("u", [:], nodes)]
      case "mark", "highlight": nodes = [.element("mark", [:], nodes)]
      case "kbd": nodes = [.element("kbd", [:], nodes)]
      case "smallcaps": nodes = [.element("span", ["style": "font-variant:small-caps"], nodes)]
      default: break
      }
    }
    let span = MarkupNode.element("span", [:], nodes).values(of: attributes)
    return attributes.identifier.flatMap { identifiers.take(LinkResolver.ownIdentifier($0)) }
      .map { span.attribute("id", $0) } ?? span
  }

  // MARK: Links

  private func link(_ link: Link) -> MarkupNode {
    let content = link.content.isEmpty ? name(of: link.destination) : inlines(link.content)
    guard let address = links.address(link.destination, line: partLine ?? link.line, files: files)
    else { return .element("span", [:], content) }
    let node = MarkupNode.element(
      "a", ["href": address], content.isEmpty ? [.text(address)] : content)
    return link.title.map { node.attribute("title", $0) } ?? node
  }

  /// What a link without words leads to: of a place of this page or another note its number or the
  /// heading's text, of a note its title.
  private func name(of destination: String) -> [MarkupNode] {
    let (path, _, fragment) = LinkAddress.parts(destination)
    let isLabel = destination.hasPrefix("#") || links.isLabel(destination)
    guard isLabel else {
      guard LinkAddress.scheme(destination) == nil, NoteName.isNote(path) else { return [] }
      let name = path.percentDecoded
      let note = files.path(ofNote: name).flatMap(files.notebook)
      let heading = fragment.flatMap { note?.heading(labelled: $0.percentDecoded) }
      return [
        .text(
          (heading ?? note?.title.content).map { readableText($0) } ?? NoteName.stem(name))
      ]
    }
    let label = (destination.hasPrefix("#") ? fragment ?? "" : path).percentDecoded
    if let entry = numbering.labels[label] { return [.text(text(of: entry))] }
    if let heading = links.identifier(of: label).flatMap(headings.heading) {
      return inlinesOfLink(heading.content)
    }
    let note = files.path(ofNoteWithLabel: label).flatMap(files.notebook)
    return [.text(note?.heading(labelled: label).map { readableText($0) } ?? label)]
  }

  private func wikiLink(_ link: WikiLink) -> MarkupNode {
    let text = MarkupNode.text(link.shownText)
    guard let address = links.address(link, files: files) else {
      return link.note.isEmpty ? text : .element("span", ["class": "unresolved"], [text])
    }
    return .element("a", ["href": address], [text])
  }

  // MARK: References

  private func reference(_ reference: Reference) -> MarkupNode {
    let text = text(of: reference)
    guard let entry = numbering.labels[reference.label] else {
      if let link = self.reference(toOtherNote: reference) { return link }
      reportUnresolved(reference)
      return .element("span", ["class": "unresolved"], [.text(text)])
    }
    let link = MarkupNode.element(
      "a", ["class": "ref", "href": "#" + LinkAddress.encoded(entry.identifier)], [.text(text)])
    guard entry.kind.family == .float else { return link }
    // The caption leads back to it.
    return .element("span", ["id": newMention(of: entry)], [link])
  }

  /// A link to what has the label in another note of the project, which counts for itself.
  private func reference(toOtherNote reference: Reference) -> MarkupNode? {
    guard let path = files.path(ofNoteWithLabel: reference.label) else { return nil }
    let note = files.notebook(at: path)
    var destination = "/" + FilePaths.relative(path, from: files.root)
    if let language = note?.labelsOfOtherCells[reference.label] {
      var warning = reference.warning(ofCellIn: language, file: textPath)
      if let partLine { (warning.line, warning.column) = (partLine, nil) }
      diagnostics.append(warning)
    } else {
      destination += "#" + reference.label
    }
    guard let address = links.address(destination, line: partLine ?? reference.line, files: files)
    else { return nil }
    let heading = note?.heading(labelled: reference.label)
    let kind = Reference.Kind(label: reference.label).map(words.kind) ?? words.reference
    let name = FilePaths.relative(path, from: files.root)
    let text = heading.map { words.sectionCalled(readableText($0)) } ?? "\(kind) (\(name))"
    return .element("a", ["class": "ref", "href": address], [.text(text)])
  }

  /// "Figure 2"
  func text(of reference: Reference) -> String {
    guard let entry = numbering.labels[reference.label] else {
      let word = Reference.Kind(label: reference.label).map(words.kind) ?? words.reference
      return "\(word) \(words.notShown)"
    }
    return text(of: entry, reference.form)
  }

  private func text(of entry: Numbering.Entry, _ form: Reference.Form = .full) -> String {
    var text = "\(words.kind(entry.kind)) \(entry.number)"
    switch entry.kind {
    case .section where !notebook.frontMatter.numbersSections || entry.number.isEmpty:
      if let heading = headings.heading(entry.identifier) {
        let title = readableText(heading.content)
        text = form == .full ? words.sectionCalled(title) : title
      }
    case _ where form == .number: text = entry.number
    case _ where form == .parenthesized: text = "(\(entry.number))"
    case .equation: text = "\(words.kind(entry.kind)) (\(entry.number))"
    default: break
    }
    return text
  }

  private func footnoteReference(_ index: Int) -> MarkupNode {
    let mark = footnoteList.refer(to: index)
    return .element(
      "sup", [:],
      [
        .element(
          "a",
          [
            "class": "fnref", "href": "#fn-\(mark.number)", "id": mark.identifier,
            "aria-label": "\(words.footnote) \(mark.number)",
          ], [.text("\(mark.number)")])
      ])
  }

  private func inlineResult(_ number: Int) -> MarkupNode {
    // Text that a cell has printed counts its own expressions, which are not run.
    if part == nil, let value = run.inlineResults[number] {
      return .element("span", ["class": "result"], [.text(value)])
    }
    let expressions = (part ?? notebook).inlineExpressions
    let code = expressions.indices.contains(number) ? expressions[number].code : ""
    return .element("code", ["class": "unresolved", "title": words.notEvaluated], [.text(code)])
  }
}
