internal import MarkupTree
internal import NotebookDocument

extension ReportPage {
  func blocks(_ blocks: [Block]) -> [MarkupNode] {
    let endingLater = RawHTMLFilter.openElements(in: blocks)
    return zip(blocks, endingLater).flatMap { block, count in
      if case .html(let html) = block.kind {
        line = partLine ?? block.line
        guard !renderer.trustsHTML else { return [MarkupNode.raw(html)] }
        return rawHTML.nodes(forBlock: html, endingLater: count, htmlContext)
      }
      return nodes(block)
    }
  }

  private func nodes(_ block: Block) -> [MarkupNode] {
    line = partLine ?? block.line
    let nodes = content(of: block)
    guard let anchor = anchor(of: block) else { return nodes }
    return [anchor] + nodes
  }

  /// The place that links to a marked block lead to.
  private func anchor(of block: Block) -> MarkupNode? {
    block.identifier.flatMap { identifiers.take(LinkResolver.blockIdentifier($0)) }
      .map { .element("span", ["id": $0]) }
  }

  private func content(of block: Block) -> [MarkupNode] {
    switch block.kind {
    case .heading(let heading): [self.heading(heading)]
    case .paragraph(let content): paragraph(content)
    case .quote(let blocks): [.element("blockquote", [:], contained(blocks))]
    case .callout(let callout): [self.callout(callout)]
    case .division(let division): self.division(division)
    case .list(let list): [self.list(list)]
    case .definitionList(let definitions): [definitionList(definitions)]
    case .code(let language, let text): [shownCode(text, language: language)]
    case .cell(let number): cell(number)
    case .math(let formula): equation(formula)
    case .table(let table): [self.table(table, line: block.line)]
    case .html: blocks([block])
    case .thematicBreak: [.element("hr")]
    }
  }

  /// Blocks inside of another; raw HTML that they open ends with it.
  func contained(_ blocks: [Block]) -> [MarkupNode] {
    rawHTML.open()
    let nodes = self.blocks(blocks)
    return nodes + rawHTML.close()
  }

  // MARK: Headings and paragraphs

  private func heading(_ heading: Heading) -> MarkupNode {
    // An embedded note may have headings like those of this one.
    let identifier =
      !isInPart || headings.heading(heading.identifier) == heading
      ? identifiers.take(heading.identifier) ?? identifiers.unused(heading.identifier)
      : identifiers.unused(heading.identifier)
    var content = sectionNumber(heading.identifier) + closed(heading.content)
    content.append(
      .element(
        "a",
        [
          "class": "anchor", "href": "#" + identifier, "aria-hidden": "true",
          "tabindex": "-1",
        ],
        [.text("#")]))
    // A heading without words would be read aloud as nothing.
    guard heading.hasWords else { return .element("div", ["id": identifier], content) }
    return .element("h\(headings.shownLevel(heading))", ["id": identifier], content)
  }

  /// The number before the text of a heading, where the note asks for numbers.
  func sectionNumber(_ identifier: String) -> [MarkupNode] {
    guard notebook.frontMatter.numbersSections, let number = numbering.sections[identifier] else {
      return []
    }
    return [.element("span", ["class": "secno"], [.text(number)])]
  }

  private func paragraph(_ content: [Inline]) -> [MarkupNode] {
    if content.count == 1, let picture = content[0].picture, picture.isFigureAlone {
      return [figure(content[0], picture)]
    }
    if content.count == 1, case .wikiLink(let link) = content[0], link.isEmbedded,
      let embedded = embedded(link)
    {
      return embedded
    }
    return content.parts.flatMap { part -> [MarkupNode] in
      switch part {
      case .formula(let formula): return equation(formula)
      case .figure(let element, let picture): return [figure(element, picture)]
      case .text(let content):
        rawHTML.open()
        let nodes = inlines(content)
        // Within <p>, a browser would end it at the first block.
        return content.hasBlockHTML
          ? [.element("div", ["class": "paragraph"], nodes + rawHTML.close())]
          : [.element("p", [:], nodes + rawHTML.close())]
      }
    }
  }

  // MARK: Lists

