/// The mark of an item of an ordered list that pandoc has besides CommonMark's: `a.`, `ii)`, `(3)`,
/// `#.`.
struct ItemMark {
  enum Closing { case period, parenthesis, parentheses }

  /// What the mark may count as: `i` is the first Roman number and the ninth letter.
  private(set) var readings: [(style: List.Style, number: Int)] = []
  var closing: Closing
  /// The offset of the item's text.
  var content: Int

  init?(in bytes: [UInt8], at start: Int, limit: Int) {
    let isOpened = bytes.has("(", at: start)
    let name = bytes[(isOpened ? start + 1 : start)..<limit].prefix { byte in
      byte.isLetter || byte.isDigit || byte == UInt8(ascii: "#")
    }
    guard name.count < 6, name.endIndex < limit else { return nil }
    switch bytes[name.endIndex] {
    case UInt8(ascii: ")"): closing = isOpened ? .parentheses : .parenthesis
    case UInt8(ascii: ".") where !isOpened: closing = .period
    default: return nil
    }
    let space = bytes[(name.endIndex + 1)..<limit].prefix(while: \.isSpaceOrTab)
    content = space.endIndex
    let text = String(decoding: name, as: UTF8.self)
    read(text)
    // `B. Russell` is a name.
    let isInitial = closing == .period && text.first?.isUppercase == true
    guard !readings.isEmpty, space.count > (isInitial ? 1 : 0), content < limit else { return nil }
  }

  private mutating func read(_ text: String) {
    if text == "#", closing == .period { return readings = [(.decimal, 1)] }
    if closing == .parentheses, let number = Int(text) { return readings = [(.decimal, number)] }
    let isUpper = text.allSatisfy(\.isUppercase)
    guard isUpper || text.allSatisfy(\.isLowercase) else { return }
    if let number = Self.romanNumber(text.lowercased()) {
      readings.append((isUpper ? .upperRoman : .lowerRoman, number))
    }
    if text.utf8.count == 1, let letter = text.lowercased().utf8.first, letter.isLetter {
      readings.append(
        (isUpper ? .upperLetter : .lowerLetter, Int(letter - UInt8(ascii: "a")) + 1))
    }
  }

  /// The value of a Roman number below forty; `nil` for another word.
  private static func romanNumber(_ text: String) -> Int? {
    let ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]
    let tens = text.prefix { $0 == "x" }.count
    guard tens < 4, let one = ones.firstIndex(of: String(text.dropFirst(tens))) else { return nil }
    let value = 10 * tens + one
    return value > 0 ? value : nil
  }
}

/// An item of such a list that others may follow.
struct OpenItem {
  /// How many spaces stand before its mark.
  var indentation: Int
  var style: List.Style
  var number: Int
  var closing: ItemMark.Closing
  /// CommonMark begins another list where this differs from the one before.
  var hasParenthesis: Bool
}
