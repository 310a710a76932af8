/// The numbers in a text, and the text without them; numbers that a unit of time follows are
/// neither.
struct TextFigures: Equatable {
  struct Number: Equatable {
    var text: String
    var value: Double
  }

  private(set) var words = ""
  private(set) var numbers: [Number] = []

  init(_ text: String) {
    var rest = text[...]
    while let start = rest.firstIndex(where: \.isASCIIDigit) {
      words += Self.withoutSign(rest[..<start])
      let isNegative = rest[..<start].last.map { $0 == "-" || $0 == "\u{2212}" } ?? false
      let figure = Self.figure(in: rest[start...])
      rest = rest[figure.endIndex...]
      if Self.startsWithUnitOfTime(rest) { continue }
      let plain = figure.filter { $0 != "," }
      let sign = isNegative ? "-" : ""
      numbers.append(Number(text: sign + figure, value: Double(sign + plain) ?? .nan))
    }
    words += rest
  }

  /// Digits, thousands separators, a fraction, an exponent.
  private static func figure(in text: Substring) -> Substring {
    var end = text.startIndex
    var previous: Character?
    while end < text.endIndex {
      let character = text[end]
      let next = text.index(after: end)
      let followedByDigit = next < text.endIndex && text[next].isASCIIDigit
      let belongs =
        character.isASCIIDigit
        || (character == "." || character == ",") && followedByDigit
        || (character == "e" || character == "E")
          && (followedByDigit
            || next < text.endIndex && (text[next] == "-" || text[next] == "+"))
        || (character == "-" || character == "+") && (previous == "e" || previous == "E")
      guard belongs else { break }
      previous = character
      end = next
    }
    return text[..<end]
  }

  private static func withoutSign(_ text: Substring) -> Substring {
    text.last == "-" || text.last == "\u{2212}" ? text.dropLast() : text
  }

  private static func startsWithUnitOfTime(_ text: Substring) -> Bool {
    let word = text.drop { $0 == " " }.prefix { $0.isLetter || $0 == "µ" }
    return ["s", "ms", "µs", "min", "h", "seconds"].contains(String(word))
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
