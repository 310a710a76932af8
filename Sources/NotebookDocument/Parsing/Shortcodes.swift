/// Quarto's `{{< name argument >}}`.
enum Shortcodes {
  /// The name and the first argument of a shortcode that begins at `start`, and the offset after
  /// it.
  static func shortcode(
    in bytes: [UInt8], at start: Int, limit: Int
  ) -> (name: String, argument: String, end: Int)? {
    guard bytes.has("{{<", at: start), !(start > 0 && bytes[start - 1] == UInt8(ascii: "{")) else {
      return nil
    }
    var end = start + 3
    let limit = min(limit, start + 1_000)
    while end < limit, !bytes.has(">}}", at: end) {
      guard bytes[end] != UInt8(ascii: "\n") else { return nil }
      end += 1
    }
    guard end < limit else { return nil }
    let words = String(decoding: bytes[(start + 3)..<end], as: UTF8.self)
      .split(whereSeparator: \.isWhitespace)
    guard let name = words.first else { return nil }
    let argument = words.count > 1 ? words[1].filter { $0 != "\"" && $0 != "'" } : ""
    return (String(name), argument, end + 3)
  }

  /// The key of what a shortcode stands for in ``FrontMatterParser/metadata``.
  private static func key(of name: String, _ argument: String) -> String? {
    switch name {
    case "meta": argument
    case "var": FrontMatterParser.variablePrefix + argument
    default: nil
    }
  }

  /// The text with the values of the front matter in the places of `{{< meta key >}}`, and of the
  /// project in those of `{{< var key >}}`, outside of code; `nil` where there is none.
  static func filled(
    _ text: SourceMappedText, kinds: [LineKind], metadata: [String: String]
  ) -> SourceMappedText? {
    guard !metadata.isEmpty else { return nil }
    return replaced(in: text, kinds: kinds) { name, argument, _ in
      guard let key = key(of: name, argument), let value = metadata[key] else { return nil }
      return Array(value.utf8)
    }
  }

  /// The text with those of the files that `{{< include file >}}` names in their places, outside of
  /// code; `nil` where there is none. What comes from another file counts as standing where the
  /// shortcode does.
  ///
  /// - Parameter file: The text of a file; `nil` leaves the shortcode as it is.
  static func included(
    in text: SourceMappedText, kinds: [LineKind], file: (_ name: String, _ offset: Int) -> [UInt8]?
  ) -> SourceMappedText? {
    let bytes = text.bytes
    return replaced(in: text, kinds: kinds) { name, argument, before in
      guard name == "include", let included = file(argument, text.origin(of: before.upperBound))
      else { return nil }
      // In a quote or a list item, all lines of the file lie in it.
      guard ContainerPrefix.end(in: bytes, before, listMarkers: true) == before.upperBound else {
        return included
      }
      let further = ContainerPrefix.continued(bytes[before])
      let lines = included.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      return Array(lines.joined(separator: [UInt8(ascii: "\n")] + further))
    }
  }

  /// The text with other bytes in the places of shortcodes outside of code; `nil` where all stay.
  ///
  /// - Parameter replacement: What stands for a shortcode, by its name, its first argument and what
  ///   lies before it on its line; `nil` leaves it as it is.
  private static func replaced(
    in text: SourceMappedText, kinds: [LineKind],
    by replacement: (_ name: String, _ argument: String, _ before: Range<Int>) -> [UInt8]?
  ) -> SourceMappedText? {
    let bytes = text.bytes
    guard bytes.contains(UInt8(ascii: "{")) else { return nil }
    var output = SourceMappedText()
    var copied = 0
    for line in 1...text.lineCount where kinds[line] != .code {
      let range = text.range(ofLine: line)
      var index = range.lowerBound
      while let brace = bytes[index..<range.upperBound].firstIndex(of: UInt8(ascii: "{")) {
        index = brace + 1
        guard let found = shortcode(in: bytes, at: brace, limit: range.upperBound),
          !(brace > 0 && bytes[brace - 1] == UInt8(ascii: "`")),
          let replaced = replacement(found.name, found.argument, range.lowerBound..<brace)
        else { continue }
        output.append(text, copied..<brace)
        output.append(replaced, from: text.origin(of: brace), isReplacement: true)
        copied = found.end
        index = found.end
      }
    }
    guard copied > 0 else { return nil }
    output.append(text, copied..<bytes.count)
    return output
  }
}
