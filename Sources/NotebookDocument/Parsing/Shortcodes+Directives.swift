extension Shortcodes {
  /// The text with `{{< include file >}}` in the places of MyST's directives ```` ```{include} file
  /// ````; `nil` where there is none.
  ///
  /// - Parameter ignored: Told where a directive has text, such as options: all of the file is
  ///   included.
  static func includingAsShortcodes(
    _ text: SourceMappedText, kinds: [LineKind], ignored: (_ offset: Int) -> Void
  ) -> SourceMappedText? {
    var output = SourceMappedText()
    var copied = 0
    var line = 1
    while line <= text.lineCount {
      let range = text.range(ofLine: line)
      guard kinds[line] == .code, line == 1 || kinds[line - 1] != .code,
        let (file, start, length) = include(in: text.bytes, range)
      else {
        line += 1
        continue
      }
      var last = line
      while last < text.lineCount, kinds[last + 1] == .code {
        last += 1
        let content = text.bytes[text.range(ofLine: last)].trimmed
        if content.count >= length, content.allSatisfy({ $0 == UInt8(ascii: "`") }) { break }
        if !content.isEmpty { ignored(text.origin(of: content.startIndex)) }
      }
      output.append(text, copied..<start)
      output.append(
        Array("{{< include \(file) >}}".utf8), from: text.origin(of: start), isReplacement: true)
      copied = text.range(ofLine: last).upperBound
      line = last + 1
    }
    guard copied > 0 else { return nil }
    output.append(text, copied..<text.bytes.count)
    return output
  }

  /// The file that a line includes, where its fence begins, and how many backticks that has.
  private static func include(
    in bytes: [UInt8], _ line: Range<Int>
  ) -> (file: String, start: Int, length: Int)? {
    let start = ContainerPrefix.end(in: bytes, line, listMarkers: false)
    let length = bytes[..<line.upperBound].runLength(of: UInt8(ascii: "`"), at: start)
    guard length >= 3, bytes.has("{include}", at: start + length) else { return nil }
    let file = String(decoding: bytes[(start + length + 9)..<line.upperBound], as: UTF8.self)
      .trimmed
    return file.isEmpty || file.contains(where: \.isWhitespace) ? nil : (file, start, length)
  }
}
