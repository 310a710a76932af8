/// The lines around a block of code.
struct Fence {
  let opening: String
  let closing: String

  /// - Parameter known: The opening line that the block had in a note, kept where it still fits.
  init(around code: String, like known: String?, language: String) {
    let marks = known?.first == "~" ? "~" : "`"
    let longest = code.split { String($0) != marks }.map(\.count).max() ?? 0
    let own = known?.prefix { String($0) == marks }.count ?? 0
    let count = max(3, longest + 1, own)
    closing = String(repeating: marks, count: count)
    opening = closing + (known.map { String($0.dropFirst(own)) } ?? language)
  }

  /// Whether a line, without its indentation, closes a block that another opened.
  static func closes(_ line: some StringProtocol, opening: some StringProtocol) -> Bool {
    guard let mark = opening.first else { return false }
    let length = opening.prefix { $0 == mark }.count
    var text = Substring(line)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text.count >= length && text.allSatisfy { $0 == mark }
  }
}
