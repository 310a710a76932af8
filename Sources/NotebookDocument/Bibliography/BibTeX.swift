/// Reads lists of works in BibTeX.
package enum BibTeX {
  /// The entries of a file in their order; what is no entry is passed over, as BibTeX does.
  package static func entries(in text: String) -> [BibliographyEntry] {
    var reader = Reader(bytes: Array(text.utf8))
    let entries = reader.entries()
    let byKey = Dictionary(entries.map { ($0.key.lowercased(), $0) }) { first, _ in first }
    return entries.map { entry in
      entry.fields["crossref"].flatMap { byKey[$0.lowercased()] }.map(entry.inheriting) ?? entry
    }
  }

  private struct Reader {
    let bytes: [UInt8]
    var index = 0
    /// `@string` abbreviations, and the names of months that every style knows.
    var abbreviations: [String: String] = Dictionary(
      uniqueKeysWithValues: zip(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        [
          "January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December",
        ]))

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func entries() -> [BibliographyEntry] {
      var entries: [BibliographyEntry] = []
      while index < bytes.count, let at = bytes[index...].firstIndex(of: UInt8(ascii: "@")) {
        index = at + 1
        let kind = word().lowercased()
        skipSpaces()
        guard index < bytes.count, "{(".utf8.contains(bytes[index]) else { continue }
        index += 1
        switch kind {
        case "comment", "preamble": skipBalanced()
        case "string": for (name, value) in fields() { abbreviations[name] = value }
        default: if let entry = entry(kind) { entries.append(entry) }
        }
      }
      return entries
    }

    private mutating func entry(_ kind: String) -> BibliographyEntry? {
      skipSpaces()
      let start = index
      while index < bytes.count, !bytes[index].isWhitespace, !",}".utf8.contains(bytes[index]) {
        index += 1
      }
      let key = String(decoding: bytes[start..<index], as: UTF8.self)
      skipSpaces()
      guard !key.isEmpty, index < bytes.count else { return nil }
      if bytes[index] == UInt8(ascii: ",") { index += 1 }
      let raw = fields()
      return BibliographyEntry(
        key: key, kind: kind, fields: raw.mapValues(LaTeXText.plain),
        authors: raw["author"].map(LaTeXText.people) ?? [],
        editors: raw["editor"].map(LaTeXText.people) ?? [])
    }

    /// `name = value, …` up to the closing brace.
    private mutating func fields() -> [String: String] {
      var fields: [String: String] = [:]
      while index < bytes.count {
        skipSpaces()
        guard index < bytes.count, !"})".utf8.contains(bytes[index]) else { break }
        if bytes[index] == UInt8(ascii: ",") {
          index += 1
          continue
        }
        let name = word().lowercased()
        skipSpaces()
        guard !name.isEmpty, index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
          // Not a field: go on with the next entry.
          return fields
        }
        index += 1
        fields[name] = value()
      }
      if index < bytes.count { index += 1 }
      return fields
    }

    /// Pieces with `#` between them.
    private mutating func value() -> String {
      var text = ""
      while index < bytes.count {
        skipSpaces()
        guard index < bytes.count else { break }
        switch bytes[index] {
        case UInt8(ascii: "{"):
          let start = index + 1
          index += 1
          skipBalanced()
          text += String(decoding: bytes[start..<max(start, index - 1)], as: UTF8.self)
        case UInt8(ascii: "\""):
          index += 1
          text += quoted()
        default:
          let name = word()
          guard !name.isEmpty else { return text }
          text += abbreviations[name.lowercased()] ?? name
        }
        skipSpaces()
        guard index < bytes.count, bytes[index] == UInt8(ascii: "#") else { return text }
        index += 1
      }
      return text
    }

    private mutating func quoted() -> String {
      let start = index
      var depth = 0
      while index < bytes.count {
        switch bytes[index] {
        case UInt8(ascii: "\\"): index += 1
        case UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: "}"): depth -= 1
        case UInt8(ascii: "\"") where depth <= 0:
          defer { index += 1 }
          return String(decoding: bytes[start..<index], as: UTF8.self)
        default: break
        }
        index += 1
      }
      return String(decoding: bytes[start..<bytes.count], as: UTF8.self)
    }

    /// Moves behind the brace that closes the one before `index`.
    private mutating func skipBalanced() {
      var depth = 1
      while index < bytes.count, depth > 0 {
        switch bytes[index] {
        case UInt8(ascii: "\\"): index += 1
        case UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: "}"): depth -= 1
        default: break
        }
        index += 1
      }
      index = min(index, bytes.count)
    }

    private mutating func word() -> String {
      let start = index
      while index < bytes.count, bytes[index].isNameByte || bytes[index] == UInt8(ascii: "+") {
        index += 1
      }
      return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func skipSpaces() {
      while index < bytes.count, bytes[index].isWhitespace || bytes[index] == UInt8(ascii: "\r") {
        index += 1
      }
    }
  }
}
