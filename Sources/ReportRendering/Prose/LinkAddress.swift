internal import Foundation
internal import SystemBasics

/// Addresses as they may stand in the page.
package enum LinkAddress {
  /// The scheme of an address, in lower case as a browser reads it; `nil` for a path.
  static func scheme(_ destination: String) -> String? {
    let trimmed = destination.trimmingCharacters(in: .whitespacesAndNewlines)
    let scheme = trimmed.prefix { $0 != ":" && $0 != "/" && $0 != "#" && $0 != "?" }
    guard trimmed[scheme.endIndex...].hasPrefix(":") else { return nil }
    return scheme.lowercased().filter { !$0.isWhitespace && $0 != "\0" }
  }

  /// Whether an address leads somewhere and runs no code.
  static func isHarmless(scheme: String) -> Bool {
    ["http", "https", "mailto", "ftp", "doi", "obsidian", "tel", "xmpp", "zotero"].contains(scheme)
  }

  /// A path, with the query (from `?` on) and the fragment behind it.
  static func parts(_ destination: String) -> (path: String, query: String, fragment: String?) {
    let halves = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let address = halves.first ?? ""
    let path = address.prefix { $0 != "?" }
    return (
      String(path), String(address[path.endIndex...]), halves.count > 1 ? String(halves[1]) : nil
    )
  }

  /// The address with spaces and non-ASCII characters in percent form; `%` itself stays.
  static func encoded(_ address: some StringProtocol) -> String {
    encoded(address) { byte in
      byte > 0x20 && byte < 0x7F && !"\"<>\\^`{|}[]".utf8.contains(byte)
    }
  }

  /// A path of the file system as an address; what stands before a colon would be its scheme.
  package static func encoded(path: some StringProtocol) -> String {
    encoded(path) { byte in
      byte > 0x20 && byte < 0x7F && !"\"<>\\^`{|}[]#?%:;".utf8.contains(byte)
    }
  }

  private static func encoded(
    _ text: some StringProtocol, keeping isKept: (UInt8) -> Bool
  ) -> String {
    var result = ""
    for byte in text.utf8 {
      if isKept(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += "%" + byte.hexadecimalDigits.uppercased()
      }
    }
    return result
  }
}
