extension BlockBuilder {
  /// The index of the header line of a table among a paragraph's lines.
  func tableStart(in lines: [Range<Int>]) -> Int? {
    guard lines.count > 1 else { return nil }
    for index in 1..<lines.count {
      if let alignments = TableSyntax.alignments(in: text.bytes, lines[index]),
        TableSyntax.cells(in: text.bytes, lines[index - 1]).count == alignments.count
      {
        return index - 1
      }
    }
    return nil
  }

  func appendTable(_ lines: [Range<Int>], line: Int, to blocks: inout [Block]) {
    let alignments = TableSyntax.alignments(in: text.bytes, lines[1]) ?? []
    let columns = alignments.count
    func row(_ range: Range<Int>, line: Int) -> [[Block]] {
      let cells = TableSyntax.cells(in: text.bytes, range)
      let texts = cells.prefix(columns)
      if cells.dropFirst(columns).contains(where: { !$0.isEmpty }) {
        parser.report(
          Diagnostic(
            .warning, file: parser.source.path, line: line,
            "this row has \(cells.count) cells, its table \(columns) "
              + "\(columns == 1 ? "column" : "columns"): what is beyond is not shown",
            explanation: "a bar that is no edge of a cell is written '\\|'"))
      }
      return texts.map { text in
        let content = inlines.parse(text, line: line)
        return content.isEmpty ? [] : [Block(.paragraph(content), line: line)]
      } + Array(repeating: [], count: columns - texts.count)
    }
    var table = ProseTable(
      alignments: alignments, header: row(lines[0], line: line), rows: [], caption: [])
    var body = lines[2...]
    let identifier = body.last.flatMap(blockIdentifier)
    if identifier != nil { body.removeLast() }
    if let captionIndex = body.firstIndex(where: { captionStart($0) != nil }),
      let caption = caption(lines[captionIndex..<body.endIndex], line: line + captionIndex)
    {
      (table.caption, table.label) = (caption.content, caption.label)
      body = body[..<captionIndex]
    }
    for index in body.indices { table.rows.append(row(lines[index], line: line + index)) }
    blocks.append(Block(.table(table), line: line, identifier: identifier))
  }

  /// Obsidian's `^name` on the line below a table.
  private func blockIdentifier(_ line: Range<Int>) -> String? {
    guard text.bytes.has("^", at: line.lowerBound), line.count > 1,
      text.bytes[line.dropFirst()].allSatisfy({
        $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-")
      })
    else { return nil }
    return String(decoding: text.bytes[line.dropFirst()], as: UTF8.self)
  }

  // MARK: Captions

  /// The words of a paragraph `: Caption {#tbl-name}` or `Table: Caption`.
  struct TableCaption {
    var content: [Inline]
    var label: String?
  }

  /// Gives a paragraph that is a caption to the table above.
  func appendTableCaption(_ lines: [Range<Int>], line: Int, to blocks: inout [Block]) -> Bool {
    guard case .table(let table) = blocks.last?.kind, table.caption.isEmpty, table.label == nil,
      let caption = caption(lines[...], line: line)
    else { return false }
    give(caption, to: &blocks)
    return true
  }

  /// Gives a caption to the last block if that is a table.
  func give(_ caption: TableCaption, to blocks: inout [Block]) {
    guard let last = blocks.indices.last, case .table(var table) = blocks[last].kind else { return }
    (table.caption, table.label) = (caption.content, caption.label)
    blocks[last].kind = .table(table)
  }

  /// The caption of the table that the next paragraph is; `nil` where this one is something else:
  /// text, the caption of the table above, or the description of the term above.
  func caption(
    _ node: CommonMarkNode, above next: CommonMarkNode?, after block: Block?
  ) -> TableCaption? {
    guard case .paragraph = node.kind, let next, case .paragraph = next.kind else { return nil }
    let lines = rawLines(of: node)
    guard let start = captionStart(lines[0]),
      tableStart(in: rawLines(of: next)) == 0 || drawnTable(next) != nil
    else { return nil }
    switch block?.kind {
    case .table(let table) where table.caption.isEmpty && table.label == nil: return nil
    case .paragraph(let term)
    where start == lines[0].lowerBound + 1 && !term.contains(.softBreak)
      && !parser.elements.restored(joined(lines[...])).contains("{#tbl-"):
      return nil
    default: return caption(lines[...], line: noteLine(node.startLine))
    }
  }

  /// The offset behind the `:` or `Table:` that a line begins with.
  private func captionStart(_ line: Range<Int>) -> Int? {
    if text.bytes.has("Table:", at: line.lowerBound) { return line.lowerBound + 6 }
    return text.bytes.has(": ", at: line.lowerBound) ? line.lowerBound + 1 : nil
  }

  func caption(_ lines: ArraySlice<Range<Int>>, line: Int) -> TableCaption? {
    guard let first = lines.first, let start = captionStart(first) else { return nil }
    let words = joined([start..<first.upperBound] + lines.dropFirst())
    var attributes: Attributes?
    let content = inlines.parse(words.trimmed, line: line, attributes: &attributes)
    return TableCaption(content: content, label: attributes?.identifier)
  }

  // MARK: Tables that are drawn

  /// The table that a paragraph stands for.
  func drawnTable(_ node: CommonMarkNode) -> DrawnTable? {
    guard case .paragraph = node.kind, node.children.count == 1,
      case .element(let number)? = ExtensionElement.pieces(of: node.children[0].literal).first,
      case .table(let table) = parser.elements[number].kind
    else { return nil }
    return table
  }

  func table(_ drawn: DrawnTable) -> ProseTable {
    ProseTable(
      alignments: drawn.alignments, header: drawn.header.map(parser.parseNested),
      rows: drawn.rows.map { $0.map(parser.parseNested) }, caption: [])
  }
}
