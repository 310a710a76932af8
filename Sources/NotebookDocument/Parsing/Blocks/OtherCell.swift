/// A cell of another tool, such as ```` ```{python} ````: it is shown, and does not run.
struct OtherCell {
  var language: String?
  var label: String?
  /// The label and the caption of its code.
  var listingLabel: String?
  var listingCaption = ""
  /// The code without its option lines.
  var code: String

  /// Reads what stands in the braces and the option lines.
  ///
  /// - Parameters:
  ///   - info: What stands behind the fence: `{python}`, or knitr's `{r label, echo=FALSE}`.
  ///   - text: The code with its option lines.
  init(info: String, text: String) {
    code = text
    // Knitr's options may have spaces around their equal signs.
    let inside = info.dropFirst().prefix { $0 != "}" }
    let options = inside.split(separator: "=").map(\.trimmed).joined(separator: "=")
    let words = options.split { $0.isWhitespace || $0 == "," }.map(String.init)
    language = words.first
    if let word = words.dropFirst().first, !word.contains("=") { label = word }
    for word in words.dropFirst() {
      let parts = word.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { take(String(parts[0]), String(parts[1])) }
    }
    takeOptionLines()
  }

  private mutating func takeOptionLines() {
    var rest = code[...]
    while !rest.isEmpty {
      let line = rest.prefix { $0 != "\n" }
      let content = line.drop(while: \.isWhitespace)
      guard let mark = ["#", "//", "%%", "--"].first(where: content.hasPrefix) else { break }
      let option = content.dropFirst(mark.count).drop(while: \.isWhitespace)
      guard option.first == "|" else { break }
      if let colon = option.firstIndex(of: ":") {
        take(option[..<colon].dropFirst().trimmed, option[option.index(after: colon)...].trimmed)
      }
      rest = rest[line.endIndex...].dropFirst()
    }
    code = String(rest)
  }

  private mutating func take(_ name: String, _ value: String) {
    let value = value.unquoted
    switch name {
    case "lst-label": listingLabel = value
    case "lst-cap": listingCaption = value
    case "label": label = value
    default: break
    }
  }
}

extension String {
  /// Without quotation marks around it.
  fileprivate var unquoted: String {
    guard count > 1, let first, first == last, first == "\"" || first == "'" else { return self }
    return String(dropFirst().dropLast())
  }
}
