/// Gives headings identifiers as GitHub does, each only once on a page.
package struct HeadingIdentifiers: Sendable {
  /// How many more headings had the same identifier before a number was put behind it.
  private var repetitions: [String: Int] = [:]

  package init() {}

  /// Keeps an identifier from being given to another heading.
  package mutating func reserve(_ identifier: String) {
    if repetitions[identifier] == nil { repetitions[identifier] = 0 }
  }

  /// The identifier of the next heading with a text.
  package mutating func identifier(for text: String) -> String {
    let slug = Self.slug(text)
    return unused(slug.isEmpty ? "section" : slug)
  }

  /// The identifier itself, or with a number behind it where it has been given before.
  package mutating func unused(_ identifier: String) -> String {
    var candidate = identifier
    while repetitions[candidate] != nil {
      repetitions[identifier, default: 0] += 1
      candidate = "\(identifier)-\(repetitions[identifier, default: 0])"
    }
    repetitions[candidate] = 0
    return candidate
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
