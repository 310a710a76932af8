/// How wide text may become, without knowing the reader's font.
///
/// The widths are those of DejaVu Sans, the widest font a page falls back to: an estimate that is
/// too large costs a few pixels, one that is too small clips a label.
enum TextMetrics {
  /// The width in pixels of one line.
  static func width(_ text: String, size: Double = 11, isBold: Bool = false) -> Double {
    let em = text.unicodeScalars.reduce(0) { $0 + advance($1) }
    return em * size * (isBold ? 1.08 : 1)
  }

  /// The text, cut after as many characters as fit, with an ellipsis.
  static func truncated(_ text: String, to width: Double) -> String {
    guard self.width(text) > width else { return text }
    var result = ""
    for character in text {
      if self.width(result + String(character) + "…") > width { break }
      result.append(character)
    }
    return result.trimmingSpaces + "…"
  }

  /// The text, cut in its middle, with an ellipsis.
  private static func truncatedInMiddle(_ text: String, to width: Double) -> String {
    guard self.width(text) > width else { return text }
    var (start, end) = (Substring(""), Substring(""))
    var rest = Substring(text)
    while let first = rest.first, let last = rest.last,
      self.width(start + String(first) + "…" + String(last) + end) <= width
    {
      rest = rest.dropFirst().dropLast()
      start.append(first)
      end = String(last) + end
    }
    return String(start).trimmingSpaces + "…" + String(end).trimmingSpaces
  }

  /// Names, each in at most so many lines; those that would look alike are cut in their middle, and
  /// where that does not help, around what tells them apart.
  static func wrapped(_ names: [String], to width: Double, lines most: Int) -> [[String]] {
    var lines = names.map { wrapped($0, to: width, lines: most) }
    /// The places of different names that look alike.
    func groups() -> [[Int]] {
      Dictionary(grouping: names.indices) { lines[$0] }.values.filter { group in
        group.contains { names[$0] != names[group[0]] }
      }
    }
    for index in groups().joined() {
      lines[index] = wrapped(
        names[index], to: width, lines: most, cut: { truncatedInMiddle($0, to: $1) })
    }
    for group in groups() {
      let others = group.map { Array(names[$0]) }
      let first = others[0]
      let start = others.map { zip(first, $0).prefix { $0 == $1 }.count }.min() ?? 0
      let end =
        others.map { zip(first.reversed(), $0.reversed()).prefix { $0 == $1 }.count }
        .min() ?? 0
      for index in group {
        let count = names[index].count
        lines[index] = wrapped(names[index], to: width, lines: most) { rest, width in
          let left = count - rest.count
          return truncated(
            rest, around: max(start - left, 0)..<max(count - left - end, start - left, 0),
            to: width)
        }
      }
    }
    return lines
  }

  /// The text, cut at both ends, with what lies in a range of its characters.
  private static func truncated(
    _ text: String, around range: Range<Int>, to width: Double
  ) -> String {
    let characters = Array(text)
    var low = min(range.lowerBound, characters.count)
    var high = min(range.upperBound, characters.count)
    func shown(_ low: Int, _ high: Int) -> String {
      (low > 0 ? "…" : "") + String(characters[low..<high]) + (high < characters.count ? "…" : "")
    }
    while high > low + 1, self.width(shown(low, high)) > width { high -= 1 }
    var grows = true
    while grows {
      grows = false
      if high < characters.count, self.width(shown(low, high + 1)) <= width {
        high += 1
        grows = true
      }
      if low > 0, self.width(shown(low - 1, high)) <= width {
        low -= 1
        grows = true
      }
    }
    return shown(low, high)
  }

  /// The text in at most so many lines, broken between words, the last one cut where it is too
  /// long.
  ///
  /// - Parameter cut: shortens the last line to a width.
  static func wrapped(
    _ text: String, to width: Double, lines most: Int,
    cut: (String, Double) -> String = { truncated($0, to: $1) }
  ) -> [String] {
    guard self.width(text) > width else { return [text] }
    var lines: [String] = []
    var rest = Substring(text)
    while lines.count < most - 1, self.width(String(rest)) > width {
      var line = Substring("")
      var place = rest.startIndex
      while place < rest.endIndex {
        let end = rest[rest.index(after: place)...].firstIndex(of: " ") ?? rest.endIndex
        if self.width(String(rest[..<end])) > width { break }
        line = rest[..<end]
        place = end
      }
      if line.isEmpty { break }
      lines.append(String(line).trimmingSpaces)
      rest = rest[line.endIndex...].drop { $0 == " " }
    }
    if !rest.isEmpty { lines.append(cut(String(rest), width)) }
    return lines
  }

  private static func advance(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "0"..."9": 0.64
    case " ", "\u{202F}": 0.35
    case ".", ",", ":", ";", "i", "l", "j", "'", "|", "I", "!": 0.32
    case "f", "t", "r", "(", ")", "[", "]", "/", "-": 0.42
    case "m", "w", "M", "W", "%", "@": 0.95
    case "A"..."Z": 0.72
    case "a"..."z": 0.6
    case "\u{300}"..."\u{36F}": 0
    case "\u{1100}"..., "\u{2190}"..."\u{22FF}": scalar.value >= 0x2E80 ? 1.05 : 0.84
    default: 0.7
    }
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    var text = Substring(self)
    while text.last == " " { text.removeLast() }
    while text.first == " " { text.removeFirst() }
    return String(text)
  }
}
