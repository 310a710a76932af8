extension InlineExtensionScanner {
  mutating func scanDollar() {
    if bytes.has("$$", at: index) {
      guard let close = displayedEnd() else { return copy(to: index + 2) }
      return takeOutFormula((index + 2)..<close, isDisplayed: true, to: close + 2)
    }
    guard index + 1 < range.upperBound else { return copy(to: index + 1) }
    if bytes[index + 1].isWhitespace {
      explainSpaceAfterDollar()
    } else {
      switch dollarEnd() {
      case .closed(let close):
        return takeOutFormula((index + 1)..<close, isDisplayed: false, to: close + 1)
      case .spaceBefore(let close): explainSpaceBeforeDollar(close)
      case .missing: warnAboutOpenFormula()
      case .other: break
      }
    }
    copy(to: index + 1)
  }

  mutating func takeOutFormula(_ content: Range<Int>, isDisplayed: Bool, to end: Int) {
    // `$\eqref{label}$` is a reference and no formula.
    let words = bytes[content].trimmed
    if !isDisplayed, let (reference, last) = laTeXReference(at: words.startIndex),
      last == words.endIndex
    {
      return takeOut(.reference(reference), to: end)
    }
    let place = position(index)
    var formula = Formula(
      tex: ContainerPrefix.removed(
        from: elements.restored(bytes[content]), at: index, in: bytes),
      isDisplayed: isDisplayed, line: place.line, column: place.column)
    formula.takeLabels()
    guard isDisplayed,
      let found = EquationLabel.after(end, in: bytes, limit: range.upperBound)
    else { return takeOut(.math(formula), to: end) }
    formula.label = found.label
    takeOut(.math(formula), to: found.end)
  }

  private mutating func displayedEnd() -> Int? {
    guard !unclosed.contains(.displayedFormula) else { return nil }
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
    unclosed.insert(.displayedFormula)
    return nil
  }

  /// The offset of the `\)` that closes the `\(` at `index`.
  mutating func parenthesizedEnd() -> Int? { end("\\)", of: .parenthesizedFormula) }

  /// The offset of the `\]` that closes the `\[` at `index`. Without spaces within they are
  /// brackets, as CommonMark has them: `\[1\]`.
  mutating func bracketedEnd() -> Int? {
    guard index + 2 < range.upperBound, bytes[index + 2].isWhitespace,
      let end = end("\\]", of: .bracketedFormula), bytes[end - 1].isWhitespace
    else { return nil }
    return end
  }

  /// The offset of the mark that closes the formula which begins with two characters at `index`.
  private mutating func end(_ mark: StaticString, of beginning: Beginning) -> Int? {
    guard !unclosed.contains(beginning) else { return nil }
    var search = index + 2
    while search + 1 < range.upperBound {
      if bytes.has(mark, at: search) {
        return bytes[(index + 2)..<search].allSatisfy(\.isWhitespace) ? nil : search
      }
      search += bytes[search] == UInt8(ascii: "\\") ? 2 : 1
    }
    unclosed.insert(beginning)
    return nil
  }

  // MARK: Dollars

  private enum DollarEnd {
    case closed(Int)
    /// The next `$`, which has a space before it.
    case spaceBefore(Int)
    case missing
    case other
  }

  /// Pandoc's rule: the next `$` closes a formula if no space stands before it and no digit behind
  /// it; otherwise the opening one is a character like others. Code comes before formulas.
  private mutating func dollarEnd() -> DollarEnd {
    var search = index + 1
    while search < range.upperBound {
      switch bytes[search] {
      case UInt8(ascii: "\\"):
        search = endOfText(at: search) ?? search + 2
        continue
      case UInt8(ascii: "`"):
        let length = bytes.runLength(of: UInt8(ascii: "`"), at: search)
        if closingBackticks(length, from: search) != nil { return .other }
        search += length
        continue
      case UInt8(ascii: "$"):
        if bytes[search - 1].isWhitespace { return .spaceBefore(search) }
        let isFollowedByDigit = search + 1 < range.upperBound && bytes[search + 1].isDigit
        return isFollowedByDigit ? .other : .closed(search)
      default: search += 1
      }
    }
    return .missing
  }

  /// The offset behind `\text{…}` and its like, in which a `$` begins a formula of its own.
  private func endOfText(at start: Int) -> Int? {
    guard bytes.has("\\text", at: start) || bytes.has("\\mbox{", at: start),
      let brace = bytes[start..<range.upperBound].prefix(12).firstIndex(of: UInt8(ascii: "{")),
      bytes[(start + 1)..<brace].allSatisfy(\.isLetter)
    else { return nil }
    var depth = 0
    for search in brace..<min(brace + 1_000, range.upperBound) {
      switch bytes[search] {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return search + 1 }
      default: break
      }
    }
    return nil
  }

  /// The rest of the line behind an offset.
  private func rest(from start: Int) -> ArraySlice<UInt8> {
    bytes[start..<range.upperBound].prefix(200).prefix { $0 != UInt8(ascii: "\n") }
  }

  /// `$ 0.01$` looks like a formula and is none.
  private mutating func explainSpaceAfterDollar() {
    let line = rest(from: index + 1)
    guard let close = line.firstIndex(of: UInt8(ascii: "$")), close > line.startIndex + 1,
      !bytes[close - 1].isWhitespace, bytes[close - 1] != UInt8(ascii: "\\"),
      close + 1 >= range.upperBound
        || !(bytes[close + 1].isWordByte || bytes[close + 1] == UInt8(ascii: "$"))
    else { return }
    report(
      .note, at: index, "'\(authorText(index..<(close + 1)))' is text, not a formula",
      explanation: "no space may follow the '$' that opens a formula")
  }

  /// `$x $` looks like a formula and is none.
  private mutating func explainSpaceBeforeDollar(_ close: Int) {
    guard
      close + 1 >= range.upperBound || bytes[close + 1].isWhitespace
        || ".,;:)".utf8.contains(bytes[close + 1]),
      !bytes[(index + 1)..<close].contains(UInt8(ascii: "\n")), close - index < 200,
      looksLikeMathematics(from: index + 1)
    else { return }
    report(
      .note, at: index, "'\(authorText(index..<(close + 1)))' is text, not a formula",
      explanation: "no space may stand before the '$' that closes a formula")
  }

  private mutating func warnAboutOpenFormula() {
    guard looksLikeMathematics(from: index + 1) else { return }
    report(
      .warning, at: index, "the formula that begins here is never closed",
      explanation: "'$' must follow in the same paragraph; '\\$' is a dollar sign")
  }

  /// Whether a command, an index or an exponent begins here; `$HOME` and `$5` are no mathematics.
  private func looksLikeMathematics(from start: Int) -> Bool {
    guard start + 1 < range.upperBound else { return false }
    if bytes[start] == UInt8(ascii: "\\") { return bytes[start + 1].isLetter }
    return bytes[start].isLetter && "_^".utf8.contains(bytes[start + 1])
  }
}

