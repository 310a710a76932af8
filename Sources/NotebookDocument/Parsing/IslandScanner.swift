/// Copies the prose of one paragraph or heading, with islands replaced by their marks.
///
/// Each search for an end that fails is remembered, so that the work stays linear however often an
/// opening is repeated.
struct IslandScanner {
  let text: MappedText
  let source: NoteSource
  let range: Range<Int>
  /// The labels of the note's footnotes.
  let footnotes: Set<String>
  private(set) var undefinedFootnotes: [(label: String, offset: Int)] = []

  private let bytes: [UInt8]
  private var index: Int
  private var found: [(kind: Island.Kind, range: Range<Int>)] = []
  /// Lengths of backtick runs that nothing closes.
  private var unclosedBackticks: Set<Int> = []
  private var unclosed: Set<UInt8> = []
  private var tags = HTMLTagReader()

  init(text: MappedText, source: NoteSource, range: Range<Int>, footnotes: Set<String>) {
    self.text = text
    self.source = source
    self.range = range
    self.footnotes = footnotes
    bytes = text.bytes
    index = range.lowerBound
  }

  /// Copies the whole range.
  mutating func scan(into output: inout MappedText, islands: inout [Island]) {
    scan()
    var copied = range.lowerBound
    for (kind, place) in found {
      output.append(text, copied..<place.lowerBound)
      output.append(Island.mark(islands.count), from: text.origin(of: place.lowerBound))
      islands.append(
        Island(kind: kind, source: String(decoding: bytes[place], as: UTF8.self)))
      copied = place.upperBound
    }
    output.append(text, copied..<range.upperBound)
  }

  private mutating func scan() {
    while index < range.upperBound {
      switch bytes[index] {
      case UInt8(ascii: "\\"): copy(to: index + 2)
      case UInt8(ascii: "`"): scanBackticks()
      case UInt8(ascii: "<"): copy(to: endOfTag() ?? index + 1)
      case UInt8(ascii: "$"): scanDollar()
      case UInt8(ascii: "!") where bytes.has("![[", at: index): scanWikiLink(isEmbed: true)
      case UInt8(ascii: "["): scanBracket()
      case UInt8(ascii: "%") where bytes.has("%%", at: index): scanComment()
      case UInt8(ascii: "@"): scanReference()
      case UInt8(ascii: "h"), UInt8(ascii: "w"): scanAddress()
      default: index += 1
      }
    }
  }

  /// Leaves everything up to `end` as it is.
  private mutating func copy(to end: Int) { index = min(end, range.upperBound) }

  /// Takes everything up to `end` out.
  private mutating func takeOut(_ kind: Island.Kind, to end: Int) {
    found.append((kind, index..<end))
    index = end
  }

  private func position(_ offset: Int) -> (line: Int, column: Int) {
    source.position(of: text.origin(of: offset))
  }

  private var isAfterWord: Bool { index > range.lowerBound && bytes[index - 1].isWordByte }

  // MARK: Code and HTML

  private mutating func scanBackticks() {
    let length = bytes.runLength(of: UInt8(ascii: "`"), at: index)
    guard let close = closingBackticks(length) else { return copy(to: index + length) }
    let content = (index + length)..<close
    let prefix: StaticString = "{swift}"
    if bytes.has(prefix, at: content.lowerBound) {
      let code = String(decoding: bytes[content.dropFirst(prefix.utf8CodeUnitCount)], as: UTF8.self)
      let leading = code.prefix { $0.isWhitespace }
      let trimmed = code.dropFirst(leading.count).trimmingSuffix(while: \.isWhitespace)
      if !leading.isEmpty, !trimmed.isEmpty {
        let start = content.lowerBound + prefix.utf8CodeUnitCount + leading.utf8.count
        return takeOut(
          .expression(String(trimmed), offset: text.origin(of: start)), to: close + length)
      }
    }
    copy(to: close + length)
  }

  private mutating func closingBackticks(_ length: Int) -> Int? {
    guard !unclosedBackticks.contains(length) else { return nil }
    var search = index + length
    while let start = bytes[search..<range.upperBound].firstIndex(of: UInt8(ascii: "`")) {
      let found = bytes.runLength(of: UInt8(ascii: "`"), at: start)
      if found == length { return start }
      search = min(start + found, range.upperBound)
    }
    unclosedBackticks.insert(length)
    return nil
  }

