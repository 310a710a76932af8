extension [NumberInText] {
  /// Marks what a unit of time belongs to: the number before it, and those that it shares it with.
  mutating func markTimes(in text: String) {
    for place in indices.reversed() {
      let number = self[place]
      if let unit = Self.unitOfTime(in: text[number.end...]) {
        self[place].isTime = true
        self[place].unit = unit.startIndex..<unit.endIndex
      } else if let bracket = text[number.end...].first, bracket == ")" || bracket == "]",
        let unit = Self.unitOfTime(in: text[number.end...].dropFirst()),
        let first = firstPlace(inBracketClosedAfter: place, of: text)
      {
        self[place].unit = unit.startIndex..<unit.endIndex
        for inner in first...place { self[inner].isTime = true }
      } else if place + 1 < count, self[place + 1].isTime, sharesUnitWithNext(place, in: text) {
        self[place].isTime = true
      }
    }
  }

  /// The unit of time that a text begins with, after a space or without one.
  private static func unitOfTime(in text: Substring) -> Substring? {
    let word = text.drop(while: NumberInText.isSpace).prefix { $0.isLetter || $0 == "µ" }
    return unitsOfTime.contains(String(word)) ? word : nil
  }

  private static let unitsOfTime: Set<String> = [
    "s", "sec", "second", "seconds", "ms", "millisecond", "milliseconds",
    "\u{B5}s", "\u{3BC}s", "us", "microsecond", "microseconds", "ns", "nanosecond", "nanoseconds",
    "min", "minute", "minutes", "h", "hour", "hours",
  ]

  /// What stands between two numbers that are a time and its uncertainty, or the ends of a range.
  private static let connectors: Set<String> = dashes.union([
    "±", "+-", "+/-", "to", "..", "...", "..<",
  ])

  private static let dashes: Set<String> = ["-", "\u{2212}", "\u{2013}", "\u{2014}"]

  /// The text between a number and the next, without spaces at its ends.
  private func textAfter(_ place: Int, in text: String) -> Substring {
    text[self[place].end..<self[place + 1].start].trimmingSpaces
  }

  /// Whether a number and the next are one measure: "1.2 ± 0.3 ms", "1–2 s", "between 1 and 2 s".
  ///
  /// A dash between spaces also parts figures, as in "accuracy: 0.92 - 3s" of a line of progress.
  /// It is a range where the first number begins the line or follows a word that leads to a time.
  private func sharesUnitWithNext(_ place: Int, in text: String) -> Bool {
    let number = self[place]
    let between = textAfter(place, in: text)
    let before = text[..<number.start]
    let lead = before[(before.lastIndex(where: \.isNewline) ?? before.startIndex)...]
      .reversed().drop { !$0.isLetter && !"([{".contains($0) && !$0.isNumber }
    let word = String(lead.prefix(while: \.isLetter).reversed()).lowercased()
    if between == "and" { return word == "between" }
    guard Self.connectors.contains(String(between)) else { return false }
    let isSpacedDash =
      Self.dashes.contains(String(between))
      && text[number.end...].first.map(NumberInText.isSpace) == true
    return !isSpacedDash || lead.isEmpty || "([{".contains(lead[lead.startIndex])
      || Self.wordsBeforeTimes.contains(word)
  }

  private static let wordsBeforeTimes: Set<String> = [
    "in", "within", "after", "for", "from", "about", "took", "takes", "take", "lasted", "lasts",
    "time", "times", "duration",
  ]

  /// The first number of a bracket that holds nothing but numbers up to the one at a place, as in
  /// "(1.2 ± 0.3) ms" and "[1.2, 1.4] s"; `nil` where it holds something else.
  private func firstPlace(inBracketClosedAfter place: Int, of text: String) -> Int? {
    var place = place
    while true {
      let begin = place > startIndex ? self[place - 1].end : text.startIndex
      var between = text[begin..<self[place].start].trimmingSpaces
      if let last = between.last, "([".contains(last) { return place }
      if between.count > 1, let last = between.last, NumberInText.isSign(last) {
        between = between.dropLast().trimmingSpaces
        if let last = between.last, "([".contains(last) { return place }
      }
      guard place > startIndex,
        between == "," || between == ";" || Self.connectors.contains(String(between))
      else { return nil }
      place -= 1
    }
  }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring {
    var text = drop(while: NumberInText.isSpace)
    while text.last.map(NumberInText.isSpace) == true { text = text.dropLast() }
    return text
  }
}
