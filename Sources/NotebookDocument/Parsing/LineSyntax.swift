/// `{#eq-name}` after a displayed formula, or MyST's `(eq:name)`.
enum EquationLabel {
  /// The label that follows `start` after spaces, and the offset after it.
  static func after(_ start: Int, in bytes: [UInt8], limit: Int) -> (label: String, end: Int)? {
    var index = start
    while index < limit, bytes[index].isSpaceOrTab { index += 1 }
    if index < limit, bytes.has("(", at: index) {
      return parenthesized(index, in: bytes, limit: limit)
    }
    guard bytes.has("{#eq-", at: index) else { return nil }
    let labelStart = index + 2
    index = labelStart
    while index < limit, bytes[index].isLabelByte { index += 1 }
    guard index < limit, bytes[index] == UInt8(ascii: "}") else { return nil }
    return (String(decoding: bytes[labelStart..<index], as: UTF8.self), index + 1)
  }

  /// A name in parentheses at the end of a line; a word of letters alone may be a remark.
  private static func parenthesized(
    _ start: Int, in bytes: [UInt8], limit: Int
  ) -> (label: String, end: Int)? {
    let name = bytes[(start + 1)..<limit].prefix(while: \.isNameByte)
    guard bytes.has(")", at: name.endIndex), name.endIndex < limit,
      name.first?.isLetter == true, name.contains(where: { !$0.isLetter }),
      bytes[(name.endIndex + 1)..<limit].prefix(while: { $0 != UInt8(ascii: "\n") })
        .allSatisfy(\.isSpaceOrTab)
    else { return nil }
    return (String(decoding: name, as: UTF8.self), name.endIndex + 1)
  }
}

/// What stands before the text of a line inside quotes and lists: spaces, `>`.
enum ContainerPrefix {
  /// The offset of a line's own text. With `listMarkers`, `- ` and `1. ` are skipped too.
  static func end(in bytes: [UInt8], _ line: Range<Int>, listMarkers: Bool) -> Int {
    var index = line.lowerBound
    while index < line.upperBound {
      let byte = bytes[index]
      if byte.isSpaceOrTab || byte == UInt8(ascii: ">") {
        index += 1
      } else if listMarkers, "-+*".utf8.contains(byte), index + 1 < line.upperBound,
        bytes[index + 1].isSpaceOrTab
      {
        index += 2
      } else if listMarkers, byte.isDigit {
        var end = index
        while end < line.upperBound, bytes[end].isDigit { end += 1 }
        guard bytes.has(". ", at: end) || bytes.has(") ", at: end) else { return index }
        index = end + 2
      } else {
        break
      }
    }
    return index
  }

  /// What lines below one with a prefix begin with to lie in the same quotes and list items: the
  /// mark of an item begins it only once.
  static func continued(_ prefix: ArraySlice<UInt8>) -> [UInt8] {
    prefix.map { $0.isSpaceOrTab || $0 == UInt8(ascii: ">") ? $0 : UInt8(ascii: " ") }
  }

  /// A text of several lines that begins at an offset, without what quotes put before all lines
  /// but the first.
  static func removed(from text: String, at offset: Int, in bytes: [UInt8]) -> String {
    guard text.utf8.contains(UInt8(ascii: "\n")) else { return text }
    let quotes = quotes(in: bytes, before: offset)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { number, line in
      var rest = line
      guard number > 0 else { return rest }
      rest = rest.drop { $0 == " " || $0 == "\t" }
      for _ in 0..<quotes where rest.first == ">" {
        rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
      }
      return rest
    }.joined(separator: "\n")
  }

  /// How many quotes a line lies in, by the marks at its beginning.
  static func quotes(in bytes: [UInt8], before offset: Int) -> Int {
    let line = (bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    let prefix = line..<end(in: bytes, line..<offset, listMarkers: true)
    return bytes[prefix].count { $0 == UInt8(ascii: ">") }
  }
}

extension WikiLink {
  /// What stands between `[[` and `]]`; `nil` where that cannot be a link.
  init?(_ content: String, line: Int, column: Int) {
    guard Self.mayHold(content) else { return nil }
    let parts = content.replacing("\\|", with: "|").split(
      separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let target = parts[0].trimmed
    let text = parts.count > 1 ? CharacterReferences.decoded(parts[1].trimmed) : ""
    let hash = target.firstIndex(of: "#")
    note = hash.map { target[..<$0].trimmed } ?? target
    fragment = hash.map { target[target.index(after: $0)...].trimmed }
    self.text = text.isEmpty ? nil : text
    self.line = line
    self.column = column
    if note.isEmpty, fragment ?? "" == "" { return nil }
  }

  /// Whether brackets in a link are those of a heading that it names: `[[1, [2]]]` is no link.
  private static func mayHold(_ content: String) -> Bool {
    guard content.contains("[") || content.contains("]") else { return true }
    guard content.contains("#") else { return false }
    var depth = 0
    for byte in content.utf8 {
      if byte == UInt8(ascii: "[") { depth += 1 }
      if byte == UInt8(ascii: "]") { depth -= 1 }
      if depth < 0 { return false }
    }
    return depth == 0
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  package var trimmed: String {
    String(drop(while: \.isWhitespace).trimmingSuffix(while: \.isWhitespace))
  }
}

extension BidirectionalCollection {
  /// Without the last elements that satisfy a condition.
  func trimmingSuffix(while condition: (Element) -> Bool) -> SubSequence {
    var end = endIndex
    while end > startIndex, condition(self[index(before: end)]) { formIndex(before: &end) }
    return self[..<end]
  }
}
