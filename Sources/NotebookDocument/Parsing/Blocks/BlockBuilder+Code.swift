extension BlockBuilder {
  /// What code is to us; nothing for what is written for another format than HTML.
  func codeBlock(_ node: CommonMarkNode, info: String, line: Int) -> [Block] {
    let info = parser.elements.restored(info)
    let literal = parser.elements.restored(node.literal)
    guard let fence = Fence(of: node, info: info, in: text) else {
      return [Block(.code(language: nil, text: literal), line: line)]
    }
    let language = info.split(separator: " ", maxSplits: 1).first.map(String.init)
    let isCell = language?.lowercased() == "swift" || language?.hasPrefix("{swift") == true
    if let other = fence.opening(in: literal, anyLanguage: isCell) {
      let isOtherCell = fence.isCell(other.info)
      let shown = parser.source.place(ofLine: line).number
      report(
        line, fence.column,
        "the \(isCell ? "cell" : "code block") that opens at line \(shown) is not closed: "
          + "line \(shown + other.line) opens \(isOtherCell == isCell ? "another" : isOtherCell ? "a cell" : "a code block")",
        explanation: "a line '\(fence.closing)' closes it")
    } else if !fence.isClosed(node, in: text), isCell || fence.swallowsRest(node, in: text) {
      // What is shown without running may end with the note, as in CommonMark.
      report(
        line, fence.column, "this code block is never closed",
        explanation: "everything after it \(isCell ? "would be" : "is") code; "
          + "close it with a line '\(fence.closing)'",
        severity: isCell ? .error : .warning)
    }
    switch language?.lowercased() {
    case .some(let word) where word.hasPrefix("{") && !word.hasPrefix("{swift"):
      return directive(node, info: info, literal: literal, line: line)
        ?? attributedCode(literal, info, line: line).map { [$0] } ?? []
    case "swift", "{swift}": return [cell(node, literal, line: line, at: fence.offset)]
    case "math":
      let tex = parser.including(literal, line: line + 1)
      var formula = Formula(tex: tex, isDisplayed: true, line: line + 1, column: 1)
      formula.takeLabels()
      return [Block(.math(formula), line: line)]
    case .some(let word) where word.hasPrefix("{swift"):
      report(
        line, nil, "options of a cell are not written in braces",
        explanation: "begin the cell with ```swift and write each option on a line '//| key: value'"
      )
      return [Block(.code(language: "swift", text: literal), line: line)]
    default:
      let code = Block(.code(language: language, text: parser.including(literal)), line: line)
      // Pandoc's ```python {#lst-name .numberLines}
      let bytes = Array(info.utf8)
      guard let brace = bytes.firstIndex(of: UInt8(ascii: "{")), language?.contains("{") == false,
        let attributes = AttributeParser.attributes(in: bytes, at: brace, limit: bytes.count)?
          .attributes
      else { return [code] }
      return [
        listing(code, attributes, caption: attributes["lst-cap"] ?? attributes["caption"] ?? "")
      ]
    }
  }

  /// Code whose language stands in braces: `{.python #lst-name lst-cap="…"}` as pandoc writes it,
  /// `{python}` of another tool's cell, or `{=html}`.
  private func attributedCode(_ literal: String, _ info: String, line: Int) -> Block? {
    let bytes = Array(info.utf8)
    if let raw = RawFormat.attribute(in: bytes, at: 0, limit: bytes.count) {
      return raw.isHTML ? Block(.html(parser.filled(literal)), line: line) : nil
    }
    guard
      let attributes = AttributeParser.attributes(in: bytes, at: 0, limit: bytes.count)?.attributes
    else {
      let cell = OtherCell(info: info, text: literal)
      if let label = cell.label { parser.addOtherCell(label, language: cell.language ?? "") }
      let text = parser.including(cell.code)
      let code = Block(.code(language: cell.language, text: text), line: line)
      var attributes = Attributes()
      attributes.identifier = cell.listingLabel
      return listing(code, attributes, caption: cell.listingCaption)
    }
    let text = attributes["shortcodes"] == "false" ? literal : parser.including(literal)
    let code = Block(.code(language: attributes.classes.first, text: text), line: line)
    return listing(
      code, attributes, caption: attributes["lst-cap"] ?? attributes["caption"] ?? "")
  }

  /// Code with its label and caption, or the code alone where it has no label.
  func listing(_ code: Block, _ attributes: Attributes, caption: String) -> Block {
    guard attributes.identifier != nil else { return code }
    let text = Block(.paragraph(inlines.parse(caption, line: code.line)), line: code.line)
    return Block(
      .division(Division(attributes: attributes, blocks: caption.isEmpty ? [code] : [code, text])),
      line: code.line)
  }

  private func report(
    _ line: Int, _ column: Int?, _ message: String, explanation: String,
    severity: Diagnostic.Severity = .error
  ) {
    parser.report(
      Diagnostic(
        severity, file: parser.source.path, line: line, column: column, message,
        explanation: explanation))
  }

  private func cell(_ node: CommonMarkNode, _ literal: String, line: Int, at offset: Int) -> Block {
    guard parser.allowsCells else {
      report(
        line, nil, "a cell cannot stand in a footnote",
        explanation: "move it into the text, or give the code another language to only show it")
      return Block(.code(language: "swift", text: literal), line: line)
    }
    let opening = parser.source.position(of: text.origin(of: offset))
    let number = parser.addCell(
      literal, firstLine: opening.line + 1, indentation: opening.column - 1)
    return Block(.cell(number), line: line)
  }
}

