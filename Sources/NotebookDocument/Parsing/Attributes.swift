/// What authors write behind a thing to name it: `{#sec-name}`, `^name`.
enum Attributes {
  /// Removes `{#name}` (with classes, which mean nothing here) from the end and returns the name.
  static func takeIdentifier(fromEndOf content: inout [Inline]) -> String? {
    guard case .text(let text) = content.last, text.trimmed.hasSuffix("}"),
      let open = text.lastIndex(of: "{")
    else { return nil }
    let words = text[open...].trimmed.dropFirst().dropLast().split(separator: " ")
    guard !words.isEmpty, words.allSatisfy({ $0.hasPrefix("#") || $0.hasPrefix(".") || $0 == "-" })
    else { return nil }
    replaceEnd(of: &content, with: text[..<open])
    return words.first { $0.hasPrefix("#") && $0.count > 1 }.map { String($0.dropFirst()) }
  }

  /// Removes Obsidian's `^name` from the end and returns the name.
  static func takeBlockIdentifier(fromEndOf content: inout [Inline]) -> String? {
    guard case .text(let text) = content.last, let caret = text.lastIndex(of: "^") else {
      return nil
    }
    let name = text[text.index(after: caret)...].trimmed
    let isSeparate =
      caret == text.startIndex
      ? content.count == 1 || content[content.count - 2] == .softBreak
      : text[text.index(before: caret)].isWhitespace
    guard isSeparate, !name.isEmpty,
      name.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == 0x2D })
    else { return nil }
    replaceEnd(of: &content, with: text[..<caret])
    return name
  }

  private static func replaceEnd(of content: inout [Inline], with text: Substring) {
    let kept = String(text.trimmingSuffix(while: \.isWhitespace))
    content.removeLast()
    if !kept.isEmpty { content.append(.text(kept)) }
  }

  /// The label and size in `{#fig-name width=300 height=200}`; `nil` if anything else stands there.
  static func picture(_ text: Substring) -> (label: String?, width: Int?, height: Int?)? {
    var result: (label: String?, width: Int?, height: Int?) = (nil, nil, nil)
    for word in text.split(separator: " ") {
      if word.hasPrefix("#"), word.count > 1 {
        result.label = String(word.dropFirst())
      } else if word.hasPrefix("width="), let width = pixels(word.dropFirst(6)) {
        result.width = width
      } else if word.hasPrefix("height="), let height = pixels(word.dropFirst(7)) {
        result.height = height
      } else {
        return nil
      }
    }
    return result
  }

  private static func pixels(_ text: Substring) -> Int? {
    let bare = text.filter { $0 != "\"" }
    return Int(bare.hasSuffix("px") ? String(bare.dropLast(2)) : bare)
  }
}
