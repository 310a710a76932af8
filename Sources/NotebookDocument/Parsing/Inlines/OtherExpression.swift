/// A value in the prose that another tool would compute: Quarto's `` `{python} x` ``, knitr's
/// `` `r x` ``.
struct OtherExpression {
  /// "R" or "Python".
  let language: String

  /// Reads code in the prose; `nil` where it is only shown in other tools too.
  ///
  /// - Parameter languages: Of the note's cells that do not run: in a note with cells of R,
  ///   `` `r x` `` is no code that begins with an r.
  init?(code: String, languages: Set<String>) {
    let parts = code.split(maxSplits: 1, whereSeparator: \.isWhitespace)
    guard parts.count == 2, code.first?.isWhitespace == false else { return nil }
    let word = parts[0]
    let name = word.hasPrefix("{") && word.hasSuffix("}") ? word.dropFirst().dropLast() : word
    guard let language = Self.names[String(name)],
      name.count < word.count || languages.contains(String(name))
    else { return nil }
    self.language = language
  }

  /// The languages of cells of other tools in a text, as their fences name them.
  static func languages(in bytes: some Collection<UInt8>) -> Set<String> {
    Set(
      String(decoding: bytes, as: UTF8.self).matches(of: /[`~]{3}\{([a-z]+)[ ,}]/)
        .map { String($0.output.1) })
  }

  private static let names = [
    "r": "R", "python": "Python", "julia": "Julia", "ojs": "Observable JS", "js": "JavaScript",
  ]
}
