extension BlockExtensionScanner {
  /// Takes a table out whose cells stand in frames, `+---+---+` over `| a | b |`.
  mutating func takeGridTable(_ first: Int, at start: Int) -> Int? {
    guard kinds[first] == .prose, first == 1 || kinds[first - 1] != .prose,
      let frame = GridRule(text.bytes[start..<text.range(ofLine: first).upperBound])
    else { return nil }
    let left = LineColumns(of: text.range(ofLine: first), in: text.bytes).column(of: start)
    let edges = frame.edges.map { $0 + left }
    var alignments = frame.alignments
    var rows: [[SourceMappedText]] = []
    var headerCount = 0
    var cells = [CellText](repeating: CellText(), count: edges.count - 1)
    var hasText = false
    var last = first
    var line = first + 1
    while line <= text.lineCount, !isBlank(line) {
      let columns = LineColumns(of: text.range(ofLine: line), in: text.bytes)
      let offset = columns.offset(of: left)
      let content = text.bytes[offset..<columns.range.upperBound].trimmed
      guard content.startIndex == offset,
        content.first == UInt8(ascii: "+")
          || content.first == UInt8(ascii: "|")
      else { break }
      if let rule = GridRule(content) {
        guard rule.edges == frame.edges else { return refuseGrid(start, line) }
        if rule.isDouble, headerCount == 0, rows.isEmpty {
          headerCount = 1
          alignments = rule.alignments
        }
        if hasText { rows.append(cells.map { $0.text(of: text) }) }
        cells = cells.map { _ in CellText() }
        hasText = false
        last = line
      } else {
        let hasAllBars = edges.allSatisfy { edge in
          text.bytes.has("|", at: columns.offset(of: edge))
        }
        guard hasAllBars else { return refuseGrid(start, line) }
        for index in cells.indices {
          cells[index].append(columns, (edges[index] + 1)..<edges[index + 1])
        }
        hasText = true
      }
      line += 1
    }
    guard !rows.isEmpty, !hasText else {
      return line > first + 1 ? refuseGrid(start, line - 1) : nil
    }
    let table = DrawnTable(
      alignments: alignments, header: headerCount > 0 ? rows[0] : [],
      rows: Array(rows.dropFirst(headerCount)))
    takeOutTable(table, start, first: first, last: last)
    return last + 1
  }

  private mutating func refuseGrid(_ start: Int, _ line: Int) -> Int? {
    let number = source.position(of: text.origin(of: text.range(ofLine: line).lowerBound)).line
    report(
      "the frame of this table is not whole: line \(source.place(ofLine: number).number) has no '|' or '+' where it should",
      at: start,
      explanation:
        "every cell has '|' at both sides, every row a line '+---+' below it; cells over "
        + "several columns or rows are not read")
    return nil
  }

  /// Puts the placeholder of a table in its place, as a paragraph of its own.
  mutating func takeOutTable(_ table: DrawnTable, _ start: Int, first: Int, last: Int) {
    let prefix = text.range(ofLine: first).lowerBound..<start
    let end = text.range(ofLine: last).upperBound
    output.append(text, prefix)
    takeOut(.table(table), start..<end)
    let further = ContainerPrefix.continued(text.bytes[prefix])
    output.append(
      [UInt8(ascii: "\n")] + further + [UInt8(ascii: "\n")], from: text.origin(of: end))
  }
}

/// A line of a frame, `+:---+====+`.
private struct GridRule {
  /// The columns of the `+`, counted from the first.
  var edges: [Int] = [0]
  var alignments: [ProseTable.Alignment] = []
  /// Whether it is drawn with `=`, as below a header.
  var isDouble: Bool

  init?(_ bytes: ArraySlice<UInt8>) {
    let line = bytes.trimmingSuffix(while: \.isSpaceOrTab)
    guard line.first == UInt8(ascii: "+"), line.last == UInt8(ascii: "+"), line.count > 2 else {
      return nil
    }
    isDouble = line.contains(UInt8(ascii: "="))
    let mark = isDouble ? UInt8(ascii: "=") : UInt8(ascii: "-")
    for part in line.dropFirst().dropLast()
      .split(separator: UInt8(ascii: "+"), omittingEmptySubsequences: false)
    {
      let left = part.first == UInt8(ascii: ":")
      let right = part.count > 1 && part.last == UInt8(ascii: ":")
      let dashes = part.dropFirst(left ? 1 : 0).dropLast(right ? 1 : 0)
      guard !dashes.isEmpty, dashes.allSatisfy({ $0 == mark }) else { return nil }
      edges.append(part.endIndex - line.startIndex)
      alignments.append(left ? (right ? .center : .left) : (right ? .right : .none))
    }
  }
}
