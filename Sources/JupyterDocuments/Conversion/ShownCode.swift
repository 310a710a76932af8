/// Blocks of Swift within the texts of a notebook, which it shows and does not run: in a note their
/// language stands in braces, as pandoc writes a class.
enum ShownCode {
  /// The text with `{.swift}` in the place of `swift`; `nil` where it has no such block.
  static func text(_ source: String) -> String? {
    let changed = replacing(source) { info in
      let word = info.prefix { !$0.isWhitespace }
      return word.lowercased() == "swift" ? "{.\(word)}" + info.dropFirst(word.count) : nil
    }
    return changed == source ? nil : changed
  }

  /// The text with `swift` in the place of `{.swift}`.
  static func restored(_ source: String) -> String {
    replacing(source) { info in
      guard info.lowercased().hasPrefix("{.swift}") else { return nil }
      return String(info.dropFirst(2).prefix(5) + info.dropFirst(8))
    }
  }

  /// The text with other words after the marks of opening fences.
  private static func replacing(
    _ source: String, by change: (Substring) -> String?
  ) -> String {
    var opening: Substring?
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      // In a quote or a list, the fence comes after the marks of those.
      let content = line.drop { " \t>-*+0123456789.)".contains($0) }
      if let fence = opening {
        if Fence.closes(content, opening: fence) { opening = nil }
        return String(line)
      }
      guard Fence.opens(content), let mark = content.first else { return String(line) }
      opening = content
      let info = content.drop { $0 == mark }.drop { $0 == " " }
      guard let changed = change(info) else { return String(line) }
      return line[..<info.startIndex] + changed
    }
    return lines.joined(separator: "\n")
  }
}
