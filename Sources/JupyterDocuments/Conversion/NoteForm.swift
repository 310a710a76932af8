internal import NotebookDocument

/// How a note's file is written, where that is not as ``NoteWriter`` would write it: the member
/// `notebook` of the notebook's metadata.
struct NoteForm: Equatable {
  /// The lines of the front matter with the two that enclose them.
  var frontMatter: [String]?
  /// What stands behind the last line that is not blank.
  var ending: String?
  /// The end of every line.
  var lineEnd: String?
  var hasByteOrderMark = false

  init() {}

  /// Takes the form out of a notebook's metadata; a member `notebook` that is not written here is
  /// the author's, and stays.
  init(takenFrom metadata: inout [String: JSONValue]) {
    guard let members = metadata["notebook"]?.object, !members.isEmpty else { return }
    var form = NoteForm()
    for (name, value) in members {
      switch (name, value) {
      case ("frontMatter", .array(let lines))
      where lines.count >= 2
        && lines.allSatisfy({ $0.string?.contains(where: \.isNewline) == false }):
        form.frontMatter = lines.compactMap(\.string)
      case ("ending", .string(let text)) where text.allSatisfy({ "\n \t".contains($0) }):
        form.ending = text
      case ("lineEnd", "\r\n"): form.lineEnd = "\r\n"
      case ("byteOrderMark", true): form.hasByteOrderMark = true
      default: return
      }
    }
    metadata["notebook"] = nil
    self = form
  }

  /// Puts the form into a notebook's metadata where it says something; the author's own member
  /// stays.
  func put(into metadata: inout [String: JSONValue]) {
    guard metadata["notebook"] == nil else { return }
    var members: [String: JSONValue] = [:]
    if let frontMatter { members["frontMatter"] = .array(frontMatter.map { .string($0) }) }
    if let ending { members["ending"] = .string(ending) }
    if let lineEnd { members["lineEnd"] = .string(lineEnd) }
    if hasByteOrderMark { members["byteOrderMark"] = true }
    if !members.isEmpty { metadata["notebook"] = .object(members) }
  }

  /// Takes over what only the bytes of the file say.
  mutating func readEncoding(of bytes: [UInt8]) {
    hasByteOrderMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let (carriageReturn, lineFeed) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))
    let areAllPairs = bytes.indices.allSatisfy { index in
      switch bytes[index] {
      case carriageReturn: index + 1 < bytes.count && bytes[index + 1] == lineFeed
      case lineFeed: index > 0 && bytes[index - 1] == carriageReturn
      default: true
      }
    }
    if areAllPairs, bytes.contains(lineFeed) { lineEnd = "\r\n" }
  }

  /// Takes over what stands behind a note's last line that is not blank.
  ///
  /// - Parameter blankLines: The blank lines at the end.
  mutating func readEnding(of source: NoteSource, blankLines: [String]) {
    var text = blankLines.map { $0 + "\n" }.joined()
    if source.lineCount > blankLines.count { text = "\n" + text }
    if source.bytes.last != UInt8(ascii: "\n"), !text.isEmpty { text.removeLast() }
    let usual = source.lineCount > blankLines.count ? "\n" : ""
    if text != usual { ending = text }
  }

  /// The text of a note in this form.
  func applied(to text: String) -> String {
    var text = text
    if let ending {
      if text.hasSuffix("\n") { text.removeLast() }
      text += ending
    }
    if let lineEnd { text = text.replacing("\n", with: lineEnd) }
    return hasByteOrderMark ? "\u{FEFF}" + text : text
  }
}
