/// Obsidian's `^name` at the end of a block.
enum BlockIdentifier {
  /// Removes `^name` from the end and returns the name.
  static func take(fromEndOf content: inout [Inline]) -> String? {
    guard case .text(let text) = content.last, let caret = text.lastIndex(of: "^") else {
      return nil
    }
    let name = text[text.index(after: caret)...].trimmed
    let isSeparate =
      caret == text.startIndex
      ? content.count == 1 || content[content.count - 2] == .softBreak
      : text[text.index(before: caret)].isWhitespace
    guard isSeparate, isName(name) else { return nil }
    let kept = String(text[..<caret].trimmingSuffix(while: \.isWhitespace))
    content.removeLast()
    if !kept.isEmpty { content.append(.text(kept)) }
    return name
  }

  /// Removes `^name` that is the whole first line of several, and returns the name.
  static func takeFirstLine(of content: inout [Inline]) -> String? {
    guard content.count > 2, content[1] == .softBreak, case .text(let text) = content[0],
      text.hasPrefix("^"), isName(String(text.dropFirst()))
    else { return nil }
    content.removeFirst(2)
    return String(text.dropFirst())
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
  }
}
