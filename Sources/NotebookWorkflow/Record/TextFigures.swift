/// The numbers in a text, and the text without them. A number that a unit of time follows is a
/// time, of whatever unit: `85 ms` and `2 min 4 s` are the same word.
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
      if let unit = Self.unitOfTime(in: rest) {
        rest = rest[unit.endIndex...]
        if !words.hasSuffix("\(Self.time) ") { words += Self.time } else { words.removeLast() }
        continue
      }
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

  /// Stands for a time among the words.
  private static let time = "⏱"

  /// The unit of time that a text begins with; `nil` for other texts.
  private static func unitOfTime(in text: Substring) -> Substring? {
    let word = text.drop { $0 == " " }.prefix { $0.isLetter || $0 == "µ" }
    return unitsOfTime.contains(String(word)) ? word : nil
  }

  private static let unitsOfTime: Set<String> = [
    "s", "sec", "second", "seconds", "ms", "millisecond", "milliseconds",
    "\u{B5}s", "\u{3BC}s", "us", "microsecond", "microseconds", "ns", "nanosecond", "nanoseconds",
    "min", "minute", "minutes", "h", "hour", "hours",
  ]
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
