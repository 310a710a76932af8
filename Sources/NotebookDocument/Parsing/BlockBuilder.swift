/// Makes a notebook's blocks of cmark's.
struct BlockBuilder {
  let parser: NoteParser
  let text: MappedText

  var inlines: InlineBuilder { InlineBuilder(parser: parser) }

  func blocks(_ nodes: [CommonMarkNode]) -> [Block] {
    var blocks: [Block] = []
    for node in nodes { append(node, to: &blocks) }
    return blocks
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
    case .codeBlock(let info): blocks.append(codeBlock(node, info: info, line: line))
    case .htmlBlock: blocks.append(Block(.html(node.literal), line: line))
    case .thematicBreak: blocks.append(Block(.thematicBreak, line: line))
    case .quote: blocks.append(quote(node, line: line))
    case .list(let start, let isTight):
      blocks.append(Block(.list(list(node, start: start, isTight: isTight)), line: line))
    case .document, .item: blocks += self.blocks(node.children)
    default: blocks.append(Block(.paragraph(inlines.build([node], line: line)), line: line))
    }
  }

  // MARK: Headings

  private func heading(_ node: CommonMarkNode, level: Int, line: Int) -> Block {
    var content = inlines.build(node.children, line: line)
    let identifier = Attributes.takeIdentifier(fromEndOf: &content)
    let heading = Heading(
      level: level, content: content,
      identifier: identifier ?? parser.headingIdentifier(for: content.plainText))
    return Block(.heading(heading), line: line)
  }

  // MARK: Code

  private func codeBlock(_ node: CommonMarkNode, info: String, line: Int) -> Block {
    let first = text.range(ofLine: node.startLine)
    let start = min(first.lowerBound + max(node.startColumn - 1, 0), first.upperBound)
    let fence = text.bytes[start..<first.upperBound].drop(while: \.isSpaceOrTab)
    // Indented code begins with its own first line, fenced code with a line that is not part of it.
    let isIndented = node.literal.utf8.starts(with: fence) && !fence.isEmpty
    guard let mark = fence.first, !isIndented else {
      return Block(.code(language: nil, text: node.literal), line: line)
    }
    if !isClosed(node, mark: mark, length: fence.prefix { $0 == mark }.count) {
      parser.report(
        Diagnostic(
          .error, file: parser.source.path, line: line,
          column: fence.startIndex - first.lowerBound + 1, "this code block is never closed",
          explanation:
            "everything after it would be code; close it with a line '\(String(decoding: fence.prefix { $0 == mark }, as: UTF8.self))'"
        ))
    }
    let language = info.split(separator: " ", maxSplits: 1).first.map(String.init)
    switch language?.lowercased() {
    case "swift", "{swift}":
      return cell(node, line: line, column: fence.startIndex - first.lowerBound)
    case "math":
      return Block(
        .math(
          Formula(
            tex: node.literal, isDisplayed: true, label: nil, line: line + 1, column: 1)),
        line: line)
    case .some(let word) where word.hasPrefix("{swift"):
      parser.report(
        Diagnostic(
          .error, file: parser.source.path, line: line,
          "options of a cell are not written in braces",
          explanation:
            "begin the cell with ```swift and write each option on a line '//| key: value'"))
      return Block(.code(language: "swift", text: node.literal), line: line)
    default: return Block(.code(language: language, text: node.literal), line: line)
    }
  }

  private func isClosed(_ node: CommonMarkNode, mark: UInt8, length: Int) -> Bool {
    guard node.endLine > node.startLine else { return false }
    let last = text.range(ofLine: node.endLine)
    let start = ContainerPrefix.end(in: text.bytes, last, listMarkers: false)
    let content = text.bytes[start..<last.upperBound].trimmingSuffix(while: \.isSpaceOrTab)
    return content.count >= length && content.allSatisfy { $0 == mark }
  }

  private func cell(_ node: CommonMarkNode, line: Int, column: Int) -> Block {
    guard parser.allowsCells else {
      parser.report(
        Diagnostic(
          .error, file: parser.source.path, line: line, "a cell cannot stand in a footnote",
          explanation: "move it into the text, or give the code another language to only show it"))
      return Block(.code(language: "swift", text: node.literal), line: line)
    }
    let number = parser.addCell(
      node.literal, firstLine: noteLine(node.startLine) + 1, indentation: column)
    return Block(.cell(number), line: line)
  }

  // MARK: Quotes and lists

  private func quote(_ node: CommonMarkNode, line: Int) -> Block {
    guard let first = node.children.first, case .paragraph = first.kind,
      let mark = CalloutMark(first.children)
    else { return Block(.quote(blocks(node.children)), line: line) }
    var rest = node.children
    let breakIndex = first.children.firstIndex { $0.kind == .softBreak || $0.kind == .lineBreak }
    var title = Array(first.children[..<(breakIndex ?? first.children.count)])
    title[0].literal = mark.restOfText
    if let breakIndex {
      rest[0].children = Array(first.children[(breakIndex + 1)...])
      rest[0].startLine += 1
      rest[0].startColumn = 1
    } else {
      rest.removeFirst()
    }
    let callout = Callout(
      type: mark.type, title: inlines.build(title, line: line), fold: mark.fold,
      blocks: blocks(rest))
    return Block(.callout(callout), line: line)
  }

  private func list(_ node: CommonMarkNode, start: Int?, isTight: Bool) -> List {
    let items = node.children.map { child in
      var child = child
      let isDone = takeTaskMark(from: &child)
      return List.Item(isDone: isDone, blocks: blocks(child.children))
    }
    return List(start: start, isTight: isTight, items: items)
  }

  /// Removes `[ ] ` or `[x] ` from the beginning of an item.
  private func takeTaskMark(from item: inout CommonMarkNode) -> Bool? {
    guard let paragraph = item.children.first, case .paragraph = paragraph.kind,
      let first = paragraph.children.first, case .text = first.kind, first.literal.utf8.count > 3
    else { return nil }
    let isDone: Bool
    switch first.literal.prefix(4) {
    case "[ ] ": isDone = false
    case "[x] ", "[X] ": isDone = true
    default: return nil
    }
    item.children[0].children[0].literal.removeFirst(4)
    return isDone
  }
}

/// `[!type]-` at the beginning of a quote.
private struct CalloutMark {
  var type: String
  var fold: Callout.Fold
  var restOfText: String

  init?(_ nodes: [CommonMarkNode]) {
    guard let first = nodes.first, case .text = first.kind, first.literal.hasPrefix("[!"),
      let close = first.literal.firstIndex(of: "]")
    else { return nil }
    type = first.literal[..<close].dropFirst(2).lowercased()
    guard !type.isEmpty, type.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "|" })
    else { return nil }
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