/// The line that opens a block of code.
private struct Fence {
  let mark: UInt8
  let length: Int
  /// Where it begins in the text, and its column there.
  let offset: Int
  let column: Int

  /// `nil` for indented code, which begins with its own first line.
  init?(of node: CommonMarkNode, info: String, in text: SourceMappedText) {
    let first = text.range(ofLine: node.startLine)
    let start = min(first.lowerBound + max((node.startColumn ?? 1) - 1, 0), first.upperBound)
    guard start < first.upperBound else { return nil }
    mark = text.bytes[start]
    length = text.bytes[..<first.upperBound].runLength(of: mark, at: start)
    offset = start
    column = start - first.lowerBound + 1
    guard mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~"), length >= 3 else { return nil }
    // Four spaces and a fence are code too. A fence's own text cannot begin with the same line,
    // which would close it.
    if info.isEmpty,
      node.literal.utf8.prefix(while: { $0 != UInt8(ascii: "\n") })
        .elementsEqual(text.bytes[start..<first.upperBound])
    {
      return nil
    }
  }

  var closing: String { String(repeating: Character(Unicode.Scalar(mark)), count: length) }

  func isClosed(_ node: CommonMarkNode, in text: SourceMappedText) -> Bool {
    guard node.endLine > node.startLine else { return false }
    let last = text.range(ofLine: node.endLine)
    let start = ContainerPrefix.end(in: text.bytes, last, listMarkers: false)
    let content = text.bytes[start..<last.upperBound].trimmingSuffix(while: \.isSpaceOrTab)
    return content.count >= length && content.allSatisfy { $0 == mark }
  }

  /// Whether code that nothing closes goes on to the end of the text; in a quote or a list item it
  /// ends with that.
  func swallowsRest(_ node: CommonMarkNode, in text: SourceMappedText) -> Bool {
    let before = text.range(ofLine: node.startLine).lowerBound..<offset
    let after = text.bytes[text.range(ofLine: node.endLine).upperBound...]
    return text.bytes[before].allSatisfy(\.isSpaceOrTab) && after.allSatisfy(\.isWhitespace)
  }

  /// The first line of the code that opens a cell, or with `anyLanguage` any block of code: a line
  /// that closes this one was forgotten.
  func opening(in code: String, anyLanguage: Bool) -> (line: Int, info: String)? {
    guard code.utf8.contains(mark) else { return nil }
    for (number, line) in code.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let content = line.utf8.drop { $0 == UInt8(ascii: " ") }
      guard line.utf8.count - content.count < 4 else { continue }
      let info = content.drop { $0 == mark }
      guard content.count - info.count >= length, !info.contains(UInt8(ascii: "`")) else {
        continue
      }
      let word = String(Substring(info)).trimmed
      let isLanguage =
        !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || "{}+#-_.".contains($0) }
      if anyLanguage ? isLanguage : isCell(word) { return (number + 1, word) }
    }
    return nil
  }

  func isCell(_ info: String) -> Bool {
    let info = info.lowercased()
    return info == "swift" || info == "{swift}"
  }
}
