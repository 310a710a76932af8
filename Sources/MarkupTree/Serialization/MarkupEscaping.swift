/// Turns text into markup that shows exactly that text.
public enum MarkupEscaping {
  /// Escapes `&`, `<` and `>` for the content of an element.
  public static func text(_ text: String) -> String {
    escape(text, quotes: false)
  }

  /// Escapes also `"`, for the value of an attribute written between double quotes.
  public static func attribute(_ value: String) -> String {
    escape(value, quotes: true)
  }

  /// Characters no version of HTML or XML can carry become U+FFFD, as a browser would read them.
  private static func escape(_ text: String, quotes: Bool) -> String {
    guard text.utf8.contains(where: { isSpecial($0, quotes: quotes) }) else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"" where quotes: result += "&quot;"
      case "\n" where quotes: result += "&#10;"
      case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Whether a byte may belong to a character that is not written as it is.
  private static func isSpecial(_ byte: UInt8, quotes: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"): true
    case UInt8(ascii: "\""), UInt8(ascii: "\n"): quotes
    case UInt8(ascii: "\t"), UInt8(ascii: "\r"): false
    // C1 controls begin with C2, U+FFFE and U+FFFF with EF.
    case 0...0x1F, 0x7F, 0xC2, 0xEF: true
    default: false
    }
  }
}
