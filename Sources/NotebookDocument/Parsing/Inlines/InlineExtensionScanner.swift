/// Copies the prose of one paragraph or heading, with elements of our extensions replaced by their
/// placeholders.
///
/// Each search for an end that fails is remembered or bounded, so that the work stays linear
/// however often an opening is repeated.
struct InlineExtensionScanner {
  let text: SourceMappedText
  let source: NoteSource
  let range: Range<Int>
  /// The labels of the note's footnotes.
  let footnotes: Set<String>
  /// The numbers of the note's examples, `(@name)`.
  let examples: [String: Int]
  /// Whether `@name` may be a work of the bibliography.
  let hasBibliography: Bool
  /// The languages of the note's cells that do not run.
  let otherLanguages: Set<String>

  let bytes: [UInt8]
  var index: Int
  var diagnostics: [Diagnostic] = []
  /// The note's elements so far.
  var elements: [ExtensionElement] = []
  private var found: [(kind: ExtensionElement.Kind, range: Range<Int>)] = []
  /// Offsets of `[` that wait for their `]`.
  var openBrackets: [Int] = []
  /// Lengths of backtick runs that nothing closes.
  private var unclosedBackticks: Set<Int> = []
  /// Beginnings that nothing closes.
  var unclosed: Set<Beginning> = []
  private var tags = HTMLTagReader()

  enum Beginning {
    case displayedFormula, parenthesizedFormula, bracketedFormula, comment, inlineNote
  }

  init(
    text: SourceMappedText, source: NoteSource, range: Range<Int>, footnotes: Set<String>,
    examples: [String: Int], hasBibliography: Bool, otherLanguages: Set<String>
  ) {
    self.otherLanguages = otherLanguages
    self.examples = examples
    self.text = text
    self.source = source
    self.range = range
    self.footnotes = footnotes
    self.hasBibliography = hasBibliography
    bytes = text.bytes
    index = range.lowerBound
  }

  /// Copies the whole range; what is taken out is appended to `elements`.
  mutating func scan(into output: inout SourceMappedText) {
    scan()
    var copied = range.lowerBound
    // A span's `[` is found when its end is.
    found.sort { $0.range.lowerBound < $1.range.lowerBound }
    for (kind, place) in found where place.lowerBound >= copied {
      output.append(text, copied..<place.lowerBound)
      output.append(
        ExtensionElement.placeholder(elements.count), from: text.origin(of: place.lowerBound))
      elements.append(ExtensionElement(kind: kind, source: elements.restored(bytes[place])))
      copied = place.upperBound
    }
    output.append(text, copied..<range.upperBound)
  }

  private mutating func scan() {
    while index < range.upperBound {
      switch bytes[index] {
      case UInt8(ascii: "\\"): scanBackslash()
      case UInt8(ascii: "`"): scanBackticks()
      case UInt8(ascii: "<"): copy(to: endOfTag() ?? index + 1)
      case UInt8(ascii: "$"): scanDollar()
      case UInt8(ascii: "!") where bytes.has("![[", at: index): scanWikiLink(isEmbed: true)
      case UInt8(ascii: "["): scanBracket()
      case UInt8(ascii: "]"): scanClosingBracket()
      case UInt8(ascii: "^") where bytes.has("^[", at: index): scanInlineNote()
      case UInt8(ascii: "{"): if !scanRole() { scanAttributes() }
      case UInt8(ascii: "&"): scanCharacterReference()
      case UInt8(ascii: "%") where bytes.has("%%", at: index): scanComment()
      case UInt8(ascii: "@"): scanAtSign()
      case UInt8(ascii: "h"), UInt8(ascii: "w"), UInt8(ascii: "f"), UInt8(ascii: "m"),
        UInt8(ascii: "x"):
        scanAddress()
      default: index += 1
      }
    }
  }

  /// Leaves everything up to `end` as it is.
  mutating func copy(to end: Int) { index = min(end, range.upperBound) }

  /// Takes everything up to `end` out.
  mutating func takeOut(_ kind: ExtensionElement.Kind, to end: Int) {
    found.append((kind, index..<end))
    index = end
  }

  /// Takes another stretch out, which lies before `index`.
  mutating func takeOut(_ kind: ExtensionElement.Kind, _ range: Range<Int>) {
    found.append((kind, range))
  }

  func position(_ offset: Int) -> (line: Int, column: Int) {
    source.position(of: text.origin(of: offset))
  }

  /// What stands between two offsets, as the author wrote it.
  func authorText(_ range: Range<Int>) -> String { elements.restored(bytes[range]) }

  var isAfterWord: Bool { index > range.lowerBound && bytes[index - 1].isWordByte }

  mutating func report(
    _ severity: Diagnostic.Severity, at offset: Int, _ message: String, explanation: String
  ) {
    let place = position(offset)
    diagnostics.append(
      Diagnostic(
        severity, file: source.path, line: place.line, column: place.column, message,
        explanation: explanation))
  }

  // MARK: Backslashes, code and HTML

  /// Characters that begin or end elements of ours, and mean nothing to CommonMark.
  private static let own = Set("#=~^@%:$".utf8)

