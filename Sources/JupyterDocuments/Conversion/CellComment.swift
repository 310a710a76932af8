/// What a note keeps of a Jupyter notebook without showing it: HTML comments of one line.
///
/// `<!-- #region … -->` and `<!-- #raw … -->` are jupytext's; `<!-- #cell … -->` and
/// `<!-- #outputs … -->` are written here in the same form.
enum CellComment {
  /// The comment with a name and what it says.
  static func text(_ name: String, _ value: JSONValue? = nil) -> String {
    guard let value, value != [:] else { return "<!-- #\(name) -->" }
    // Two hyphens could end the comment.
    let json = value.text().replacing("--", with: "-\\u002d").replacing("-->", with: "-\\u002d>")
    return "<!-- #\(name) \(json) -->"
  }

  /// What a line with such a comment says; `nil` for other lines.
  static func read(_ line: some StringProtocol) -> (name: String, value: JSONValue)? {
    let text = line.drop { $0 == " " }
    guard text.hasPrefix("<!-- #") else { return nil }
    var content = text.dropFirst(6)
    while content.last?.isWhitespace == true { content.removeLast() }
    guard content.hasSuffix("-->") else { return nil }
    content.removeLast(3)
    while content.last?.isWhitespace == true { content.removeLast() }
    let name = content.prefix { !$0.isWhitespace }
    let rest = content.dropFirst(name.count).drop(while: \.isWhitespace)
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else {
      return nil
    }
    if rest.isEmpty { return (String(name), [:]) }
    if let value = try? JSONValue(reading: rest.utf8) { return (String(name), value) }
    // jupytext lets a title stand before the metadata.
    guard let brace = rest.firstIndex(of: "{"),
      let value = try? JSONValue(reading: rest[brace...].utf8)
    else { return (String(name), ["title": .string(String(rest))]) }
    return (String(name), value)
  }
}
