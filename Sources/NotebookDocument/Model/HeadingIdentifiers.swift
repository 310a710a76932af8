/// Gives headings identifiers as GitHub does, each only once on a page.
package struct HeadingIdentifiers: Sendable {
  /// How many more headings had the same identifier before a number was put behind it.
  private var repetitions: [String: Int] = [:]

  package init() {}

  /// The author's own identifiers that headings have been given.
  private var given: Set<String> = []

  /// Keeps an identifier from being given to another heading.
  package mutating func reserve(_ identifier: String) {
    if repetitions[identifier] == nil { repetitions[identifier] = 0 }
  }

  /// The identifier of the next heading with a text.
  package mutating func identifier(for text: String) -> String {
    let slug = Self.slug(text)
    return unused(slug.isEmpty ? "section" : slug)
  }

  /// The author's own identifier of a heading, which has been reserved; with a number behind it
  /// where an earlier heading or the page has it already.
  package mutating func own(_ identifier: String) -> String {
    reserve(identifier)
    return given.insert(identifier).inserted && !Self.isTakenByPage(identifier)
      ? identifier : unused(identifier)
  }

  /// The identifier itself, or with a number behind it where it has been given before.
  package mutating func unused(_ identifier: String) -> String {
    var candidate = identifier
    // `cell-1` and its like are the page's, whatever the number.
    let mark = Self.isTakenByPage(identifier + "-1") ? "_" : "-"
    while repetitions[candidate] != nil || Self.isTakenByPage(candidate) {
      repetitions[identifier, default: 0] += 1
      candidate = identifier + mark + String(repetitions[identifier, default: 0])
    }
    repetitions[candidate] = 0
    return candidate
  }

  /// Whether the page has an element of its own by that name: a cell, a footnote, a figure, the
  /// facts of the run. What it makes of the author's words contains a colon, which no slug does.
  private static func isTakenByPage(_ name: String) -> Bool {
    if ["run-information", "works-cited"].contains(name) { return true }
    guard let hyphen = name.firstIndex(of: "-") else { return false }
    let rest = name[hyphen...].dropFirst()
    switch name[..<hyphen] {
    case "cell", "claim", "ref", "fn", "fnref", "fig", "tbl", "eq", "lst", "sec":
      return rest.allSatisfy(\.isNumber)
    default: return false
    }
  }

  /// Lower case, spaces as hyphens, and nothing but letters, digits, `-` and `_`.
  package static func slug(_ text: String) -> String {
    var slug = ""
    for character in text.lowercased() {
      if character.isLetter || character.isNumber || character == "_" || character == "-" {
        slug.append(character)
      } else if character.isWhitespace {
        slug.append("-")
      }
    }
    return slug
  }
}