  private mutating func scanBackslash() {
    guard index + 1 < range.upperBound else { return copy(to: index + 1) }
    let next = bytes[index + 1]
    if next == UInt8(ascii: "("), let end = parenthesizedEnd() {
      return takeOutFormula((index + 2)..<end, isDisplayed: false, to: end + 2)
    }
    if next == UInt8(ascii: "["), let end = bracketedEnd() {
      return takeOutFormula((index + 2)..<end, isDisplayed: true, to: end + 2)
    }
    if scanLaTeXReference() { return }
    if Self.own.contains(next) {
      return takeOut(
        .escaped(String(Unicode.Scalar(next))), to: index + 2)
    }
    copy(to: index + 2)
  }

  /// `&#35;tag` is no tag: a character that is written by its number or name begins nothing.
  private mutating func scanCharacterReference() {
    let rest = bytes[(index + 1)..<range.upperBound].prefix(12)
    guard let end = rest.firstIndex(of: UInt8(ascii: ";")),
      let byte = Self.referredOwn(String(decoding: rest[..<end], as: UTF8.self))
    else { return copy(to: index + 1) }
    takeOut(.escaped(String(Unicode.Scalar(byte))), to: end + 1)
  }

  /// The character behind `&` and before `;`, where it may begin an element that is found in what
  /// cmark has read.
  private static func referredOwn(_ name: String) -> UInt8? {
    let names = [
      "num": "#", "equals": "=", "Hat": "^", "lsqb": "[", "lbrack": "[",
    ]
    if let character = names[name] { return character.utf8.first }
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let number =
      digits.first?.lowercased() == "x" ? UInt8(digits.dropFirst(), radix: 16) : UInt8(digits)
    return number.flatMap { "#=~^[".utf8.contains($0) ? $0 : nil }
  }

  private mutating func scanBackticks() {
    let length = bytes.runLength(of: UInt8(ascii: "`"), at: index)
    guard let close = closingBackticks(length, from: index) else { return copy(to: index + length) }
    let content = (index + length)..<close
    let prefix: StaticString = "{swift}"
    if bytes.has(prefix, at: content.lowerBound) {
      let code = authorText(content.dropFirst(prefix.utf8CodeUnitCount))
      let leading = code.prefix { $0.isWhitespace }
      let trimmed = code.dropFirst(leading.count).trimmingSuffix(while: \.isWhitespace)
      if !leading.isEmpty, !trimmed.isEmpty {
        let start = content.lowerBound + prefix.utf8CodeUnitCount + leading.utf8.count
        return takeOut(
          .expression(String(trimmed), offset: text.origin(of: start)), to: close + length)
      }
    }
    if let raw = RawFormat.attribute(in: bytes, at: close + length, limit: range.upperBound) {
      let kind: ExtensionElement.Kind = raw.isHTML ? .rawHTML(authorText(content)) : .comment
      return takeOut(kind, to: raw.end)
    }
    if let other = OtherExpression(code: authorText(content), languages: otherLanguages) {
      report(
        .warning, at: index, "a value in \(other.language) is not computed here: its code is shown",
        explanation: "`{swift} …` is a value that is computed")
    }
    copy(to: close + length)
  }

  /// The offset of the run that closes the run of `length` backticks at `start`.
  mutating func closingBackticks(_ length: Int, from start: Int) -> Int? {
    guard !unclosedBackticks.contains(length) else { return nil }
    let close = bytes[..<range.upperBound].firstRun(
      of: UInt8(ascii: "`"), length: length, from: start + length)
    if close == nil { unclosedBackticks.insert(length) }
    return close
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

  // MARK: Comments

  private mutating func scanComment() {
    var search = index + 2
    while !unclosed.contains(.comment), search + 1 < range.upperBound {
      if bytes.has("%%", at: search) { return takeOut(.comment, to: search + 2) }
      search += 1
    }
    unclosed.insert(.comment)
    copy(to: index + 2)
  }

  // MARK: Attributes

  /// Attributes stand behind something in brackets or backticks, or at the end of a line.
  private mutating func scanAttributes() {
    if let shown = Shortcodes.shown(in: bytes, at: index, limit: range.upperBound) {
      return takeOut(.escaped(shown.text), to: shown.end)
    }
    if let found = Shortcodes.shortcode(in: bytes, at: index, limit: range.upperBound) {
      switch found.name {
      case "video":
        return takeOut(
          .link(destination: found.argument, text: found.argument), to: found.end)
      case "pagebreak": return takeOut(.comment, to: found.end)
      case "kbd":
        let keys = found.argument.drop { $0 != "=" }.dropFirst()
        let text = keys.isEmpty ? found.argument : String(keys)
        return takeOut(.rawHTML("<kbd>\(text.escapedForHTML)</kbd>"), to: found.end)
      case "meta", "var", "include": return copy(to: found.end)
      default:
        report(
          .warning, at: index, "there is no shortcode '\(found.name)' here",
          explanation: "it is shown as it is written")
        return copy(to: found.end)
      }
    }
    guard let found = AttributeParser.attributes(in: bytes, at: index, limit: range.upperBound)
    else { return copy(to: index + 1) }
    let isBehind = index > range.lowerBound && ")]`*=~}".utf8.contains(bytes[index - 1])
    let rest = bytes[found.end..<range.upperBound].prefix { $0 != UInt8(ascii: "\n") }
    guard isBehind || rest.allSatisfy({ $0.isSpaceOrTab || $0 == UInt8(ascii: "#") }) else {
      return copy(to: index + 1)
    }
    takeOut(.attributes(found.attributes), to: found.end)
  }
}

extension String {
  var escapedForHTML: String {
    replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
