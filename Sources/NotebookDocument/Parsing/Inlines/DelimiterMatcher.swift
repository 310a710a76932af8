/// Finds `==mark==`, `~~strikethrough~~`, `H~2~O`, `x^2^`, `[span]{.class}` and `#tag` in text that
/// cmark has read.
struct DelimiterMatcher {
  private enum Delimiter: String {
    case mark = "=="
    case strikethrough = "~~"
    case `subscript` = "~"
    case superscript = "^"
    case span = "["

    /// Whether what it encloses contains no space.
    var isScript: Bool { self == .subscript || self == .superscript }
  }

  /// Spans inside each other are kept to this depth.
  private static let greatestDepth = 32

  private var output: [Inline] = []
  /// Openings that wait for their end, by their index in `output`.
  private var openings: [(delimiter: Delimiter, index: Int, beginsWord: Bool)] = []

  private var openCounts: [Delimiter: Int] = [:]
  /// The index in `output` behind the last element with a space; scripts reach over none.
  private var endOfSpace = 0

  mutating func append(_ element: Inline) {
    output.append(element)
    switch element {
    case .softBreak, .lineBreak: endOfSpace = output.count
    case .text(let text) where text.hasUnescapedSpace: endOfSpace = output.count
    default: break
    }
  }

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
      guard "=~^".utf8.contains(byte) else {
        text.utf8.formIndex(after: &index)
        continue
      }
      let runEnd = text.utf8[index...].firstIndex { $0 != byte } ?? text.endIndex
      let before = previousByte(index)
      if let delimiter = Delimiter(rawValue: String(text[index..<runEnd])),
        // `[^name]` is a footnote that nothing defines.
        delimiter != .superscript || before != UInt8(ascii: "[")
      {
        if start < index { append(.text(String(text[start..<index]))) }
        let after = runEnd < text.endIndex ? text.utf8[runEnd] : nil
        let canOpen = after.map { !$0.isWhitespace } ?? hasAfter
        var canClose = before.map { !$0.isWhitespace } ?? hasBefore
        // In `10^3-10^4` none of them is meant to close.
        if delimiter.isScript, let after, after.isDigit { canClose = false }
        append(
          delimiter, canOpen: canOpen, canClose: canClose,
          beginsWord: before.map { $0.isWhitespace || "([{\"'-/".utf8.contains($0) } ?? !hasBefore,
          endsWord: after.map { !$0.isWordByte } ?? !hasAfter)
        start = runEnd
      }
      index = runEnd
    }
    if start < text.endIndex { append(.text(String(text[start...]))) }
  }

  private mutating func append(
    _ delimiter: Delimiter, canOpen: Bool, canClose: Bool, beginsWord: Bool, endsWord: Bool
  ) {
    // GitHub strikes whole words through also with one tilde.
    if delimiter == .subscript, canClose, endsWord,
      let position = lastOpening(.subscript), openings[position].beginsWord
    {
      output.append(.strikethrough(close(position)))
      return
    }
    if canClose, let content = close(delimiter) {
      switch delimiter {
      case .mark: output.append(.mark(content))
      case .subscript: output.append(.subscript(content.map(\.withoutEscapedSpaces)))
      case .superscript: output.append(.superscript(content.map(\.withoutEscapedSpaces)))
      case .strikethrough, .span: output.append(.strikethrough(content))
      }
      return
    }
    if canOpen {
      open(delimiter, beginsWord: beginsWord)
    } else {
      output.append(.text(delimiter.rawValue))
    }
  }

  private mutating func open(_ delimiter: Delimiter, beginsWord: Bool = false) {
    openings.append((delimiter, output.count, beginsWord))
    openCounts[delimiter, default: 0] += 1
    output.append(.text(delimiter.rawValue))
  }

  /// Takes what stands behind the last opening out of the output; `nil` where nothing is open, or
  /// nothing stands there.
  private mutating func close(_ delimiter: Delimiter) -> [Inline]? {
    guard let position = lastOpening(delimiter) else { return nil }
    let opening = openings[position].index
    if delimiter.isScript,
      opening < endOfSpace
        || Self.isFace(output[(opening + 1)...], behind: output[..<opening])
    {
      return nil
    }
    return close(position)
  }

  /// The position in `openings` of the last opening that has something behind it.
  private func lastOpening(_ delimiter: Delimiter) -> Int? {
    // Counting keeps a closing without opening from searching all openings of the other kinds.
    guard openCounts[delimiter, default: 0] > 0,
      let position = openings.lastIndex(where: { $0.delimiter == delimiter }),
      openings[position].index + 1 < output.count
    else { return nil }
    return position
  }

  private mutating func close(_ position: Int) -> [Inline] {
    let opening = openings[position].index
    let content = Self.merged(output[(opening + 1)...])
    output.removeSubrange(opening...)
    endOfSpace = min(endOfSpace, opening)
    for closed in openings[position...] { openCounts[closed.delimiter, default: 0] -= 1 }
    openings.removeSubrange(position...)
    return content
  }

  /// Whether two carets are the eyes of a face such as `^_^`, which stands like a word.
  private static func isFace(
    _ content: ArraySlice<Inline>, behind before: ArraySlice<Inline>
  ) -> Bool {
    guard content.count == 1, case .text(let mouth)? = content.first,
      mouth.utf8.allSatisfy({ "_-.".utf8.contains($0) })
    else { return false }
    guard case .text(let word)? = before.last else { return before.last.map(\.isBlank) ?? true }
    return word.utf8.last.map { !$0.isWordByte } ?? true
  }

  // MARK: Spans and attributes

  mutating func openSpan() {
    if openCounts[.span, default: 0] < Self.greatestDepth {
      open(.span)
    } else {
      output.append(.text("["))
    }
  }

  /// Ends a span, which is left out where it is not shown; `false` where its beginning lies in
  /// another element.
  mutating func closeSpan(_ attributes: Attributes, isShown: Bool) -> Bool {
    guard let content = close(.span) else { return false }
    if isShown { output.append(.span(attributes, content)) }
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
      if attributes.identifier != nil || !attributes.elementValues.isEmpty {
        output[output.count - 1] = .span(attributes, [last])
      }
    case .emphasis, .strong, .strikethrough, .mark:
      output[output.count - 1] = .span(attributes, [last])
    default: return false
    }
    return true
  }

  /// The end of a tag: letters, digits, `-`, `_`, `/`, of which at least one is a letter or `_`.
  private func tagEnd(_ text: Substring, from hash: Substring.Index) -> Substring.Index? {
    let name = text[hash...].dropFirst().prefix {
      $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == "/"
    }
    guard name.contains(where: { $0.isLetter || $0 == "_" }), let first = name.first,
      first.isLetter || first.isNumber || first == "_"
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

extension String {
  /// Whether it has a space that no backslash makes part of a sub- or superscript.
  fileprivate var hasUnescapedSpace: Bool {
    var isEscaped = false
    for byte in utf8 {
      if byte.isWhitespace, !isEscaped { return true }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    return false
  }
}

extension Inline {
  /// Pandoc's `\ ` in a sub- or superscript is a space that breaks no line.
  fileprivate var withoutEscapedSpaces: Inline {
    if case .text(let text) = self { .text(text.replacing("\\ ", with: "\u{A0}")) } else { self }
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
