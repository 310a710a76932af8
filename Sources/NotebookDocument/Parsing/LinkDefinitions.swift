/// The note's definitions `[label]: address "title"`, for pieces of text that are parsed by
/// themselves, such as the cells of tables.
struct LinkDefinitions {
  private var texts: [String: ArraySlice<UInt8>] = [:]

  /// Collects the definitions of a text; the first one of a label holds.
  mutating func collect(in text: SourceMappedText, kinds: [LineKind]) {
    let bytes = text.bytes
    for line in 1...text.lineCount where kinds[line] != .code && kinds[line] != .html {
      let range = text.range(ofLine: line)
      let start = ContainerPrefix.end(in: bytes, range, listMarkers: true)
      guard bytes.has("[", at: start), let close = Self.close(in: bytes[start..<range.upperBound]),
        bytes.has(":", at: close + 1)
      else { continue }
      // Address and title may stand on lines of their own.
      var end = range.upperBound
      for next in (line + 1)..<(line + 3) where next <= text.lineCount {
        let more = text.range(ofLine: next)
        guard kinds[next] == .other, !more.isEmpty, !bytes.has("[", at: more.lowerBound) else {
          break
        }
        end = more.upperBound
      }
      let key = Self.key(bytes[(start + 1)..<close])
      if texts[key] == nil { texts[key] = bytes[start..<end] }
    }
  }

  /// The definitions of the labels that a text mentions, as CommonMark.
  func text(forLabelsIn text: String) -> [UInt8] {
    guard !texts.isEmpty, text.utf8.contains(UInt8(ascii: "]")) else { return [] }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var known: Set<String> = []
    var open: Int?
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "[") {
        open = index + 1
      } else if byte == UInt8(ascii: "]"), let start = open {
        let key = Self.key(bytes[start..<index])
        if let definition = texts[key], known.insert(key).inserted {
          result += definition + Array("\n\n".utf8)
        }
        open = nil
      }
    }
    return result
  }

  /// The offset of the `]` that ends a label.
  private static func close(in line: ArraySlice<UInt8>) -> Int? {
    var index = line.startIndex + 1
    while index < line.endIndex {
      if line[index] == UInt8(ascii: "\\") {
        index += 1
      } else if line[index] == UInt8(ascii: "]") {
        return index
      }
      index += 1
    }
    return nil
  }

  /// How labels are compared: without case and repeated spaces.
  private static func key(_ label: ArraySlice<UInt8>) -> String {
    String(decoding: label, as: UTF8.self).lowercased().split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }
}
