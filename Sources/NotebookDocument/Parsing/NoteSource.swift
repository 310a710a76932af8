/// The text of a note: UTF-8 with `\n` line ends and without byte-order mark.
package struct NoteSource: Sendable, Equatable {
  package let path: String
  package let bytes: [UInt8]
  /// The texts that stand in the note's, each with offsets and lines of its own behind the note's.
  private(set) var includedTexts: [IncludedText] = []
  /// Offsets of the first byte of each line.
  private let lineStarts: [Int]

  /// The text of another file that stands in the note's.
  struct IncludedText: Sendable, Equatable {
    /// The file, with its own lines.
    var source: NoteSource
    /// What its offsets and lines are counted from in the whole.
    var firstOffset: Int
    var firstLine: Int
  }

  /// Decodes a note's bytes; what is not text is replaced by U+FFFD and reported.
  package init(decoding raw: [UInt8], path: String, diagnostics: inout [Diagnostic]) {
    self.path = path
    var bytes = [UInt8]()
    bytes.reserveCapacity(raw.count)
    var index = raw.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var line = 1
    var firstNull: Int?
    while index < raw.count {
      let byte = raw[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\r"):
        if index < raw.count, raw[index] == UInt8(ascii: "\n") { index += 1 }
        bytes.append(UInt8(ascii: "\n"))
        line += 1
      case UInt8(ascii: "\n"):
        bytes.append(byte)
        line += 1
      case 0:
        firstNull = firstNull ?? line
        bytes.append(contentsOf: [0xEF, 0xBF, 0xBD])
      default:
        bytes.append(byte)
      }
    }
    if let firstNull {
      diagnostics.append(
        Diagnostic(
          .error, file: path, line: firstNull, "the note contains a zero byte",
          explanation: "a note is plain text; is this a binary file, or was it saved as UTF-16?"))
    }
    if String(validating: bytes, as: UTF8.self) == nil {
      let line = Self.firstInvalidLine(bytes)
      diagnostics.append(
        Diagnostic(
          .error, file: path, line: line, "the text is not valid UTF-8",
          explanation: "save the note as UTF-8; unreadable characters are shown as '\u{FFFD}'"))
      bytes = Array(String(decoding: bytes, as: UTF8.self).utf8)
    }
    if let offset = Self.replaceReservedCharacters(in: &bytes) {
      let line = 1 + bytes[..<offset].count { $0 == UInt8(ascii: "\n") }
      diagnostics.append(
        Diagnostic(
          .warning, file: path, line: line,
          "the private-use characters U+10FFFC and U+10FFFD are reserved",
          explanation: "they are shown as '\u{FFFD}'"))
    }
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.lazy.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  /// Makes room for the marks of ``ExtensionElement``; returns the first offset that changed.
  private static func replaceReservedCharacters(in bytes: inout [UInt8]) -> Int? {
    guard bytes.contains(ExtensionElement.reservedBytes[0]) else { return nil }
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    var first: Int?
    var index = 0
    while index < bytes.count {
      if bytes.has("\u{10FFFC}", at: index) || bytes.has("\u{10FFFD}", at: index) {
        first = first ?? kept.count
        kept += [0xEF, 0xBF, 0xBD]
        index += 4
      } else {
        kept.append(bytes[index])
        index += 1
      }
    }
    bytes = kept
    return first
  }

  private static func firstInvalidLine(_ bytes: [UInt8]) -> Int {
    var line = 1
    for slice in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if String(validating: slice, as: UTF8.self) == nil { return line }
      line += 1
    }
    return line
  }

  /// How many lines there are; a line end at the very end begins no further line.
  package var lineCount: Int {
    lineStarts.last == bytes.count ? lineStarts.count - 1 : lineStarts.count
  }

  /// Takes the text of an included file among the note's.
  ///
  /// - Returns: The offset of its first byte.
  mutating func include(_ source: NoteSource) -> Int {
    let last = includedTexts.last
    let end = last.map { $0.firstOffset + $0.source.bytes.count } ?? bytes.count
    let lines = last.map { $0.firstLine + $0.source.lineStarts.count } ?? lineStarts.count + 1
    // A byte and a line apart, so that no place belongs to two of them.
    includedTexts.append(IncludedText(source: source, firstOffset: end + 1, firstLine: lines + 1))
    return end + 1
  }

  /// The line in the file that it stands in.
  package func place(ofLine line: Int) -> SourceLine {
    guard let text = includedText(withLine: line) else { return SourceLine(number: line) }
    return SourceLine(file: text.source.path, number: line - text.firstLine + 1)
  }

  private func includedText(withLine line: Int) -> IncludedText? {
    includedTexts.last { $0.firstLine <= line }
  }

  /// The offsets of a 1-based line, without its line end.
  package func range(ofLine line: Int) -> Range<Int> {
    if let text = includedText(withLine: line) {
      let range = text.source.range(ofLine: line - text.firstLine + 1)
      return range.lowerBound + text.firstOffset..<range.upperBound + text.firstOffset
    }
    guard line >= 1, line <= lineStarts.count else { return bytes.count..<bytes.count }
    let start = lineStarts[line - 1]
    let end = line < lineStarts.count ? lineStarts[line] - 1 : bytes.count
    return start..<end
  }

  /// The text of a 1-based line, or `nil` where the note has no such line.
  package func text(ofLine line: Int) -> String? {
    if let text = includedText(withLine: line) {
      return text.source.text(ofLine: line - text.firstLine + 1)
    }
    guard line >= 1, line <= lineStarts.count else { return nil }
    return String(decoding: bytes[range(ofLine: line)], as: UTF8.self)
  }

  /// The text of a 1-based line of the note's file, or of one that it includes; `nil` where there
  /// is no such line.
  package func text(ofLine line: Int, in file: String) -> String? {
    guard file != path else { return line > lineStarts.count ? nil : text(ofLine: line) }
    return includedTexts.first { $0.source.path == file }?.source.text(ofLine: line)
  }

  /// 1-based line and column, counted in UTF-8 bytes.
  package func position(of offset: Int) -> (line: Int, column: Int) {
    if let text = includedTexts.last(where: { $0.firstOffset <= offset }) {
      let place = text.source.position(of: offset - text.firstOffset)
      return (place.line + text.firstLine - 1, place.column)
    }
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return (low + 1, offset - lineStarts[low] + 1)
  }

  /// The text of a range of offsets.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
