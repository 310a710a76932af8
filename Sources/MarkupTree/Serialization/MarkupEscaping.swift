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
}