  private func list(_ list: List) -> MarkupNode {
    // Beside tasks, other items keep their bullets; numbers stay anyway.
    let isTaskList = list.start == nil && list.items.allSatisfy { $0.task != nil }
    let items = list.items.map { item in
      var content = listItem(item.blocks, isTight: list.isTight)
      if let task = item.task {
        let box = MarkupNode.element(
          "span",
          [
            "class": "task", "role": "img",
            "aria-label": words.tasks[task.mark] ?? words.tasks[""] ?? "",
          ],
          [.text(task.sign)])
        content = [box, .element("div", [:], content)]
        return MarkupNode.element("li", ["class": "task-item"], content)
      }
      return MarkupNode.element("li", [:], content)
    }
    var node = MarkupNode.element(list.start == nil ? "ul" : "ol", [:], items)
    if let start = list.start, start != 1 { node = node.attribute("start", String(start)) }
    if list.style != .decimal { node = node.attribute("type", list.style.rawValue) }
    return isTaskList ? node.attribute("class", "tasks") : node
  }

  /// The blocks of an item; in a tight list paragraphs are not set apart.
  private func listItem(_ blocks: [Block], isTight: Bool) -> [MarkupNode] {
    guard isTight else { return contained(blocks) }
    rawHTML.open()
    var nodes: [MarkupNode] = []
    for (index, block) in blocks.enumerated() {
      if case .paragraph(let content) = block.kind, !content.isEmbedding {
        if index > 0 { nodes.append(.text("\n")) }
        nodes += [anchor(of: block)].compactMap(\.self)
        for part in content.parts {
          switch part {
          case .formula(let formula): nodes += equation(formula)
          case .figure(let element, let picture): nodes.append(figure(element, picture))
          case .text(let content): nodes += inlines(content)
          }
        }
      } else {
        nodes += self.blocks([block])
      }
    }
    return nodes + rawHTML.close()
  }

  private func definitionList(_ definitions: [Definition]) -> MarkupNode {
    .element(
      "dl", ["class": "definitions"],
      definitions.flatMap { definition in
        [MarkupNode.element("dt", [:], closed(definition.term))]
          + definition.descriptions.map {
            .element("dd", [:], listItem($0, isTight: $0.count == 1))
          }
      })
  }

  /// Inline elements in an element of their own.
  func closed(_ content: [Inline]) -> [MarkupNode] {
    rawHTML.open()
    let nodes = inlines(content)
    return nodes + rawHTML.close()
  }

  // MARK: Code, formulas, tables

  /// Code that is only shown.
  private func shownCode(_ text: String, language: String?) -> MarkupNode {
    let code = text.hasSuffix("\n") ? String(text.dropLast()) : text
    let isSwift = language?.lowercased() == "swift"
    let nodes =
      isSwift
      ? Array(SwiftHighlighter.lines(of: code).joined(separator: [.text("\n")])) : [.text(code)]
    return .element("pre", ["class": "code", "tabindex": "0"], [.element("code", [:], nodes)])
  }

  private func equation(_ formula: Formula) -> [MarkupNode] {
    guard let node = mathematics.node(for: formula) else { return [] }
    let entry = formula.label.flatMap { numbering.labels[$0] }
    var nodes = [MarkupNode.element("div", ["class": "formula", "tabindex": "0"], [node])]
    // The author's own tag stands in the formula.
    if let entry, formula.tag == nil {
      nodes.append(.element("span", ["class": "eqno"], [.text("(\(entry.number))")]))
    }
    let anchors = formula.rowLabels.compactMap { numbering.labels[$0] }.map { entry in
      MarkupNode.element("span", ["id": entry.identifier])
    }
    let equation = MarkupNode.element("div", ["class": "equation"], anchors + nodes)
    return [entry.map { equation.attribute("id", $0.identifier) } ?? equation]
  }

  /// The number of the next table that begins at a place.
  private func nextTable(at place: Numbering.TablePlace) -> Numbering.Entry? {
    let index = tableCounts[place, default: 0]
    tableCounts[place] = index + 1
    guard let entries = numbering.tables[place], index < entries.count else { return nil }
    return entries[index]
  }

