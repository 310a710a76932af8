extension BlockExtensionScanner {
  /// Takes a formula between `$$` out that ends on a later line, or on this one in raw HTML.
  ///
  /// - Parameter isMeant: Whether `$$` can be nothing else, so that a missing end is reported.
  mutating func takeFormula(from first: Int, at start: Int, isMeant: Bool = true) -> Int? {
    let bytes = text.bytes
    guard bytes.has("$$", at: start) else { return nil }
    let quotes = ContainerPrefix.quotes(in: bytes, before: start)
    var nesting = FormulaNesting()
    var line = first
    var search = start + 2
    while line <= text.lineCount {
      let range = text.range(ofLine: line)
      if line > first {
        search = range.lowerBound
        if isBlank(line, quotes: quotes) {
          guard nesting.isOpen || isClosingLine(after: line, quotes) else { break }
          line += 1
          continue
        }
      }
      nesting.read(bytes[search..<range.upperBound])
      while search + 1 < range.upperBound {
        if bytes[search] == UInt8(ascii: "\\") {
          search += 2
        } else if bytes.has("$$", at: search) {
          guard line > first || kinds[line] == .html && search > start + 2 else { return nil }
          takeOutFormula(start, (start + 2)..<search, to: search + 2, first: first, last: line)
          return line + 1
        } else {
          search += 1
        }
      }
      line += 1
    }
    if isMeant {
      report(
        "the displayed formula that begins here is never closed", at: start,
        explanation: "'$$' must follow before the next blank line")
    }
    return nil
  }

  /// Takes a formula out that begins behind text, `the loss $$`, and ends on a later line.
  mutating func takeFormulaWithin(_ line: Int, from start: Int) -> Int? {
    guard kinds[line] == .prose else { return nil }
    let bytes = text.bytes
    let end = text.range(ofLine: line).upperBound
    var opening: Int?
    var index = start
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "`"):
        index = endOfCode(at: index, limit: end)
      case UInt8(ascii: "$") where bytes.has("$$", at: index):
        opening = opening == nil ? index : nil
        index += 2
      default: index += 1
      }
    }
    return opening.flatMap { takeFormula(from: line, at: $0, isMeant: false) }
  }

  /// The offset behind the code that begins with the backticks at `start`, or behind these where
  /// nothing closes it before `limit`.
  private func endOfCode(at start: Int, limit: Int) -> Int {
    let mark = UInt8(ascii: "`")
    let bytes = text.bytes[..<limit]
    let length = bytes.runLength(of: mark, at: start)
    let close = bytes.firstRun(of: mark, length: length, from: start + length)
    return (close ?? start) + length
  }

  /// Whether the first line with text after a blank one is `$$` alone, with nothing directly below
  /// it that it could begin.
  private func isClosingLine(after blank: Int, _ quotes: Int) -> Bool {
    var line = blank + 1
    while line <= text.lineCount, isBlank(line, quotes: quotes) { line += 1 }
    guard line <= text.lineCount else { return false }
    let range = text.range(ofLine: line)
    let start = ContainerPrefix.end(in: text.bytes, range, listMarkers: false)
    return text.bytes[start..<range.upperBound].trimmed.elementsEqual("$$".utf8)
      && (line == text.lineCount || isBlank(line + 1, quotes: quotes))
  }

  /// LaTeX's environments of displayed formulas that KaTeX typesets without `$$` around them.
  private static let environments: Set = [
    "align", "alignat", "aligned", "alignedat", "array", "Bmatrix", "bmatrix", "cases", "CD",
    "displaymath", "eqnarray", "equation", "flalign", "gather", "gathered", "matrix", "multline",
    "pmatrix", "rcases", "smallmatrix", "split", "Vmatrix", "vmatrix",
  ]

  /// Takes `\[ … \]` or a bare `\begin{align} … \end{align}` out, each on lines of its own.
  mutating func takeLaTeX(from first: Int, at start: Int) -> Int? {
    let bytes = text.bytes
    let close: [UInt8]
    var content = start
    if bytes.has("\\[", at: start) {
      close = Array("\\]".utf8)
      content = start + 2
    } else if bytes.has("\\begin{", at: start) {
      let name = bytes[(start + 7)...].prefix(16).prefix { $0.isLetter || $0 == UInt8(ascii: "*") }
      let bare = String(
        decoding: name.last == UInt8(ascii: "*") ? name.dropLast() : name, as: UTF8.self)
      guard Self.environments.contains(bare), bytes.has("}", at: name.endIndex) else { return nil }
      close = Array("\\end{".utf8) + name + [UInt8(ascii: "}")]
    } else {
      return nil
    }
    guard let (end, last) = end(of: close, from: content, first) else { return nil }
    let formula = content..<(content > start ? end - close.count : end)
    let rest = bytes[end..<text.range(ofLine: last).upperBound].trimmed
    guard
      rest.isEmpty || rest.count == 1 && ".,;".utf8.contains(rest[rest.startIndex])
        || EquationLabel.after(end, in: bytes, limit: rest.endIndex) != nil,
      content == start || looksLikeMathematics(formula)
    else { return nil }
    takeOutFormula(start, formula, to: end, first: first, last: last)
    return last + 1
  }

  /// The offset behind the first `close` before a blank line, and its line.
  private mutating func end(
    of close: [UInt8], from start: Int, _ first: Int
  ) -> (end: Int, line: Int)? {
    if let line = linesWithoutEnd[close], first < line { return nil }
    let quotes = ContainerPrefix.quotes(in: text.bytes, before: start)
    var line = first
    while line <= text.lineCount, line == first || !isBlank(line, quotes: quotes) {
      let range = text.range(ofLine: line)
      var search = max(start, range.lowerBound)
      while search + close.count <= range.upperBound {
        if text.bytes[search...].starts(with: close) { return (search + close.count, line) }
        search += text.bytes.has("\\\\", at: search) ? 2 : 1
      }
      line += 1
    }
    linesWithoutEnd[close] = line
    return nil
  }

  /// `\[1\]` are brackets that another program has escaped.
  private func looksLikeMathematics(_ range: Range<Int>) -> Bool {
    text.bytes[range].contains { "\\=^_+<>\n".utf8.contains($0) }
  }

  private mutating func takeOutFormula(
    _ start: Int, _ content: Range<Int>, to close: Int, first: Int, last: Int
  ) {
    let bytes = text.bytes
    let lineEnd = text.range(ofLine: last).upperBound
    let label = EquationLabel.after(close, in: bytes, limit: lineEnd)
    let end = label?.end ?? close
    let place = source.position(of: text.origin(of: start))
    var formula = Formula(
      tex: ContainerPrefix.removed(
        from: elements.restored(bytes[content]), at: start, in: bytes), isDisplayed: true,
      line: place.line, column: place.column)
    formula.takeLabels()
    if let label { formula.label = label.label }
    output.append(text, text.range(ofLine: first).lowerBound..<start)
    takeOut(.math(formula), start..<end)
    copyLine(end, last)
  }
}
