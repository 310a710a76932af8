/// Code blocks within markdown cells, which a notebook shows and does not run: in a note their language
/// stands in braces, as pandoc writes a class.
enum ShownCode {
  /// The name in a region's metadata that says that the cell has such blocks.
  static let key = "shown_code"

  /// The text with `{.swift}` in the place of `swift`; `nil` where it has no block of that language.
  static func text(_ source: String, language: String) -> String? {
    let changed = replacing(source) { info in
      let word = info.prefix { !$0.isWhitespace }
      let isCode = [language, "{\(language)}"].contains(word.lowercased())
      return isCode ? "{.\(language)}" + info.dropFirst(word.count) : nil
    }
    return changed == source ? nil : changed
  }

  /// The text with `swift` in the place of `{.swift}`.
  static func restored(_ source: String, language: String) -> String {
    replacing(source) { info in
      let mark = "{.\(language)}"
      return info.hasPrefix(mark) ? language + info.dropFirst(mark.count) : nil
    }
  }

  /// The text with other words after the marks of opening fences.
  private static func replacing(_ source: String, by change: (Substring) -> String?) -> String {
    var opening: Substring?
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      // In a quote or a list, the fence comes after the marks of those.
      let content = line.drop { " \t>-*+0123456789.".contains($0) }
      if let fence = opening {
        if Fence.closes(content, opening: fence) { opening = nil }
        return String(line)
      }
      guard content.hasPrefix("```") || content.hasPrefix("~~~"), let mark = content.first else {
        return String(line)
      }
      opening = content
      let info = content.drop { $0 == mark }.drop { $0 == " " }
      guard let changed = change(info) else { return String(line) }
      return line[..<info.startIndex] + changed
    }
    return lines.joined(separator: "\n")
  }
}
