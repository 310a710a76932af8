internal import NotebookDocument

/// The lines around a block of code.
struct Fence {
  let opening: String
  let closing: String

  /// - Parameters:
  ///   - known: The opening line that the block had in a note, kept where it still fits.
  ///   - language: The language of the block, as its opening line names it.
  init(around code: String, like known: String?, language: String) {
    let mark: Character = known?.first == "~" ? "~" : "`"
    let own = known?.prefix { $0 == mark }.count ?? 0
    closing = FenceMarks.around(code, mark: mark, least: own)
    opening = closing + (known.map { String($0.dropFirst(own)) } ?? language)
  }

  /// A language as one word, which is all that an opening line holds of it: `wolfram-language`.
  static func word(for language: String) -> String {
    let word = String(
      language.lowercased().map { $0.isLetter || $0.isNumber || "+#-_.".contains($0) ? $0 : "-" })
    // A block of `math` is a formula.
    return word.isEmpty ? "code" : word == "math" ? "math-code" : word
  }

  /// The metadata that jupytext writes behind the language of an opening line.
  static func metadata(of opening: String) -> [String: JSONValue] {
    guard let mark = opening.first else { return [:] }
    let info = opening.drop { $0 == mark }.drop(while: \.isWhitespace)
    let rest = info.drop { !$0.isWhitespace }.drop(while: \.isWhitespace)
    return JupytextMetadata.afterLanguage(rest)
  }

  /// Whether a line, without its indentation, opens a block.
  static func opens(_ line: some StringProtocol) -> Bool {
    guard let mark = line.first, mark == "`" || mark == "~" else { return false }
    let info = line.drop { $0 == mark }
    return line.count - info.count >= 3 && !info.contains(where: \.isNewline)
      && (mark == "~" || !info.contains("`"))
  }

  /// Whether a line closes a block that another, without its indentation, opened.
  static func closes(_ line: some StringProtocol, opening: some StringProtocol) -> Bool {
    guard let mark = opening.first else { return false }
    let length = opening.prefix { $0 == mark }.count
    var text = line.drop { $0 == " " }
    guard line.count - text.count < 4 else { return false }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text.count >= length && text.allSatisfy { $0 == mark }
  }
}
