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
    func row(_ range: Range<Int>, line: Int) -> [[Inline]] {
      let texts = TableSyntax.cells(in: text.bytes, range).prefix(columns)
      return texts.map { inlines.parse($0, line: line) }
        + Array(repeating: [], count: columns - texts.count)
    }
    var table = ProseTable(
      alignments: alignments, header: row(lines[0], line: line), rows: [], caption: [])
    var body = lines[2...]
    let identifier = body.last.flatMap(blockIdentifier)
    if identifier != nil { body.removeLast() }
    let captionIndex = body.firstIndex { text.bytes.has(": ", at: $0.lowerBound) }
    if let captionIndex {
      (table.caption, table.label) = caption(
        lines[captionIndex..<body.endIndex], line: line + captionIndex)
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

  /// Gives a paragraph `: Caption {#tbl-name}` to the table above.
  func appendTableCaption(_ lines: [Range<Int>], to blocks: inout [Block]) -> Bool {
    guard case .table(var table) = blocks.last?.kind, table.caption.isEmpty else { return false }
    (table.caption, table.label) = caption(lines[...], line: blocks[blocks.count - 1].line)
    blocks[blocks.count - 1].kind = .table(table)
    return true
  }

  private func caption(_ lines: ArraySlice<Range<Int>>, line: Int) -> ([Inline], String?) {
    var attributes: Attributes?
    let content = inlines.parse(
      String(joined(lines).dropFirst()).trimmed, line: line, attributes: &attributes)
    return (content, attributes?.identifier)
  }
}
