extension InlineExtensionScanner {
  mutating func scanBracket() {
    if bytes.has("[[", at: index) { return scanWikiLink(isEmbed: false) }
    if bytes.has("[^", at: index) { return scanFootnote() }
    if takeOutCitations() { return }
    openBrackets.append(index)
    copy(to: index + 1)
  }

  /// `]{.class}` ends a span, unless its `[` belongs to a link or an image.
  mutating func scanClosingBracket() {
    let open = openBrackets.popLast()
    if open != nil, let end = linkEnd(from: index + 1) { return copy(to: end) }
    guard let open, bytes.has("]{", at: index), open + 1 < index,
      let found = AttributeParser.attributes(in: bytes, at: index + 1, limit: range.upperBound),
      open == range.lowerBound || !"]!".utf8.contains(bytes[open - 1])
    else { return copy(to: index + 1) }
    takeOut(.spanStart, open..<(open + 1))
    takeOut(.spanEnd(found.attributes), to: found.end)
  }

  /// The end of `(address "title")` behind the text of a link, in which nothing is taken out.
  private func linkEnd(from start: Int) -> Int? {
    guard start < range.upperBound, bytes[start] == UInt8(ascii: "(") else { return nil }
    let limit = min(range.upperBound, start + 4_000)
    func skipSpaces(_ index: Int) -> Int {
      var index = index
      while index < limit, bytes[index].isWhitespace { index += 1 }
      return index
    }
    var end = skipSpaces(start + 1)
    if end < limit, bytes[end] == UInt8(ascii: "<") {
      while end < limit, bytes[end] != UInt8(ascii: ">") {
        guard bytes[end] != UInt8(ascii: "\n") else { return nil }
        end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
      }
      end += 1
    } else {
      var depth = 0
      while end < limit, !bytes[end].isWhitespace {
        if bytes[end] == UInt8(ascii: "(") { depth += 1 }
        if bytes[end] == UInt8(ascii: ")") {
          depth -= 1
          if depth < 0 { break }
        }
        end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
      }
    }
    let title = skipSpaces(end)
    if title > end, title < limit, "\"'(".utf8.contains(bytes[title]) {
      let close = bytes[title] == UInt8(ascii: "(") ? UInt8(ascii: ")") : bytes[title]
      end = title + 1
      while end < limit, bytes[end] != close {
        end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
      }
      end += 1
    }
    end = skipSpaces(end)
    return end < limit && bytes[end] == UInt8(ascii: ")") ? end + 1 : nil
  }

  private mutating func scanFootnote() {
    let start = index + 2
    guard let end = bytes[start..<range.upperBound].prefix(200).firstIndex(of: UInt8(ascii: "]")),
      end > start, bytes[start..<end].allSatisfy({ !$0.isWhitespace && $0 != UInt8(ascii: "[") })
    else { return copy(to: index + 1) }
    let label = authorText(start..<end)
    guard footnotes.contains(label.lowercased()) else {
      if bytes[start..<end].allSatisfy(\.isLabelByte) {
        report(
          .warning, at: index, "footnote '\(label)' is not defined",
          explanation: "a line '[^\(label)]: text' defines it")
      }
      return copy(to: end + 1)
    }
    takeOut(.footnote(label: label), to: end + 1)
  }

  /// `^[text]`
  mutating func scanInlineNote() {
    guard !unclosed.contains(.inlineNote) else { return copy(to: index + 2) }
    var depth = 0
    var search = index + 1
    while search < range.upperBound {
      switch bytes[search] {
      case UInt8(ascii: "\\"): search += 1
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 {
          guard search > index + 2 else { return copy(to: search + 1) }
          var note = SourceMappedText()
          note.append(text, (index + 2)..<search)
          return takeOut(.inlineNote(note), to: search + 1)
        }
      default: break
      }
      search += 1
    }
    unclosed.insert(.inlineNote)
    copy(to: index + 2)
  }

  mutating func scanWikiLink(isEmbed: Bool) {
    let start = index + (isEmbed ? 3 : 2)
    let line = bytes[start..<range.upperBound].prefix(1_000).prefix { $0 != UInt8(ascii: "\n") }
    var search = line.startIndex
    while search < line.endIndex {
      if line.has("]]", at: search) {
        let place = position(index)
        let content = elements.restored(line[..<search])
        guard let link = WikiLink(content, line: place.line, column: place.column) else {
          guard line.has("]]]", at: search) else { break }
          // The first of them may belong to a heading that the link names.
          search += 1
          continue
        }
        return takeOut(isEmbed ? .embed(link) : .wikiLink(link), to: search + 2)
      }
      if line.has("[[", at: search) { break }
      search += 1
    }
    if !isEmbed { openBrackets.append(index) }
    copy(to: index + 1)
  }

  // MARK: References and citations

  /// What stands between two semicolons of `[see @lecun1998, p. 7; -@kingma2015]`.
  private struct BracketedKey {
    var prefix: Range<Int>
    /// The key with its `@`, and the `-` before it.
    var place: Range<Int>
    var key: String
    var suffix: Range<Int>
    var suppressesAuthor: Bool
  }

