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
    return putNumber("\(examples.next(label)).", line, at: start, before: content.startIndex)
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
        hasParenthesis: above.map { !$0.hasParenthesis } ?? true)
    } else {
      return nil
    }
    openItems.removeAll { $0.indentation >= indentation }
    openItems.append(item)
    itemStyles[text.origin(of: range.lowerBound)] = item.style
    return putNumber(
      "\(item.number)\(item.hasParenthesis ? ")" : ".")", line, at: start, before: mark.content)
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
