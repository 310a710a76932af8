/// Text put into the author's code without a line break, so that lines stay what they are.
struct Insertion: Sendable, Equatable {
  /// UTF-8 offset in the author's code.
  var offset: Int
  var text: String
}

/// The author's code with insertions, and the way back from its columns to the author's.
struct RewrittenCode: Codable, Sendable, Equatable {
  let text: String
  /// The insertions of each 0-based line that has any.
  private let insertions: [Int: [Gap]]

  /// Where a line has inserted text.
  private struct Gap: Codable {
    /// The author's 1-based column before which it stands.
    var column: Int
    var length: Int
  }

  /// Applies the insertions; those at one offset stay in the order given.
  init(_ code: String, insertions: [Insertion] = []) {
    var bytes: [UInt8] = []
    var columns: [Int: [Gap]] = [:]
    let ordered = insertions.enumerated().sorted {
      ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset)
    }.map(\.element)
    var pending = ordered[...]
    var line = 0
    var column = 1
    let source = Array(code.utf8)
    for (offset, byte) in source.enumerated() {
      while let insertion = pending.first, insertion.offset <= offset {
        pending.removeFirst()
        bytes += insertion.text.utf8
        columns[line, default: []].append(Gap(column: column, length: insertion.text.utf8.count))
      }
      bytes.append(byte)
      // "\r\n", "\n" and a lone "\r" each end a line for the compiler.
      let isLineEnd =
        byte == UInt8(ascii: "\n")
        || (byte == UInt8(ascii: "\r")
          && !(offset + 1 < source.count && source[offset + 1] == UInt8(ascii: "\n")))
      if isLineEnd {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    for insertion in pending {
      bytes += insertion.text.utf8
      columns[line, default: []].append(Gap(column: column, length: insertion.text.utf8.count))
    }
    text = String(decoding: bytes, as: UTF8.self)
    self.insertions = columns
  }

  /// The author's column for a column of the rewritten line, and whether the place lies inside
  /// inserted text, in which case the column is that of the code after it.
  func authorColumn(line: Int, column: Int) -> (column: Int, isInserted: Bool) {
    var shift = 0
    for insertion in insertions[line] ?? [] {
      let start = insertion.column + shift
      if column < start { break }
      if column < start + insertion.length { return (insertion.column, true) }
      shift += insertion.length
    }
    return (column - shift, false)
  }

  static func == (one: Self, other: Self) -> Bool { one.text == other.text }
}