  /// `[@fig-loss]`, `[see @lecun1998, p. 7; -@kingma2015]`.
  private mutating func takeOutCitations() -> Bool {
    let content = bytes[(index + 1)..<range.upperBound].prefix(400).prefix {
      !"[]`$".utf8.contains($0)
    }
    guard content.contains(UInt8(ascii: "@")), bytes.has("]", at: content.endIndex),
      content.endIndex < range.upperBound, !bytes.has("(", at: content.endIndex + 1),
      !bytes.has("{", at: content.endIndex + 1), let keys = bracketedKeys(content)
    else { return false }
    if keys.allSatisfy({ Reference.Kind(label: Self.label($0.key)) != nil }) {
      // "[@fig-a and @fig-b]" is text in brackets.
      guard !keys.contains(where: { bytes[$0.suffix].contains(UInt8(ascii: "@")) }) else {
        return false
      }
      takeOutReferences(keys, to: content.endIndex + 1)
      return true
    }
    let items = keys.map { key in
      var suffix = authorLine(key.suffix)
      if suffix.hasPrefix(",") { suffix = suffix.dropFirst().trimmed }
      return Citation.Item(
        key: key.key, prefix: authorLine(key.prefix), suffix: suffix,
        suppressesAuthor: key.suppressesAuthor)
    }
    return takeOutCitation(of: items, to: content.endIndex + 1)
  }