  private func table(_ table: ProseTable, line: Int) -> MarkupNode {
    let entry =
      isInPart ? nil : nextTable(at: Numbering.TablePlace(printed: printedPlace, line: line))
    func cell(_ blocks: [Block], _ column: Int, head: Bool) -> MarkupNode {
      var node = MarkupNode.element(
        head ? "th" : "td", [:], listItem(blocks, isTight: blocks.count == 1))
      if head { node = node.attribute("scope", "col") }
      switch table.alignments[column] {
      case .none, .left: return node
      case .center: return node.attribute("class", "c")
      case .right: return node.attribute("class", "n")
      }
    }
    var children: [MarkupNode] = []
    // An empty head would be read aloud as nothing: such cells are plain ones.
    let head = table.header.enumerated().map { cell($1, $0, head: !$1.isEmpty) }
    if !head.isEmpty { children.append(.element("thead", [:], [.element("tr", [:], head)])) }
    if !table.rows.isEmpty {
      children.append(
        .element(
          "tbody", [:],
          table.rows.map { row in
            .element("tr", [:], row.enumerated().map { cell($1, $0, head: false) })
          }))
    }
    let caption =
      table.caption.isEmpty && entry == nil ? [] : numbered(entry, caption: closed(table.caption))
    return captioned(
      .element("table", [:], children), entry, caption: caption,
      label: words.kind(.table)
        + (table.caption.isEmpty ? "" : ": " + readableText(table.caption)))
  }

  /// A table that scrolls by itself, with its caption above.
  func captioned(
    _ table: MarkupNode, _ entry: Numbering.Entry?, caption: [MarkupNode], label: String
  ) -> MarkupNode {
    let box = scrolling(table, label: label)
    guard !caption.isEmpty else { return box }
    let figure = MarkupNode.element(
      "figure", ["class": "table"], [.element("figcaption", [:], caption), box])
    return entry.map { figure.attribute("id", $0.identifier) } ?? figure
  }
}

/// A part of a paragraph: a numbered formula or a figure, which are blocks of their own on the
/// page, or what stands before and behind them.
private enum ParagraphPart {
  case text([Inline])
  case formula(Formula)
  /// A picture, and the link that it may be in.
  case figure(Inline, Picture)
}

extension [Inline] {
  fileprivate var parts: [ParagraphPart] {
    var parts: [ParagraphPart] = []
    var text: [Inline] = []
    func finish() {
      if !text.allSatisfy(\.isBlank) { parts.append(.text(text)) }
      text = []
    }
    for element in self {
      if case .math(let formula) = element, formula.isDisplayed,
        formula.label != nil || !formula.rowLabels.isEmpty
      {
        finish()
        parts.append(.formula(formula))
      } else if let picture = element.picture, picture.isFigure {
        finish()
        parts.append(.figure(element, picture))
      } else {
        text.append(element)
      }
    }
    guard !parts.isEmpty else { return [.text(text)] }
    finish()
    return parts
  }

  /// Whether elements of HTML that are blocks stand in a line.
  fileprivate var hasBlockHTML: Bool {
    contains { element in
      guard case .html(let html) = element, html.hasPrefix("<") else { return false }
      let name = html.dropFirst().prefix { $0.isLetter || $0.isNumber }.lowercased()
      return [
        "blockquote", "center", "details", "div", "dl", "figure", "h1", "h2", "h3", "h4", "h5",
        "h6", "hr", "ol", "p", "pre", "section", "table", "ul",
      ].contains(name)
    }
  }

  /// Whether a paragraph is an embedded note, and not a part of one.
  fileprivate var isEmbedding: Bool {
    if count == 1, case .wikiLink(let link) = self[0] { link.isEmbedded } else { false }
  }
}

extension Picture {
  /// Whether it is shown with a caption wherever it stands in a paragraph.
  var isFigure: Bool { label != nil || showsCaption }

  /// Whether it is shown with a caption where it stands alone.
  fileprivate var isFigureAlone: Bool { isFigure || title != nil }
}

extension List.Task {
  /// The sign in the box.
  fileprivate var sign: String {
    switch self {
    case .open: ""
    case .done: "✓"
    case .other("/"): "◐"
    case .other("-"): "–"
    case .other(let character): String(character)
    }
  }

  /// The mark between the brackets.
  fileprivate var mark: String {
    switch self {
    case .open: " "
    case .done: "x"
    case .other(let character): String(character)
    }
  }
}
