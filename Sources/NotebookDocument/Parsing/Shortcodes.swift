/// Quarto's `{{< name argument >}}`, and MyST's `{{ name }}`.
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

  /// A shortcode that is only shown, `{{{< name >}}}` or `{{</* name */>}}`, without the marks that
  /// say so, and the offset after it.
  static func shown(in bytes: [UInt8], at start: Int, limit: Int) -> (text: String, end: Int)? {
    let isCommented = bytes.has("{{</*", at: start)
    guard isCommented || bytes.has("{{{<", at: start) else { return nil }
    let first = start + (isCommented ? 5 : 4)
    var end = first
    while end < min(limit, start + 1_000), bytes[end] != UInt8(ascii: "\n") {
      if isCommented ? bytes.has("*/>}}", at: end) : bytes.has(">}}}", at: end) {
        let content = String(decoding: bytes[first..<end], as: UTF8.self)
        return ("{{<\(content)>}}", end + (isCommented ? 5 : 4))
      }
      end += 1
    }
    return nil
  }

  /// The name under which `{{ key }}` is found, with the key as its argument.
  private static let substitution = "substitution"

  /// A `{{ key }}` that begins at `start`, and the offset after it.
  private static func substitution(
    in bytes: [UInt8], at start: Int, limit: Int
  ) -> (name: String, argument: String, end: Int)? {
    guard bytes.has("{{", at: start), !(start > 0 && bytes[start - 1] == UInt8(ascii: "{")) else {
      return nil
    }
    let rest = bytes[(start + 2)..<limit].prefix(100)
    let inner = rest.prefix { $0.isLabelByte || $0.isSpaceOrTab }
    let key = String(decoding: inner, as: UTF8.self).trimmed
    guard bytes.has("}}", at: inner.endIndex), !key.isEmpty else { return nil }
    return (substitution, key, inner.endIndex + 2)
  }

  /// What a shortcode stands for, of ``FrontMatterParser/metadata``.
  private static func value(
    of name: String, _ argument: String, in metadata: [String: String]
  ) -> String? {
    switch name {
    case "meta": metadata[argument]
    case "var": metadata[FrontMatterParser.variablePrefix + argument]
    case substitution:
      FrontMatterParser.substitutionPrefixes.lazy.compactMap { metadata[$0 + argument] }.first
    default: nil
    }
  }

  /// The text with the values of the front matter in the places of `{{< meta key >}}` and
  /// `{{ key }}`, and of the project in those of `{{< var key >}}`, outside of code; `nil` where
  /// there is none.
  static func filled(
    _ text: SourceMappedText, kinds: [LineKind], metadata: [String: String]
  ) -> SourceMappedText? {
    guard !metadata.isEmpty else { return nil }
    return replaced(in: text, kinds: kinds) { name, argument, before in
      guard let value = value(of: name, argument, in: metadata) else { return nil }
      var replaced = SourceMappedText()
      replaced.append(
        Array(value.utf8), from: text.origin(of: before.upperBound), isReplacement: true)
      return replaced
    }
  }

  /// The text with those of the files that `{{< include file >}}` names in their places, outside of
  /// code; `nil` where there is none.
  ///
  /// - Parameter file: The text of a file, with its places; `nil` leaves the shortcode as it is.
  static func included(
    in text: SourceMappedText, kinds: [LineKind],
    file: (_ name: String, _ offset: Int) -> SourceMappedText?
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
      var lines = SourceMappedText()
      for line in 1...included.lineCount {
        let range = included.range(ofLine: line)
        if line > 1 {
          lines.append(further, from: included.origin(of: range.lowerBound), isReplacement: true)
        }
        lines.append(included, range.lowerBound..<min(range.upperBound + 1, included.bytes.count))
      }
      return lines
    }
  }

  /// The text with other bytes in the places of shortcodes outside of code; `nil` where all stay.
  ///
  /// - Parameter replacement: What stands for a shortcode, by its name, its first argument and what
  ///   lies before it on its line; `nil` leaves it as it is.
  private static func replaced(
    in text: SourceMappedText, kinds: [LineKind],
    by replacement: (_ name: String, _ argument: String, _ before: Range<Int>) -> SourceMappedText?
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
        guard
          let found = shortcode(in: bytes, at: brace, limit: range.upperBound)
            ?? substitution(in: bytes, at: brace, limit: range.upperBound),
          !(brace > 0 && bytes[brace - 1] == UInt8(ascii: "`")),
          let replaced = replacement(found.name, found.argument, range.lowerBound..<brace)
        else { continue }
        output.append(text, copied..<brace)
        output.append(replaced, 0..<replaced.bytes.count)
        copied = found.end
        index = found.end
      }
    }
    guard copied > 0 else { return nil }
    output.append(text, copied..<bytes.count)
    return output
  }
}
