/// The headings of a note, to be found by what links say of them.
package struct HeadingIndex: Sendable {
  package struct Entry: Sendable, Equatable {
    package var level: Int
    package var identifier: String
    fileprivate var key: String
  }

  package private(set) var entries: [Entry] = []
  private var byKey: [String: [Int]] = [:]
  private var byIdentifier: [String: Int] = [:]
  /// By what the identifiers would be if nothing else had them.
  private var bySlug: [String: Int] = [:]
  /// By the letters and digits of their texts.
  private var byLetters: [String: Int] = [:]

  /// The headings in the order they are read, also those in quotes and lists.
  package init(_ blocks: [Block]) {
    ProseWalk.visit(
      blocks,
      block: { block in
        guard case .heading(let heading) = block.kind else { return }
        let key = Self.key(heading.content.plainText)
        byKey[key, default: []].append(entries.count)
        let identifier = heading.identifier.lowercased()
        if byIdentifier[identifier] == nil { byIdentifier[identifier] = entries.count }
        let slug = HeadingIdentifiers.slug(heading.content.plainText)
        if bySlug[slug] == nil { bySlug[slug] = entries.count }
        let letters = Self.letters(heading.content.plainText)
        if byLetters[letters] == nil { byLetters[letters] = entries.count }
        // Obsidian's links to a heading with a link in it name its target and its words.
        let written = Self.letters(heading.content.map(\.textWithTarget).joined())
        if byLetters[written] == nil { byLetters[written] = entries.count }
        entries.append(Entry(level: heading.level, identifier: heading.identifier, key: key))
      })
  }

  /// The heading that a fragment names: by its identifier as it is, by its text, by its identifier
  /// in whatever case, or by a path of headings such as `Run 2#Results`, each below the one before.
  package func entry(for fragment: String) -> Entry? {
    if let exact = byIdentifier[fragment.lowercased()], entries[exact].identifier == fragment {
      return entries[exact]
    }
    let fragment = fragment.withoutLinkMarkup
    let path = fragment.split(separator: "#").map { Self.key(String($0)) }
    guard let last = path.last else { return nil }
    if let found = (byKey[last] ?? []).first(where: { isBelow(path.dropLast(), $0) }) {
      return entries[found]
    }
    let name = fragment.percentDecoded.lowercased()
    let slug = HeadingIdentifiers.slug(name)
    // Obsidian's own links have spaces for signs, and the marks of what is bold in a heading.
    let letters = path.count == 1 ? Self.letters(fragment) : ""
    let found =
      byIdentifier[name] ?? byIdentifier[slug] ?? bySlug[slug]
      ?? (letters.isEmpty ? nil : byLetters[letters])
    return found.map { entries[$0] }
  }

  private static func letters(_ text: String) -> String {
    text.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  /// Whether the headings above one have these keys, from the innermost outwards.
  private func isBelow(_ path: ArraySlice<String>, _ number: Int) -> Bool {
    var path = path
    var level = entries[number].level
    var index = number - 1
    while let wanted = path.last, index >= 0 {
      if entries[index].level < level {
        level = entries[index].level
        if entries[index].key == wanted { path.removeLast() }
      }
      index -= 1
    }
    return path.isEmpty
  }

  /// How headings are compared: without case, repeated spaces, what links cannot contain, and the
  /// dollars around formulas.
  private static func key(_ text: String) -> String {
    text.lowercased().split { $0.isWhitespace || "#^|[]:$".contains($0) }.joined(separator: " ")
  }
}

extension Inline {
  /// The text, of a link to a note with what it leads to.
  fileprivate var textWithTarget: String {
    guard case .wikiLink(let link) = self else { return plainText }
    return link.note + (link.fragment?.withoutLinkMarkup ?? "") + (link.text ?? "")
  }
}

extension StringProtocol {
  /// The text with `%20` and its like as the characters they stand for.
  package var percentDecoded: String {
    guard utf8.contains(UInt8(ascii: "%")) else { return String(self) }
    let bytes = Array(utf8)
    var decoded: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let byte = UInt8(
          String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
      {
        decoded.append(byte)
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return String(validating: decoded, as: UTF8.self) ?? String(self)
  }
}
