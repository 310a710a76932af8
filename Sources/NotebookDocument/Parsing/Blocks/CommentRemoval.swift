/// Obsidian's comments `%% … %%` over several lines, which may hide whatever stands between.
enum CommentRemoval {
  /// The text without comments that begin a line and end on a later one; `nil` where there is none.
  static func removed(from text: SourceMappedText, kinds: [LineKind]) -> SourceMappedText? {
    let bytes = text.bytes
    guard bytes.contains(UInt8(ascii: "%")) else { return nil }
    var output = SourceMappedText()
    var copied = 0
    var line = 1
    while line <= text.lineCount {
      defer { line += 1 }
      let range = text.range(ofLine: line)
      guard kinds[line] != .code, range.lowerBound >= copied else { continue }
      let start = ContainerPrefix.end(in: bytes, range, listMarkers: true)
      guard bytes.has("%%", at: start) else { continue }
      var search = start + 2
      while search + 1 < bytes.count, !bytes.has("%%", at: search) { search += 1 }
      // What nothing closes is text, and so is every later beginning.
      guard search + 1 < bytes.count else {
        guard bytes[(start + 2)...].allSatisfy(\.isWhitespace) else { break }
        output.append(text, copied..<start)
        copied = bytes.count
        break
      }
      if search < range.upperBound {
        // A comment of one line, which the scanner of its paragraph takes out.
        continue
      }
      output.append(text, copied..<start)
      copied = search + 2
    }
    guard copied > 0 else { return nil }
    output.append(text, copied..<bytes.count)
    return output
  }
}
