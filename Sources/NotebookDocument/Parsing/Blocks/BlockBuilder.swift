/// Makes a notebook's blocks of cmark's.
struct BlockBuilder {
  let parser: NoteParser
  let text: SourceMappedText

  var inlines: InlineBuilder { InlineBuilder(parser: parser) }

  func blocks(_ nodes: [CommonMarkNode]) -> [Block] {
    var divisions = DivisionStack()
    var caption: TableCaption?
    var leading: [LeadingAttributes] = []
    for (index, node) in nodes.enumerated() {
      switch fence(node) {
      case .divisionStart(var fence) where divisions.depth < CommonMarkNode.greatestDepth / 2:
        for line in leading { fence.attributes.merge(line.attributes) }
        leading = []
        divisions.open(fence, line: noteLine(node.startLine))
      case .divisionEnd where divisions.depth > 0: close(&divisions)
      default:
        var node = node
        while let line = takeLeadingAttributes(from: &node) { leading.append(line) }
        if node.children.isEmpty, case .paragraph = node.kind { continue }
        let next = index + 1 < nodes.count ? nodes[index + 1] : nil
        let found = self.caption(node, above: next, after: divisions.blocks.last)
        if found == nil {
          let count = divisions.blocks.count
          append(node, to: &divisions.blocks)
          if let caption { give(caption, to: &divisions.blocks) }
          if divisions.blocks.count > count {
            apply(leading, to: &divisions.blocks[count])
            leading = []
          }
        }
        caption = found
      }
    }
    for line in leading {
      divisions.blocks.append(Block(.paragraph([.text(line.source)]), line: line.line))
    }
    while divisions.depth > 0 {
      parser.report(
        Diagnostic(
          .warning, file: parser.source.path, line: divisions.line,
          "the ':::' that opens here is never closed",
          explanation: "it is closed at the end of the text around it; a line ':::' closes it"))
      close(&divisions)
    }
    return divisions.blocks
  }

  /// The note's line of a line of `text`.
  func noteLine(_ line: Int) -> Int {
    parser.source.position(of: text.origin(of: text.range(ofLine: line).lowerBound)).line
  }

  private func append(_ node: CommonMarkNode, to blocks: inout [Block]) {
    let line = noteLine(node.startLine)
    switch node.kind {
    case .paragraph: appendParagraph(node, line: line, to: &blocks)
    case .heading(let level): blocks.append(heading(node, level: level, line: line))
    case .codeBlock(let info): blocks += codeBlock(node, info: info, line: line)
    case .htmlBlock:
      reportUnclosed(node.literal, line: line)
      appendHTML(node.literal, line: line, to: &blocks)
    case .thematicBreak: blocks.append(Block(.thematicBreak, line: line))
    case .quote: blocks.append(quote(node, line: line))
    case .list(let start, let isTight):
      blocks.append(Block(.list(list(node, start: start, isTight: isTight)), line: line))
    case .document, .item: blocks += self.blocks(node.children)
    default: blocks.append(Block(.paragraph(inlines.build([node], line: line)), line: line))
    }
  }

  // MARK: Headings and raw HTML

  private func heading(_ node: CommonMarkNode, level: Int, line: Int) -> Block {
    var nodes = node.children
    let attributes = inlines.takeAttributes(fromEndOf: &nodes)
    if attributes != nil, !isUnderlined(node) { removeClosingMarks(fromEndOf: &nodes) }
    let content = inlines.build(nodes, line: line)
    var heading = Heading(
      level: level, content: content,
      identifier: attributes?.identifier.map(parser.ownHeadingIdentifier)
        ?? parser.headingIdentifier(for: content.plainText))
    heading.isNumbered = attributes?.has(class: "unnumbered") != true
    heading.isListed = attributes?.has(class: "unlisted") != true
    return Block(.heading(heading), line: line)
  }

  /// Removes the second `##` of `## Heading ## {#name}`, which cmark sees only at the line's end.
  private func removeClosingMarks(fromEndOf nodes: inout [CommonMarkNode]) {
    guard let last = nodes.last, case .text = last.kind else { return }
    let rest = last.literal.trimmingSuffix { $0 == "#" }
    guard rest.endIndex < last.literal.endIndex, rest.last?.isWhitespace ?? (nodes.count == 1)
    else { return }
    nodes[nodes.count - 1].literal = String(rest.trimmingSuffix(while: \.isWhitespace))
  }

  /// Raw HTML, with the displayed formulas that stand in it.
  private func appendHTML(_ literal: String, line: Int, to blocks: inout [Block]) {
    var html = ""
    var htmlLine = line
    func finish() {
      if html.contains(where: { !$0.isWhitespace }) {
        blocks.append(Block(.html(html), line: htmlLine))
      }
      html = ""
    }
    for piece in ExtensionElement.pieces(of: literal) {
      switch piece {
      case .text(let text): html += text
      case .element(let number):
        guard case .math(let formula) = parser.elements[number].kind else {
          html += parser.elements[number].source
          continue
        }
        finish()
        blocks.append(Block(.math(formula), line: formula.line))
        htmlLine = formula.line
      }
    }
    finish()
  }

