extension BlockExtensionScanner {
  /// Takes a table out whose columns are underlined, with or without a header:
  ///
  ///     name     accuracy
  ///     ------  ---------
  ///     plain       0.872
  mutating func takeSimpleTable(_ first: Int) -> Int? {
    guard first == 1 || kinds[first - 1] != .prose, kinds[first] != .html else { return nil }
    return takeTableInLines(first) ?? takeTableInParagraphs(first)
  }

  /// Every line is a row.
  private mutating func takeTableInLines(_ first: Int) -> Int? {
    let hasHeader = underlines(first) == nil
    let ruleLine = hasHeader ? first + 1 : first
    guard !hasHeader || kinds[first] == .prose, let rule = underlines(ruleLine) else { return nil }
    var lines: [Int] = []
    var line = ruleLine + 1
    while line <= text.lineCount, !isBlank(line), underlines(line) == nil {
      lines.append(line)
      line += 1
    }
    let isClosed = line <= text.lineCount && underlines(line) != nil
    guard !lines.isEmpty, hasHeader || isClosed else { return nil }
    let columns = Columns(rule, alignedBy: [hasHeader ? first : lines[0]], in: text)
    let table = DrawnTable(
      alignments: columns.alignments, header: hasHeader ? columns.cells([first], in: text) : [],
      rows: lines.map { columns.cells([$0], in: text) })
    return take(table, first, last: isClosed ? line : line - 1)
  }

  /// Rows of several lines have blank lines between them; a whole line stands above the header and
  /// below the last row.
  private mutating func takeTableInParagraphs(_ first: Int) -> Int? {
    guard let whole = wholeRule(first) else { return nil }
    var header: [Int] = []
    var ruleLine = first + 1
    while ruleLine <= text.lineCount, !isBlank(ruleLine), underlines(ruleLine) == nil {
      header.append(ruleLine)
      ruleLine += 1
    }
    guard !header.isEmpty, let rule = underlines(ruleLine), rule.last?.upperBound == whole else {
      return nil
    }
    var rows: [[Int]] = [[]]
    var line = ruleLine + 1
    while line <= text.lineCount, wholeRule(line) == nil {
      if isBlank(line) {
        // Two blank lines end what can only be something else.
        guard rows.last?.isEmpty == false else { return nil }
        rows.append([])
      } else {
        rows[rows.count - 1].append(line)
      }
      line += 1
    }
    guard line <= text.lineCount, wholeRule(line) == whole else { return nil }
    rows.removeAll(where: \.isEmpty)
    guard !rows.isEmpty else { return nil }
    let columns = Columns(rule, alignedBy: header, in: text)
    let table = DrawnTable(
      alignments: columns.alignments, header: columns.cells(header, in: text),
      rows: rows.map { columns.cells($0, in: text) })
    return take(table, first, last: line)
  }

  private mutating func take(_ table: DrawnTable, _ first: Int, last: Int) -> Int {
    let start = ContainerPrefix.end(in: text.bytes, text.range(ofLine: first), listMarkers: false)
    takeOutTable(table, start, first: first, last: last)
    return last + 1
  }

  /// The columns of two or more stretches of dashes, where a line has nothing else.
  private func underlines(_ line: Int) -> [Range<Int>]? {
    guard line <= text.lineCount else { return nil }
    let range = text.range(ofLine: line)
    let start = ContainerPrefix.end(in: text.bytes, range, listMarkers: false)
    let content = text.bytes[start..<range.upperBound]
    guard content.first == UInt8(ascii: "-"),
      content.allSatisfy({ $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: " ") })
    else { return nil }
    let parts = content.split(separator: UInt8(ascii: " "))
    guard parts.count > 1, parts.allSatisfy({ $0.count > 1 }) else { return nil }
    return parts.map { ($0.startIndex - range.lowerBound)..<($0.endIndex - range.lowerBound) }
  }

  /// The column behind a line of dashes without a space.
  private func wholeRule(_ line: Int) -> Int? {
    let range = text.range(ofLine: line)
    let start = ContainerPrefix.end(in: text.bytes, range, listMarkers: false)
    let content = text.bytes[start..<range.upperBound].trimmingSuffix(while: \.isSpaceOrTab)
    guard content.count >= 10, content.allSatisfy({ $0 == UInt8(ascii: "-") }) else { return nil }
    return content.endIndex - range.lowerBound
  }
}

/// The columns of a table without frames.
private struct Columns {
  /// Where each begins; the first one reaches to the left as far as the text does.
  private let starts: [Int]
  private(set) var alignments: [ProseTable.Alignment] = []

  /// - Parameter aligned: The lines whose texts say, by where they stand over the dashes, how the
  ///   columns are aligned.
  init(_ rule: [Range<Int>], alignedBy aligned: [Int], in text: SourceMappedText) {
    starts = rule.map(\.lowerBound)
    let lines = aligned.map { LineColumns(of: text.range(ofLine: $0), in: text.bytes) }
    for dashes in rule {
      func isFilled(_ column: Int) -> Bool {
        lines.contains { line in
          let offset = line.offset(of: column)
          return offset < line.range.upperBound && !text.bytes[offset].isSpaceOrTab
        }
      }
      let (left, right) = (isFilled(dashes.lowerBound), isFilled(dashes.upperBound - 1))
      alignments.append(left ? (right ? .none : .left) : (right ? .right : .center))
    }
  }

  /// The texts of a row that stands on some lines.
  func cells(_ lines: [Int], in text: SourceMappedText) -> [SourceMappedText] {
    var cells = [CellText](repeating: CellText(), count: starts.count)
    for number in lines {
      let line = LineColumns(of: text.range(ofLine: number), in: text.bytes)
      let content = ContainerPrefix.end(in: text.bytes, line.range, listMarkers: false)
      for index in starts.indices {
        let start = index == 0 ? min(starts[0], line.column(of: content)) : starts[index]
        let end = index + 1 < starts.count ? starts[index + 1] : max(line.count, start)
        cells[index].append(line, start..<max(end, start))
      }
    }
    return cells.map { $0.text(of: text) }
  }
}
