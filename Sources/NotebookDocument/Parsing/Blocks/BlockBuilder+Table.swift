extension BlockBuilder {
  /// The index of the header line of a table among a paragraph's lines.
  func tableStart(in lines: [Range<Int>]) -> Int? {
    guard lines.count > 1 else { return nil }
    for index in 1..<lines.count {
      if let alignments = alignments(lines[index]),
        cells(lines[index - 1]).count == alignments.count
      {
        return index - 1
      }
    }
    return nil
  }

  /// What a delimiter row such as `| :-- | --: |` says, or `nil` for any other line.
  private func alignments(_ line: Range<Int>) -> [ProseTable.Alignment]? {
    let bytes = text.bytes[line]
    guard bytes.contains(UInt8(ascii: "|")), bytes.contains(UInt8(ascii: "-")),
      bytes.allSatisfy({ "|-: \t".utf8.contains($0) })
    else { return nil }
    var alignments: [ProseTable.Alignment] = []
    for cell in cells(line) {
      let left = cell.hasPrefix(":")
      let right = cell.hasSuffix(":") && cell.count > 1
      let dashes = cell.dropFirst(left ? 1 : 0).dropLast(right ? 1 : 0)
      guard !dashes.isEmpty, dashes.allSatisfy({ $0 == "-" }) else { return nil }
      alignments.append(left ? (right ? .center : .left) : (right ? .right : .none))
    }
    return alignments
  }

  /// The texts between the bars of a row, with `\|` as `|`.
  private func cells(_ line: Range<Int>) -> [String] {
    var cells: [[UInt8]] = [[]]
    var index = line.lowerBound
    let bytes = text.bytes
    if bytes.has("|", at: index) { index += 1 }
    var endsWithBar = false
    while index < line.upperBound {
      endsWithBar = false
      if bytes.has("\\|", at: index) {
        cells[cells.count - 1].append(UInt8(ascii: "|"))
        index += 2
      } else if bytes[index] == UInt8(ascii: "|") {
        cells.append([])
        endsWithBar = true
        index += 1
      } else {
        cells[cells.count - 1].append(bytes[index])
        index += 1
      }
    }
    if endsWithBar { cells.removeLast() }
    return cells.map { String(decoding: $0, as: UTF8.self).trimmed }
  }

  func appendTable(_ lines: [Range<Int>], line: Int, to blocks: inout [Block]) {
    let alignments = alignments(lines[1]) ?? []
    let columns = alignments.count
    func row(_ range: Range<Int>, line: Int) -> [[Inline]] {
      let texts = cells(range).prefix(columns)
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
