extension InlineExtensionScanner {
  /// Takes one of MyST's roles out: `{name}` directly before a text in backticks; whether there is
  /// one that is known.
  mutating func scanRole() -> Bool {
    guard
      let brace = bytes[index..<range.upperBound].prefix(40).firstIndex(of: UInt8(ascii: "}")),
      bytes.has("`", at: brace + 1), brace > index + 1,
      bytes[(index + 1)..<brace].allSatisfy({ $0.isLabelByte || $0 == UInt8(ascii: ":") })
    else { return false }
    let length = bytes.runLength(of: UInt8(ascii: "`"), at: brace + 1)
    guard let close = closingBackticks(length, from: brace + 1) else { return false }
    let content = (brace + 1 + length)..<close
    let end = close + length
    let role = RoleText(authorText(content))
    let place = position(index)
    func reference(_ form: Reference.Form) -> ExtensionElement.Kind {
      .reference(
        Reference(label: role.target, form: form, line: place.line, column: place.column))
    }
    let name = authorText((index + 1)..<brace)
    switch name {
    case "math": takeOutFormula(content, isDisplayed: false, to: end)
    case "eq": takeOut(reference(.parenthesized), to: end)
    case "numref", "prf:ref":
      // `%s` in the author's words is the number; words without it are those of a link.
      if let words = role.text, let mark = words.firstRange(of: "%s") {
        takeOut(.escaped(String(words[..<mark.lowerBound])), index..<(index + 1))
        takeOut(reference(.number), (index + 1)..<(end - 1))
        takeOut(.escaped(String(words[mark.upperBound...])), (end - 1)..<end)
        index = end
      } else if let words = role.text {
        takeOut(.link(destination: "#" + role.target, text: words), to: end)
      } else {
        takeOut(reference(.full), to: end)
      }
    // Without words of its own it has those of what it leads to.
    case "ref": takeOut(.link(destination: "#" + role.target, text: role.text ?? ""), to: end)
    case "doc":
      takeOut(
        .link(destination: NoteName.linked(role.target), text: role.text ?? ""), to: end)
    case "download":
      takeOut(.link(destination: role.target, text: role.text ?? role.target), to: end)
    case "cite", "cite:p", "cite:t":
      guard hasBibliography else {
        reportMissingBibliography(for: authorText(index..<end))
        return false
      }
      let keys = role.whole.split(separator: ",").map { Citation.Item(key: $0.trimmed) }
      let isNarrative = bytes.has("{cite:t}", at: index) && keys.count == 1
      takeOut(
        .citation(
          Citation(
            items: keys, isNarrative: isNarrative, line: place.line, column: place.column)),
        to: end)
    case "term": takeOut(.escaped(role.text ?? role.target), to: end)
    case "abbr": takeOut(.escaped(role.whole), to: end)
    case "kbd": takeOut(.rawHTML("<kbd>\(role.whole.escapedForHTML)</kbd>"), to: end)
    case "sub", "subscript": takeOut(.rawHTML("<sub>\(role.whole.escapedForHTML)</sub>"), to: end)
    case "sup", "superscript":
      takeOut(.rawHTML("<sup>\(role.whole.escapedForHTML)</sup>"), to: end)
    default:
      report(
        .warning, at: index, "there is no role '\(name)' here",
        explanation: "it is shown as it is written")
      return false
    }
    return true
  }
}

/// The text of a role, or an entry of a list of contents: a target, or words and behind them a
/// target, `words <target>`.
struct RoleText {
  let whole: String
  private(set) var text: String?
  private(set) var target: String

  init(_ content: String) {
    whole = content.replacing("\n", with: " ").trimmed
    target = whole
    guard whole.hasSuffix(">"), let open = whole.lastIndex(of: "<"), open > whole.startIndex
    else { return }
    target = whole[open...].dropFirst().dropLast().trimmed
    text = whole[..<open].trimmed
  }
}
