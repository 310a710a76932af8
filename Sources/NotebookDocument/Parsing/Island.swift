/// A stretch of prose that is not CommonMark and is taken out before cmark reads the text.
///
/// In its place stands a mark of two private-use characters around a number, which cmark treats
/// as a word. Taking out comes first because cmark would see emphasis in `$a_b$ and $c_d$`.
struct Island {
  enum Kind {
    case math(Formula)
    case wikiLink(WikiLink)
    case embed(WikiLink)
    case comment
    case footnote(label: String)
    case reference(Reference)
    /// Swift code, and the note's offset where it begins.
    case expression(String, offset: Int)
    case link(destination: String, text: String)
  }

  var kind: Kind
  /// What stood there, for places where nothing but text is wanted, such as a link's destination.
  var source: String

  /// The marks around an island's number: the last two private-use characters. ``NoteSource``
  /// keeps them out of what the author wrote.
  private static let opening: Unicode.Scalar = "\u{10FFFC}"
  private static let closing: Unicode.Scalar = "\u{10FFFD}"

  /// The bytes that both marks begin with.
  static let reservedBytes: [UInt8] = [0xF4, 0x8F, 0xBF]

  /// What stands in the text for the island with this number.
  static func mark(_ number: Int) -> [UInt8] {
    Array("\(opening)\(number)\(closing)".utf8)
  }

  /// A piece of text between marks, or the number in a mark.
  enum Piece {
    case text(Substring)
    case island(Int)
  }

  /// Takes a text apart at its marks.
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
      pieces.append(.island(number))
      rest = rest[rest.unicodeScalars.index(after: end)...]
    }
    if !rest.isEmpty { pieces.append(.text(rest)) }
    return pieces
  }
}
