/// A stretch of prose that is not CommonMark and is taken out before cmark reads the text.
///
/// In its place stands a placeholder: two private-use characters around a number, which cmark
/// treats as a word. Taking out comes first because cmark would see emphasis in `$a_b$ and $c_d$`.
struct ExtensionElement {
  enum Kind {
    case math(Formula)
    case wikiLink(WikiLink)
    case embed(WikiLink)
    case comment
    case footnote(label: String)
    /// `^[text]`; the text is read as a footnote of its own.
    case inlineNote(SourceMappedText)
    case reference(Reference)
    case citation(Citation)
    /// Swift code, and the note's offset where it begins.
    case expression(String, offset: Int)
    case link(destination: String, text: String)
    /// `` `<b>`{=html} ``: HTML that pandoc passes on as it is.
    case rawHTML(String)
    /// A character that a backslash keeps from beginning one of our own elements.
    case escaped(String)
    /// `{#name .class key=value}` behind something.
    case attributes(Attributes)
    /// The `[` of `[text]{.class}`.
    case spanStart
    /// The rest of it.
    case spanEnd(Attributes)
    case divisionStart(DivisionFence)
    case divisionEnd
    /// The text of a definition, without its `:`.
    case description(SourceMappedText)
    case table(DrawnTable)
  }

  var kind: Kind
  /// What stood there, for places where nothing but text is wanted, such as a link's destination.
  var source: String

  /// The characters around a placeholder's number: the last two private-use characters.
  /// ``NoteSource`` keeps them out of what the author wrote.
  private static let opening: Unicode.Scalar = "\u{10FFFC}"
  private static let closing: Unicode.Scalar = "\u{10FFFD}"

  /// The bytes that both characters begin with.
  static let reservedBytes: [UInt8] = [0xF4, 0x8F, 0xBF]

  /// What stands in the text for the element with this number.
  static func placeholder(_ number: Int) -> [UInt8] {
    Array("\(opening)\(number)\(closing)".utf8)
  }

  /// A piece of text between placeholders, or the number in a placeholder.
  enum Piece {
    case text(Substring)
    case element(Int)
  }

  /// Takes a text apart at its placeholders.
  static func pieces(of text: String) -> [Piece] {
    guard text.utf8.contains(reservedBytes[0]) else {
      return text.isEmpty ? [] : [.text(text[...])]
    }
    var pieces: [Piece] = []
    var rest = text[...]
    while let start = rest.unicodeScalars.firstIndex(of: opening),
      let end = rest.unicodeScalars[start...].firstIndex(of: closing),
      let number = Int(rest[rest.unicodeScalars.index(after: start)..<end])
    {
      if start > rest.startIndex { pieces.append(.text(rest[..<start])) }
      pieces.append(.element(number))
      rest = rest[rest.unicodeScalars.index(after: end)...]
    }
    if !rest.isEmpty { pieces.append(.text(rest)) }
    return pieces
  }
}

extension [ExtensionElement] {
  /// A text with what the author wrote in the places of placeholders.
  func restored(_ text: String) -> String {
    guard text.utf8.contains(ExtensionElement.reservedBytes[0]) else { return text }
    return ExtensionElement.pieces(of: text).map { piece in
      switch piece {
      case .text(let text): return String(text)
      case .element(let number):
        guard indices.contains(number) else { return "" }
        if case .escaped(let character) = self[number].kind { return character }
        return self[number].source
      }
    }.joined()
  }

  /// What stands between two offsets, as the author wrote it.
  func restored(_ bytes: ArraySlice<UInt8>) -> String {
    restored(String(decoding: bytes, as: UTF8.self))
  }
}