  /// The keys in brackets; `nil` where a part has none.
  private func bracketedKeys(_ content: ArraySlice<UInt8>) -> [BracketedKey]? {
    var keys: [BracketedKey] = []
    for part in content.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
      guard let at = part.firstIndex(of: UInt8(ascii: "@")) else { return nil }
      let isSuppressed = at > part.startIndex && bytes[at - 1] == UInt8(ascii: "-")
      let start = isSuppressed ? at - 1 : at
      guard part[..<start].last.map({ !$0.isWordByte }) ?? true,
        let end = keyEnd(from: at + 1, limit: part.endIndex)
      else { return nil }
      keys.append(
        BracketedKey(
          prefix: part.startIndex..<start, place: start..<end, key: authorText((at + 1)..<end),
          suffix: end..<part.endIndex, suppressesAuthor: isSuppressed))
    }
    return keys
  }

  /// What stands between two offsets, as the author wrote it, in one line.
  private func authorLine(_ range: Range<Int>) -> String {
    ContainerPrefix.removed(from: authorText(range), at: range.lowerBound, in: bytes)
      .replacing("\n", with: " ").trimmed
  }

  private mutating func takeOutCitation(of items: [Citation.Item], to end: Int) -> Bool {
    let place = position(index)
    guard hasBibliography else {
      // An address in brackets is none.
      let words: Set = ["", "see", "see also", "also", "cf.", "e.g.", "compare"]
      if items.allSatisfy({ words.contains($0.prefix.lowercased()) && !$0.key.contains(".") }) {
        reportMissingBibliography(for: authorText(index..<end))
      }
      return false
    }
    takeOut(
      .citation(
        Citation(items: items, isNarrative: false, line: place.line, column: place.column)),
      to: end)
    return true
  }

  mutating func reportMissingBibliography(for citation: String) {
    report(
      .warning, at: index, "'\(citation)' cites a work, and the note has no bibliography",
      explanation: "'bibliography: refs.bib' in the front matter says where works are listed")
  }

  /// References in brackets are set side by side, with commas between them. What stands before and
  /// behind them stays; the name of a kind stands for ours, as in Quarto's `[Fig. @fig-loss]`.
  private mutating func takeOutReferences(_ keys: [BracketedKey], to end: Int) {
    takeOut(.escaped(""), index..<(index + 1))
    for key in keys {
      let label = Self.label(key.key)
      let place = position(key.place.lowerBound + (key.suppressesAuthor ? 1 : 0))
      var form = Reference.Form.full
      if key.suppressesAuthor {
        form = .number
      } else if ReferencePrefix.namesKind(authorLine(key.prefix)) {
        form = Reference.Kind(label: label) == .equation ? .parenthesized : .number
      }
      takeOut(
        .reference(Reference(label: label, form: form, line: place.line, column: place.column)),
        key.place)
      let behind = key.suffix.upperBound
      takeOut(.escaped(behind + 1 == end ? "" : ","), behind..<(behind + 1))
    }
    index = end
  }

  /// Whether a `-` stands before the `@` that begins no word: what follows is named in short.
  private var isAfterLoneHyphen: Bool {
    guard index > range.lowerBound, bytes[index - 1] == UInt8(ascii: "-") else { return false }
    return index - 1 == range.lowerBound || bytes[index - 2].isWhitespace
      || bytes[index - 2] == UInt8(ascii: "(")
  }

  mutating func scanAtSign() {
    let isShort = isAfterLoneHyphen
    if isAfterWord
      || index > range.lowerBound && "._-+".utf8.contains(bytes[index - 1]) && !isShort
    {
      return scanMailAddress()
    }
    let start = isShort ? index - 1 : index
    guard let end = keyEnd(from: index + 1, limit: range.upperBound) else {
      return copy(to: index + 1)
    }
    let key = authorText((index + 1)..<end)
    let label = Self.label(key)
    let place = position(index)
    if Reference.Kind(label: label) != nil {
      let reference = Reference(
        label: label, form: isShort ? .number : .full, line: place.line, column: place.column)
      takeOut(.reference(reference), start..<end)
      return copy(to: end)
    }
    if let number = examples[key] { return takeOut(.escaped(String(number)), to: end) }
    guard hasBibliography else { return copy(to: index + 1) }
    var item = Citation.Item(key: key, suppressesAuthor: isShort)
    let suffix = narrativeSuffix(from: end)
    if let suffix { item.suffix = elements.restored(bytes[suffix]) }
    let limit = suffix.map { $0.upperBound + 1 } ?? end
    takeOut(
      .citation(
        Citation(items: [item], isNarrative: !isShort, line: place.line, column: place.column)),
      start..<limit)
    copy(to: limit)
  }

  /// What stands in the brackets of `@key [p. 5]`.
  private func narrativeSuffix(from end: Int) -> Range<Int>? {
    guard bytes.has(" [", at: end), !bytes.has(" [^", at: end), !bytes.has(" [[", at: end),
      !bytes.has(" [@", at: end)
    else { return nil }
    let content = bytes[(end + 2)..<range.upperBound].prefix(200).prefix {
      !"[]\n".utf8.contains($0)
    }
    guard !content.isEmpty, content.endIndex < range.upperBound,
      bytes.has("]", at: content.endIndex), !bytes.has("(", at: content.endIndex + 1),
      !bytes.has("{", at: content.endIndex + 1)
    else { return nil }
    return content.startIndex..<content.endIndex
  }

  /// The label that a key means: `@Fig-a`, as Quarto has it at the beginning of a sentence, is
  /// `@fig-a`.
  private static func label(_ key: String) -> String {
    let lowercased = key.prefix(1).lowercased() + key.dropFirst()
    return Reference.Kind(label: key) == nil && Reference.Kind(label: lowercased) != nil
      ? lowercased : key
  }

  /// The end of a key: letters, digits, and single marks between them; two in a row and a dash end
  /// it, as in pandoc.
  private func keyEnd(from start: Int, limit: Int) -> Int? {
    func isMark(_ byte: UInt8) -> Bool { !byte.isWordByte && byte != UInt8(ascii: "_") }
    var end = start
    while end < limit,
      bytes[end].isNameByte || hasBibliography && "#$%&+?~/".utf8.contains(bytes[end])
    {
      if end > start, isMark(bytes[end - 1]), isMark(bytes[end]) { break }
      if bytes.has("–", at: end) || bytes.has("—", at: end) { break }
      end += 1
    }
    while end > start, !bytes[end - 1].isWordByte { end -= 1 }
    return end > start ? end : nil
  }

  /// `\ref{label}` and `\eqref{label}` in prose; whether there is one.
  mutating func scanLaTeXReference() -> Bool {
    guard let (reference, end) = laTeXReference(at: index) else { return false }
    takeOut(.reference(reference), to: end)
    return true
  }

  /// The `\ref{label}` or `\eqref{label}` at an offset, and the offset behind it.
  func laTeXReference(at offset: Int) -> (Reference, end: Int)? {
    let isEquation = bytes.has("\\eqref{", at: offset)
    guard isEquation || bytes.has("\\ref{", at: offset) else { return nil }
    let start = offset + (isEquation ? 7 : 5)
    guard
      let close = bytes[start..<range.upperBound].prefix(200).firstIndex(of: UInt8(ascii: "}")),
      close > start, bytes[start..<close].allSatisfy({ $0.isNameByte })
    else { return nil }
    let place = position(offset)
    let reference = Reference(
      label: authorText(start..<close), form: isEquation ? .parenthesized : .number,
      line: place.line, column: place.column)
    return (reference, close + 1)
  }
}

/// What stands before a reference in its brackets.
private enum ReferencePrefix {
  /// Words that lead to a reference and name no kind of thing.
  private static let leads: Set = [
    "also", "and", "as", "by", "cf", "compare", "eg", "from", "ie", "in", "of", "or", "see", "the",
    "to", "with",
  ]

  private static let kinds =
    ["appendix", "chapter", "formula"] + Reference.Kind.allCases.map { "\($0)" }

  /// Whether the last word is the name of a kind or short for it: a word with a capital letter or a
  /// sign that does not only lead to the reference, or the beginning of such a name.
  static func namesKind(_ text: String) -> Bool {
    guard let word = text.split(whereSeparator: \.isWhitespace).last else { return false }
    let letters = word.filter(\.isLetter)
    let name = letters.lowercased()
    if leads.contains(name) { return false }
    return letters.first?.isLowercase == true
      ? name.count > 1 && kinds.contains { $0.hasPrefix(name) } : word.last != ","
  }
}
