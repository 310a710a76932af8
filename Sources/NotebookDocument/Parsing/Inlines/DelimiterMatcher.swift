/// Finds `==mark==`, `~~strikethrough~~`, `[span]{.class}` and `#tag` in text that cmark has read.
struct DelimiterMatcher {
  private enum Delimiter: String {
    case mark = "=="
    case strikethrough = "~~"
    case span = "["
  }

  /// Spans inside each other are kept to this depth.
  private static let greatestDepth = 32

  private var output: [Inline] = []
  /// Openings that wait for their end, by their index in `output`.
  private var openings: [(delimiter: Delimiter, index: Int)] = []

  private var openCounts: [Delimiter: Int] = [:]

  mutating func append(_ element: Inline) { output.append(element) }

  /// Appends text; the flags tell whether something stands directly before and after it.
  mutating func append(text: Substring, hasBefore: Bool, hasAfter: Bool) {
    var start = text.startIndex
    var index = text.startIndex
    func previousByte(_ index: Substring.Index) -> UInt8? {
      index > text.startIndex ? text.utf8[text.utf8.index(before: index)] : nil
    }
    while index < text.endIndex {
      let byte = text.utf8[index]
      if byte == UInt8(ascii: "#"), previousByte(index).map(\.isWhitespace) ?? !hasBefore,
        let end = tagEnd(text, from: index)
      {
        if start < index { append(.text(String(text[start..<index]))) }
        append(.tag(String(text[text.utf8.index(after: index)..<end])))
        start = end
        index = end
        continue
      }
      guard byte == UInt8(ascii: "=") || byte == UInt8(ascii: "~") else {
        text.utf8.formIndex(after: &index)
        continue
      }
      let runEnd = text.utf8[index...].firstIndex { $0 != byte } ?? text.endIndex
      let length = text.utf8.distance(from: index, to: runEnd)
      if length == 2, let delimiter = Delimiter(rawValue: String(text[index..<runEnd])) {
        if start < index { append(.text(String(text[start..<index]))) }
        let after = runEnd < text.endIndex ? text.utf8[runEnd] : nil
        let canOpen = after.map { !$0.isWhitespace } ?? hasAfter
        let canClose = previousByte(index).map { !$0.isWhitespace } ?? hasBefore
        append(delimiter, canOpen: canOpen, canClose: canClose)
        start = runEnd
      }
      index = runEnd
    }
    if start < text.endIndex { append(.text(String(text[start...]))) }
  }

  private mutating func append(_ delimiter: Delimiter, canOpen: Bool, canClose: Bool) {
    if canClose, let content = close(delimiter) {
      output.append(delimiter == .mark ? .mark(content) : .strikethrough(content))
      return
    }
    if canOpen { open(delimiter) } else { output.append(.text(delimiter.rawValue)) }
  }

  private mutating func open(_ delimiter: Delimiter) {
    openings.append((delimiter, output.count))
    openCounts[delimiter, default: 0] += 1
    output.append(.text(delimiter.rawValue))
  }

  /// Takes what stands behind the last opening out of the output; `nil` where nothing is open, or
  /// nothing stands there.
  private mutating func close(_ delimiter: Delimiter) -> [Inline]? {
    // Counting keeps a closing without opening from searching all openings of the other kinds.
    guard openCounts[delimiter, default: 0] > 0,
      let position = openings.lastIndex(where: { $0.delimiter == delimiter }),
      openings[position].index + 1 < output.count
    else { return nil }
    let opening = openings[position].index
    let content = Self.merged(output[(opening + 1)...])
    output.removeSubrange(opening...)
    for closed in openings[position...] { openCounts[closed.delimiter, default: 0] -= 1 }
    openings.removeSubrange(position...)
    return content
  }

  // MARK: Spans and attributes

  mutating func openSpan() {
    if openCounts[.span, default: 0] < Self.greatestDepth {
      open(.span)
    } else {
      output.append(.text("["))
    }
  }

  /// Ends a span; `false` where its beginning lies in another element.
  mutating func closeSpan(_ attributes: Attributes) -> Bool {
    guard let content = close(.span) else { return false }
    output.append(.span(attributes, content))
    return true
  }

  /// Gives attributes to what stands directly before them; `false` where that takes none.
  mutating func apply(_ attributes: Attributes) -> Bool {
    guard let last = output.last else { return false }
    switch last {
    case .image(var picture):
      picture.apply(attributes)
      output[output.count - 1] = .image(picture)
    case .span(var all, let content):
      all.merge(attributes)
      output[output.count - 1] = .span(all, content)
    case .link, .wikiLink, .code:
      if attributes.identifier != nil { output[output.count - 1] = .span(attributes, [last]) }
    case .emphasis, .strong, .strikethrough, .mark:
      output[output.count - 1] = .span(attributes, [last])
    default: return false
    }
    return true
  }

  /// The end of a tag: letters, digits, `-`, `_`, `/`, of which at least one is no digit.
  private func tagEnd(_ text: Substring, from hash: Substring.Index) -> Substring.Index? {
    let name = text[hash...].dropFirst().prefix {
      $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == "/"
    }
    guard name.contains(where: { !$0.isNumber }), name.first?.isLetter == true || name.first == "_"
    else { return nil }
    return name.endIndex
  }

  /// The elements, with openings that nothing closed as text.
  func finish() -> [Inline] { Self.merged(output[...]) }

  /// Neighbouring texts made one.
  private static func merged(_ elements: ArraySlice<Inline>) -> [Inline] {
    var result: [Inline] = []
    var text = ""
    for element in elements {
      if case .text(let next) = element {
        text += next
        continue
      }
      if !text.isEmpty { result.append(.text(text)) }
      text = ""
      result.append(element)
    }
    if !text.isEmpty { result.append(.text(text)) }
    return result
  }
}

extension Picture {
  /// Takes what Quarto and pandoc say of an image: its label, size and description.
  fileprivate mutating func apply(_ attributes: Attributes) {
    label = attributes.identifier ?? label
    width = attributes["width"].flatMap { Length($0) } ?? width
    height = attributes["height"].flatMap { Length($0) } ?? height
    if let text = attributes["fig-alt"] ?? attributes["alt"] { alternativeText = text }
    if let text = attributes["fig-cap"] { caption = [.text(text)] }
    title = attributes["title"] ?? title
  }
}
