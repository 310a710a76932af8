/// A table whose columns are drawn by their places on the lines, as pandoc has them; its cells are
/// yet to be read.
struct DrawnTable {
  var alignments: [ProseTable.Alignment]
  /// Empty for a table without a header.
  var header: [SourceMappedText]
  var rows: [[SourceMappedText]]
}

/// The columns that the characters of a line stand in; some take two of them.
struct LineColumns {
  /// The offset in the text of each column, and behind them that of the line's end.
  private let offsets: [Int]
  /// Where the line begins and ends in the text.
  let range: Range<Int>

  init(of range: Range<Int>, in bytes: [UInt8]) {
    self.range = range
    var offsets: [Int] = []
    var offset = range.lowerBound
    for character in String(decoding: bytes[range], as: UTF8.self) {
      offsets.append(offset)
      if character.isWide { offsets.append(offset) }
      offset += character.utf8.count
    }
    self.offsets = offsets + [offset]
  }

  var count: Int { offsets.count - 1 }

  /// The offset of a column; that of the line's end for those beyond it.
  func offset(of column: Int) -> Int { min(offsets[min(max(column, 0), count)], range.upperBound) }

  /// The column of an offset.
  func column(of offset: Int) -> Int { offsets.firstIndex { $0 >= offset } ?? count }
}

/// Collects the lines of one cell.
struct CellText {
  private var lines: [Range<Int>] = []

  /// Adds what stands between two columns of a line.
  mutating func append(_ line: LineColumns, _ columns: Range<Int>) {
    lines.append(line.offset(of: columns.lowerBound)..<line.offset(of: columns.upperBound))
  }

  /// The lines without the spaces that all of them begin with.
  func text(of source: SourceMappedText) -> SourceMappedText {
    let bytes = source.bytes
    func content(_ line: Range<Int>) -> ArraySlice<UInt8> {
      bytes[line].trimmingSuffix(while: \.isSpaceOrTab)
    }
    let indentation =
      lines.map(content).filter { !$0.isEmpty }
      .map { line in line.prefix { $0 == UInt8(ascii: " ") }.count }.min() ?? 0
    var text = SourceMappedText()
    for line in lines {
      let content = content(line).dropFirst(indentation)
      text.append(source, content.startIndex..<content.endIndex)
      text.append([UInt8(ascii: "\n")], from: source.origin(of: content.endIndex))
    }
    return text
  }
}