extension Formula {
  init(tex: String, isDisplayed: Bool, line: Int, column: Int) {
    self.init(tex: tex, isDisplayed: isDisplayed, label: nil, line: line, column: column)
  }

  /// Takes LaTeX's `\label{name}` out of the TeX of a displayed formula. Where several rows have
  /// one, they stay in their places and number their rows.
  mutating func takeLabels() {
    guard isDisplayed, tex.utf8.contains(UInt8(ascii: "\\")) else { return }
    let rows = tex.split(separator: "\\\\", omittingEmptySubsequences: false)
    let tags = rows.map { $0.firstMatch(of: #/\\tag\*?\{([^{}]*)\}/#).map { String($0.1) } }
    tag = tags.lazy.compactMap(\.self).first
    guard tex.contains("\\label") else { return }
    let rowsOfLabels = rows.enumerated().flatMap { number, row in
      row.matches(of: #/\\label\{([^{}\s]+)\}/#).map { (label: String($0.1), row: number) }
    }
    let labels = rowsOfLabels.map(\.label)
    let isTagOfAnotherRow = tag != nil && rowsOfLabels.contains { tags[$0.row] == nil }
    if labels.count > 1 || isTagOfAnotherRow {
      rowLabels = labels
      tag = nil
      for (label, row) in rowsOfLabels {
        guard let tag = tags[row] else { continue }
        rowTags[label] = tag
        tex = tex.replacing("\\label{\(label)}", with: "")
      }
    } else if let only = labels.first {
      label = only
      tex = tex.replacing("\\label{\(only)}", with: "")
    }
  }
}