  // MARK: Quotes and lists

  private func quote(_ node: CommonMarkNode, line: Int) -> Block {
    guard let first = node.children.first, first.kind == .paragraph || isUnderlined(first),
      let mark = CalloutMark(first.children)
    else { return Block(.quote(blocks(node.children)), line: line) }
    var rest = node.children
    let breakIndex = first.children.firstIndex { $0.kind == .softBreak || $0.kind == .lineBreak }
    var title = Array(first.children[..<(breakIndex ?? first.children.count)])
    title[0].literal = mark.restOfText
    if let breakIndex {
      rest[0].kind = .paragraph
      rest[0].children = Array(first.children[(breakIndex + 1)...])
      rest[0].startLine += 1
      rest[0].startColumn = nil
    } else {
      rest.removeFirst()
    }
    var content = blocks(rest)
    if first.kind != .paragraph {
      // CommonMark sees a heading where a line of dashes follows; it is the first of the content.
      content = underline(of: first) + content
    }
    let callout = Callout(
      type: mark.type, title: inlines.build(title, line: line), fold: mark.fold, blocks: content)
    return Block(.callout(callout), line: line)
  }

  private func isUnderlined(_ node: CommonMarkNode) -> Bool {
    if case .heading = node.kind { node.endLine > node.startLine } else { false }
  }

  /// What the line under a heading is by itself: a rule, or an item without text, which shows
  /// nothing.
  private func underline(of node: CommonMarkNode) -> [Block] {
    let range = text.range(ofLine: node.endLine)
    let start = ContainerPrefix.end(in: text.bytes, range, listMarkers: false)
    let isRule = text.bytes[..<range.upperBound].runLength(of: UInt8(ascii: "-"), at: start) > 2
    return isRule ? [Block(.thematicBreak, line: noteLine(node.endLine))] : []
  }

  private func list(_ node: CommonMarkNode, start: Int?, isTight: Bool) -> List {
    let items = node.children.map { child in
      var child = child
      let task = takeTaskMark(from: &child)
      return List.Item(task: task, blocks: blocks(child.children))
    }
    var list = List(start: start, isTight: isTight, items: items)
    if start != nil, let line = node.children.first?.startLine {
      let offset = text.origin(of: text.range(ofLine: line).lowerBound)
      list.style = parser.itemStyles[offset] ?? .decimal
    }
    return list
  }

  /// Removes `[ ] `, `[x] ` or another state from the beginning of an item.
  private func takeTaskMark(from item: inout CommonMarkNode) -> List.Task? {
    guard let paragraph = item.children.first, case .paragraph = paragraph.kind,
      let first = paragraph.children.first, case .text = first.kind
    else { return nil }
    let mark = first.literal.prefix(4)
    // The mark may stand on a line of its own, above a list or a quote.
    let isAlone = mark.count == 3 && mark.hasSuffix("]") && paragraph.children.count == 1
    guard mark.hasPrefix("["),
      isAlone
        ? item.children.count > 1
        : mark.count == 4 && mark.hasSuffix("] ")
          && (first.literal.count > 4 || paragraph.children.count > 1)
    else { return nil }
    let character = mark[mark.index(after: mark.startIndex)]
    let task: List.Task
    switch character {
    case " ": task = .open
    case "x", "X": task = .done
    case "/", "-", ">", "<", "?", "!", "*", "\"": task = .other(character)
    case _ where character.isLetter: task = .other(character)
    default: return nil
    }
    if isAlone {
      item.children.removeFirst()
    } else {
      item.children[0].children[0].literal.removeFirst(4)
    }
    return task
  }
}

/// `[!type]- Title` at the beginning of a quote.
private struct CalloutMark {
  var type: String
  var fold: Callout.Fold
  var restOfText: String

  init?(_ nodes: [CommonMarkNode]) {
    guard let first = nodes.first, case .text = first.kind, first.literal.hasPrefix("[!"),
      let close = first.literal.firstIndex(of: "]")
    else { return nil }
    // Obsidian lets a style follow the type: `[!note|right]`.
    let name = first.literal[..<close].dropFirst(2).prefix { $0 != "|" }.trimmed.lowercased()
    type = String(name.trimmingSuffix { $0.isPunctuation })
    guard !type.isEmpty, !type.contains("[") else { return nil }
    var rest = first.literal[close...].dropFirst()
    switch rest.first {
    case "-": fold = .closed
    case "+": fold = .open
    default: fold = .none
    }
    if fold != .none { rest = rest.dropFirst() }
    restOfText = rest.trimmed
    if nodes.count > 1, rest.last == " " { restOfText += " " }
  }
}
