/// The numbers in a text, and the text without them. A number that a unit of time follows is a
/// time, of whatever unit: `85 ms` and `2 min 4 s` are the same word.
struct TextFigures: Equatable {
  struct Number: Equatable {
    var text: String
    var value: Double
  }

  private(set) var words = ""
  private(set) var numbers: [Number] = []

  init(_ text: String) { self.init(text, in: text.startIndex..<text.endIndex) }

  /// Those of a part of a text: what follows the part says whether its last number is a time.
  init(_ text: String, in part: Range<String.Index>) {
    var end = part.lowerBound
    for number in NumberInText.all(of: text, part: part) where part.contains(number.start) {
      words += Self.withoutSign(text[end..<number.start])
      end = number.end
      guard number.isTime else {
        numbers.append(Number(text: number.text, value: number.value))
        continue
      }
      if words.hasSuffix("\(Self.time) ") { words.removeLast() } else { words += Self.time }
      if let unit = number.unit {
        words += text[end..<unit.lowerBound].filter { !NumberInText.isSpace($0) }
        end = unit.upperBound
      }
    }
    if end < part.upperBound { words += text[end..<part.upperBound] }
  }

  private static func withoutSign(_ text: Substring) -> Substring {
    text.last.map(NumberInText.isSign) == true ? text.dropLast() : text
  }

  /// Stands for a time among the words.
  private static let time = "⏱"
}
