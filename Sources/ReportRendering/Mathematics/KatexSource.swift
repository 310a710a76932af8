internal import NotebookDocument

/// TeX as KaTeX reads it: environments that LaTeX numbers, and some that KaTeX does not know,
/// become their unnumbered equals, since only what has a label is numbered here.
struct KatexSource {
  private(set) var tex = ""
  /// Where text was replaced: from `offset` on, the author's text is `shift` UTF-16 units behind.
  private var replacements: [(offset: Int, shift: Int)] = []

  private static let environments: [Substring: String] = [
    "align": "align*", "alignat": "alignat*", "gather": "gather*", "equation": "equation*",
    "multline": "gather*", "multline*": "gather*", "flalign": "align*", "flalign*": "align*",
    "displaymath": "equation*", "math": "equation*",
  ]

  init(_ original: String) {
    let trimmed = original.trimmingPrefix(while: \.isWhitespace)
    var rest = trimmed[
      ..<(trimmed.lastIndex { !$0.isWhitespace }.map(trimmed.index(after:)) ?? trimmed.startIndex)]
    var shift = 0
    // Looking for a regular expression takes longer than most formulas are worth.
    let hasEnvironments = rest.contains("\\begin{") || rest.contains("\\end{")
    while hasEnvironments,
      let command = rest.firstRange(of: #/\\(?:begin|end)\{([a-z]+\*?)\}/#)
    {
      let text = rest[command]
      let brace = text.firstIndex(of: "{") ?? text.startIndex
      let name = text[text.index(after: brace)...].dropLast()
      tex += rest[..<command.lowerBound]
      rest = rest[command.upperBound...]
      let isEnd = text.hasPrefix("\\end")
      let replacement: String
      if let other = Self.environments[name] {
        replacement = (isEnd ? "\\end{" : "\\begin{") + other + "}"
      } else if name == "eqnarray" || name == "eqnarray*" {
        replacement = isEnd ? "\\end{array}" : "\\begin{array}{rcl}"
      } else {
        tex += text
        continue
      }
      tex += replacement
      shift += replacement.utf16.count - text.utf16.count
      replacements.append((tex.utf16.count, shift))
    }
    tex += rest
    // The space of a command `\ ` at the end was trimmed.
    if tex.hasSuffix("\\"), !tex.hasSuffix("\\\\") { tex += " " }
  }

  /// A failure at its place in the author's text, counted from the first character that is no
  /// space.
  func mapped(_ failure: KatexEngine.Failure) -> KatexEngine.Failure {
    guard case .invalidFormula(let message, let offset?) = failure,
      let replacement = replacements.last(where: { $0.offset <= offset })
    else { return failure }
    return .invalidFormula(message: message, offset: max(offset - replacement.shift, 0))
  }
}
