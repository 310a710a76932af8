extension JSONReader {
  /// The string that begins with the quote at the place that has been reached.
  mutating func string() throws(JSONError) -> String {
    let start = index
    index += 1
    var text: [UInt8] = []
    while index < bytes.count {
      let run = bytes[index...].prefix {
        $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") && $0 >= 0x20
      }
      text += run
      index = run.endIndex
      guard index < bytes.count else { break }
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        index += 1
        guard index < bytes.count else { throw cut() }
        text += try String(escaped()).utf8
      default:
        throw wrong(
          bytes[index] == UInt8(ascii: "\n")
            ? "the line ends within a text in quotes, where it must be written as \\n"
            : "a control character must be written as an escape within a text in quotes")
      }
    }
    index = start
    throw wrong("the text in quotes that begins here does not end; the file was cut")
  }

  /// The character after a backslash.
  private mutating func escaped() throws(JSONError) -> Unicode.Scalar {
    let mark = bytes[index]
    switch mark {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      index += 1
      return Unicode.Scalar(mark)
    case UInt8(ascii: "u"): return try numbered()
    default:
      let controls: [UInt8: Unicode.Scalar] = [
        UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n",
        UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
      ]
      guard let control = controls[mark] else {
        throw wrong("'\\' must not stand before \(found)")
      }
      index += 1
      return control
    }
  }

  /// The character of `u` and four hexadecimal digits, or of two of them that are a surrogate pair.
  private mutating func numbered() throws(JSONError) -> Unicode.Scalar {
    let unit = try codeUnit()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard UTF16.isLeadSurrogate(unit), bytes[index...].starts(with: "\\u".utf8) else {
      return replacement()
    }
    let afterFirst = index
    index += 1
    let second = try codeUnit()
    guard UTF16.isTrailSurrogate(second) else {
      // A character of its own.
      index = afterFirst
      return replacement()
    }
    let pair = String(decoding: [unit, second], as: UTF16.self)
    return pair.unicodeScalars.first ?? "\u{FFFD}"
  }

  /// What stands for half of a pair.
  private mutating func replacement() -> Unicode.Scalar {
    halfCharacter = halfCharacter ?? index
    return "\u{FFFD}"
  }

  /// The four digits after the `u` at the place that has been reached.
  private mutating func codeUnit() throws(JSONError) -> UInt16 {
    let digits = bytes[(index + 1)...].prefix(4)
    guard digits.count == 4 else { throw cut() }
    let isHexadecimal = digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    guard isHexadecimal, let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else {
      throw wrong("four hexadecimal digits must follow '\\u'")
    }
    index = digits.endIndex
    return unit
  }
}