  /// The end of an HTML tag or of an address in angle brackets that begins here.
  private mutating func endOfTag() -> Int? {
    if let tag = tags.tag(in: bytes, at: index, limit: range.upperBound) { return tag.end }
    guard index + 1 < range.upperBound, bytes[index + 1].isLetter else { return nil }
    let end = bytes[(index + 1)..<range.upperBound].firstIndex {
      $0.isWhitespace || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">")
    }
    guard let end, bytes[end] == UInt8(ascii: ">") else { return nil }
    return end + 1
  }

  // MARK: Mathematics

  private mutating func scanDollar() {
    let isDisplayed = bytes.has("$$", at: index)
    let width = isDisplayed ? 2 : 1
    guard let close = isDisplayed ? displayedEnd() : inlineEnd() else {
      return copy(to: index + width)
    }
    var end = close + width
    var label: String?
    if isDisplayed, let found = EquationLabel.after(end, in: bytes, limit: range.upperBound) {
      label = found.label
      end = found.end
    }
    let content = (index + width)..<close
    let place = position(index)
    let formula = Formula(
      tex: ContainerPrefix.removed(from: bytes[content]), isDisplayed: isDisplayed, label: label,
      line: place.line, column: place.column)
    takeOut(.math(formula), to: end)
  }

  private mutating func displayedEnd() -> Int? {
    guard !unclosed.contains(UInt8(ascii: "D")) else { return nil }
    var search = index + 2
    while search + 1 < range.upperBound {
      if bytes[search] == UInt8(ascii: "\\") {
        search += 2
      } else if bytes.has("$$", at: search) {
        return search > index + 2 ? search : nil
      } else {
        search += 1
      }
    }
    unclosed.insert(UInt8(ascii: "D"))
    return nil
  }

  /// Pandoc's rule: no space after the opening `$` or before the closing one, no digit after it;
  /// balanced braces are skipped.
  private mutating func inlineEnd() -> Int? {
    guard !unclosed.contains(UInt8(ascii: "$")), index + 1 < range.upperBound,
      !bytes[index + 1].isWhitespace
    else { return nil }
    var depth = 0
    var search = index + 1
    while search < range.upperBound {
      switch bytes[search] {
      case UInt8(ascii: "\\"): search += 1
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "$") where depth <= 0:
        let isFollowedByDigit = search + 1 < range.upperBound && bytes[search + 1].isDigit
        if search > index + 1, !bytes[search - 1].isWhitespace, !isFollowedByDigit { return search }
      default: break
      }
      search += 1
    }
    unclosed.insert(UInt8(ascii: "$"))
    return nil
  }

  // MARK: Brackets

  private mutating func scanBracket() {
    if bytes.has("[[", at: index) { return scanWikiLink(isEmbed: false) }
    if bytes.has("[^", at: index) { return scanFootnote() }
    if bytes.has("[@", at: index), let reference = reference(at: index + 1),
      reference.end < range.upperBound, bytes[reference.end] == UInt8(ascii: "]"),
      !bytes.has("(", at: reference.end + 1)
    {
      return takeOut(.reference(reference.reference), to: reference.end + 1)
    }
    copy(to: index + 1)
  }

  private mutating func scanFootnote() {
    let start = index + 2
    guard let end = bytes[start..<range.upperBound].prefix(200).firstIndex(of: UInt8(ascii: "]")),
      end > start, bytes[start..<end].allSatisfy({ !$0.isWhitespace && $0 != UInt8(ascii: "[") })
    else { return copy(to: index + 1) }
    let label = String(decoding: bytes[start..<end], as: UTF8.self)
    guard footnotes.contains(label.lowercased()) else {
      if bytes[start..<end].allSatisfy(\.isLabelByte) {
        undefinedFootnotes.append((label, text.origin(of: index)))
      }
      return copy(to: end + 1)
    }
    takeOut(.footnote(label: label), to: end + 1)
  }

  private mutating func scanWikiLink(isEmbed: Bool) {
    let start = index + (isEmbed ? 3 : 2)
    let line = bytes[start..<range.upperBound].prefix(1_000).prefix { $0 != UInt8(ascii: "\n") }
    var search = line.startIndex
    while search < line.endIndex {
      if line.has("]]", at: search) {
        let place = position(index)
        let content = String(decoding: line[..<search], as: UTF8.self)
        guard let link = WikiLink(content, line: place.line, column: place.column) else { break }
        return takeOut(isEmbed ? .embed(link) : .wikiLink(link), to: search + 2)
      }
      if line.has("[[", at: search) { break }
      search += 1
    }
    copy(to: start)
  }

  // MARK: Comments, references, addresses

  private mutating func scanComment() {
    var search = index + 2
    while !unclosed.contains(UInt8(ascii: "%")), search + 1 < range.upperBound {
      if bytes.has("%%", at: search) { return takeOut(.comment, to: search + 2) }
      search += 1
    }
    unclosed.insert(UInt8(ascii: "%"))
    copy(to: index + 2)
  }

  private mutating func scanReference() {
    guard !isAfterWord, let found = reference(at: index) else { return copy(to: index + 1) }
    takeOut(.reference(found.reference), to: found.end)
  }

  private func reference(at start: Int) -> (reference: Reference, end: Int)? {
    var end = start + 1
    while end < range.upperBound, bytes[end].isLabelByte { end += 1 }
    while end > start + 1, !bytes[end - 1].isLetter, !bytes[end - 1].isDigit { end -= 1 }
    let label = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
    guard Reference.Kind(label: label) != nil else { return nil }
    let place = position(start)
    return (Reference(label: label, line: place.line, column: place.column), end)
  }

  private mutating func scanAddress() {
    let isWeb = bytes.has("www.", at: index)
    guard isWeb || bytes.has("http://", at: index) || bytes.has("https://", at: index),
      !isAfterWord, let end = WebAddress.end(in: bytes, from: index, limit: range.upperBound)
    else { return copy(to: index + 1) }
    let address = String(decoding: bytes[index..<end], as: UTF8.self)
    takeOut(.link(destination: isWeb ? "http://" + address : address, text: address), to: end)
  }
}
