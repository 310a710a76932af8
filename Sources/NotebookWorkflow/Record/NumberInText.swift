/// A number where it stands in a text.
struct NumberInText {
  /// Where its first digit is, after the sign.
  var start: String.Index
  var end: String.Index
  /// With its sign.
  var text: String
  /// Whether a unit of time belongs to it.
  var isTime = false
  /// The unit of time that follows it; `nil` also of a time whose unit follows a later number, as
  /// the first one of "1.2 ± 0.3 ms".
  var unit: Range<String.Index>?

  var value: Double { Double(text.filter { $0 != "," }) ?? .nan }

  /// The numbers of a text in their order. No number reaches over the bounds of the part.
  static func all(of text: String, part: Range<String.Index>) -> [NumberInText] {
    var numbers: [NumberInText] = []
    let sections = [
      text.startIndex..<part.lowerBound, part, part.upperBound..<text.endIndex,
    ]
    for section in sections {
      var rest = text[section]
      while let start = rest.firstIndex(where: isDigit) {
        let digits = digits(in: rest[start...])
        let isNegative = text[..<start].last.map(isSign) ?? false
        numbers.append(
          NumberInText(
            start: start, end: digits.endIndex, text: "\(isNegative ? "-" : "")\(digits)"))
        rest = rest[digits.endIndex...]
      }
    }
    numbers.markTimes(in: text)
    return numbers
  }

  /// Digits, thousands separators, a fraction, an exponent.
  private static func digits(in text: Substring) -> Substring {
    var end = text.startIndex
    var previous: Character?
    while end < text.endIndex {
      let character = text[end]
      let next = text.index(after: end)
      let isFollowedByDigit = next < text.endIndex && isDigit(text[next])
      let belongs =
        isDigit(character)
        || (character == "." || character == ",") && isFollowedByDigit
        || (character == "e" || character == "E")
          && (isFollowedByDigit
            || next < text.endIndex && (text[next] == "-" || text[next] == "+"))
        || (character == "-" || character == "+") && (previous == "e" || previous == "E")
      guard belongs else { break }
      previous = character
      end = next
    }
    return text[..<end]
  }

  private static func isDigit(_ character: Character) -> Bool {
    character.isASCII && character.isNumber
  }

  static func isSign(_ character: Character) -> Bool { character == "-" || character == "\u{2212}" }

  /// Whether a character is what a unit is set off with: a plain, a no-break or a narrow space.
  static func isSpace(_ character: Character) -> Bool {
    character == " " || character == "\u{A0}" || character == "\u{202F}"
  }
}
