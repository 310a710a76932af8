/// Items of ordered lists whose marks are pandoc's and not CommonMark's: they become numbers, which
/// cmark reads.
extension BlockExtensionScanner {
  /// Takes the mark of an example, `(@)` or `(@name)`, which has its number among those of the
  /// whole note.
  mutating func takeExample(_ line: Int, at start: Int) -> Int? {
    let bytes = text.bytes
    let end = text.range(ofLine: line).upperBound
    guard kinds[line] == .prose, lineOfItem == line || beginsParagraph(line),
      bytes.has("(@", at: start)
    else { return nil }
    let name = bytes[(start + 2)..<end].prefix { $0.isLabelByte }
    guard bytes.has(")", at: name.endIndex), name.endIndex + 1 < end,
      bytes[name.endIndex + 1].isSpaceOrTab
    else { return nil }
    let label = String(decoding: name, as: UTF8.self)
    guard Reference.Kind(label: label) == nil else { return nil }
    let content = bytes[(name.endIndex + 1)..<end].drop(while: \.isSpaceOrTab)
    let closing = exampleClosing(line, at: start)
    lastExample = (line, closing)
    return putNumber(
      "\(examples.next(label))\(closing)", line, at: start, before: content.startIndex)
  }

  /// What closes the number of an example: the same for examples of one list, and another than in a
  /// list above, which CommonMark then ends.
  private func exampleClosing(_ line: Int, at start: Int) -> String {
    switch itemAbove(line, indentation: start - text.range(ofLine: line).lowerBound) {
    case .example(let closing): closing
    case .ordered(UInt8(ascii: ")")): "."
    case .ordered, nil: ")"
    }
  }

  private enum ItemAbove {
    case example(closing: String)
    /// By the character that closes its number.
    case ordered(UInt8)
  }

  /// The item of an ordered list that the text above a line belongs to and another item could
  /// follow.
  private func itemAbove(_ line: Int, indentation: Int) -> ItemAbove? {
    let bytes = text.bytes
    var search = line - 1
    while search >= max(line - 200, 1) {
      defer { search -= 1 }
      let range = text.range(ofLine: search)
      let content = bytes[range].drop { $0 == UInt8(ascii: " ") }
      guard content.contains(where: { !$0.isWhitespace }),
        content.startIndex - range.lowerBound <= indentation
      else { continue }
      if let lastExample, lastExample.line == search {
        return .example(closing: lastExample.closing)
      }
      let digits = content.prefix(while: \.isDigit)
      if content.startIndex - range.lowerBound == indentation, !digits.isEmpty,
        bytes.has(".", at: digits.endIndex) || bytes.has(")", at: digits.endIndex)
      {
        return .ordered(bytes[digits.endIndex])
      }
      // Another line of the item's paragraph, unless it begins one.
      if search == 1 || isBlank(search - 1) { return nil }
    }
    return nil
  }

  /// Takes the mark `a.`, `ii)`, `(3)` or `#.`. The first item of a list is the first of its kind:
  /// a paragraph that begins with "p. 5" is none.
  mutating func takeItem(_ line: Int, at start: Int) -> Int? {
    let range = text.range(ofLine: line)
    guard kinds[line] == .prose,
      let mark = ItemMark(in: text.bytes, at: start, limit: range.upperBound)
    else { return nil }
    let indentation = start - range.lowerBound
    let above = openItems.last { $0.indentation == indentation }
    var item: OpenItem
    if let above, above.closing == mark.closing,
      lineOfItem == line || beginsParagraph(line),
      let reading = mark.readings.first(where: { reading in
        reading.style == above.style
          && (reading.number == above.number + 1 || text.bytes.has("#", at: start))
      })
    {
      item = above
      item.number = max(reading.number, above.number + 1)
    } else if beginsParagraph(line) || liesDeeper(line, indentation),
      let reading = mark.readings.first(where: { $0.number == 1 })
    {
      item = OpenItem(
        indentation: indentation, style: reading.style, number: 1, closing: mark.closing,
        hasParenthesis: hasParenthesis(line, indentation, after: above))
    } else {
      return nil
    }
    openItems.removeAll { $0.indentation >= indentation }
    openItems.append(item)
    itemStyles[text.origin(of: range.lowerBound)] = item.style
    return putNumber(
      "\(item.number)\(item.hasParenthesis ? ")" : ".")", line, at: start, before: mark.content)
  }

  /// Whether the numbers of a new list are closed by a parenthesis, so that CommonMark sees no item
  /// of the list above in its first one.
  private func hasParenthesis(_ line: Int, _ indentation: Int, after above: OpenItem?) -> Bool {
    switch itemAbove(line, indentation: indentation) {
    case .ordered(let closing): closing != UInt8(ascii: ")")
    case .example(let closing): closing != ")"
    case nil: above.map { !$0.hasParenthesis } ?? true
    }
  }

  private func beginsParagraph(_ line: Int) -> Bool { line == 1 || kinds[line - 1] != .prose }

  /// Whether a line stands directly below an item, further to the right than its mark.
  private func liesDeeper(_ line: Int, _ indentation: Int) -> Bool {
    let above = text.range(ofLine: line - 1)
    let mark = ContainerPrefix.end(in: text.bytes, above, listMarkers: false)
    let isItem =
      lineOfItem == line
      || mark < ContainerPrefix.end(in: text.bytes, above, listMarkers: true)
    return isItem && indentation >= mark - above.lowerBound + 2
  }

  private mutating func putNumber(
    _ number: String, _ line: Int, at start: Int, before content: Int
  ) -> Int {
    output.append(text, text.range(ofLine: line).lowerBound..<start)
    output.append(Array("\(number) ".utf8), from: text.origin(of: start), isReplacement: true)
    copyLine(content, line)
    lineOfItem = line
    return line + 1
  }
}

/// The numbers of pandoc's examples, `(@name)`.
struct ExampleNumbers {
  private var count = 0
  private(set) var numbers: [String: Int] = [:]

  /// The number of the next example; one without a name has an empty `label`.
  mutating func next(_ label: String) -> Int {
    count += 1
    if !label.isEmpty { numbers[label] = numbers[label] ?? count }
    return count
  }
}
