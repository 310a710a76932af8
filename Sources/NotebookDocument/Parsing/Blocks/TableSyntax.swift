/// The rows of GFM's tables.
enum TableSyntax {
  /// What a delimiter row such as `| :-- | --: |` says, or `nil` for any other line.
  static func alignments(in text: [UInt8], _ line: Range<Int>) -> [ProseTable.Alignment]? {
    let bytes = text[line]
    guard bytes.contains(UInt8(ascii: "|")), bytes.contains(UInt8(ascii: "-")),
      bytes.allSatisfy({ "|-: \t".utf8.contains($0) })
    else { return nil }
    var alignments: [ProseTable.Alignment] = []
    for cell in cells(in: text, line) {
      let left = cell.hasPrefix(":")
      let right = cell.hasSuffix(":") && cell.count > 1
      let dashes = cell.dropFirst(left ? 1 : 0).dropLast(right ? 1 : 0)
      guard !dashes.isEmpty, dashes.allSatisfy({ $0 == "-" }) else { return nil }
      alignments.append(left ? (right ? .center : .left) : (right ? .right : .none))
    }
    return alignments
  }

  /// The texts between the bars of a row, with `\|` as `|`.
  static func cells(in text: [UInt8], _ line: Range<Int>) -> [String] {
    var cells: [[UInt8]] = [[]]
    var index = line.lowerBound
    let bytes = text
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
}
