/// How a code cell or a text stood in the note that it came from, where that is not as
/// ``NoteWriter`` would write it: the member `notebook` of the cell's metadata in a Jupyter
/// notebook.
struct CellLayout: Equatable {
  /// What stands before each line, such as the marks of a quote.
  var prefix = ""
  /// What stands before the opening line, where that is something else than before the others.
  var firstPrefix: String?
  /// The opening line of the block, and the closing one.
  var fence: String?
  var closing: String?
  /// Whether the code is one blank line.
  var isBlank = false
  /// The blank lines before the cell, which may hold spaces.
  var blankLines: [String]?
  /// The comment before the cell: of a region its first line, of a code cell the one with its
  /// metadata.
  var mark: String?

  init() {}

  /// Takes the layout out of a cell's metadata; a member `notebook` that is not written here is the
  /// author's, and stays.
  init(takenFrom metadata: inout [String: JSONValue]) {
    guard let members = metadata["notebook"]?.object else { return }
    var layout = CellLayout()
    for (name, value) in members {
      switch (name, value) {
      case ("prefix", .string(let text)) where text.allSatisfy({ "> \t".contains($0) }):
        layout.prefix = text
      case ("firstPrefix", .string(let text)) where !text.contains(where: \.isNewline):
        layout.firstPrefix = text
      case ("fence", .string(let text)) where Fence.opens(text): layout.fence = text
      case ("closing", .string(let text)) where !text.contains(where: \.isNewline):
        layout.closing = text
      case ("isBlank", .boolean(let flag)): layout.isBlank = flag
      case ("blankLines", .integer(let count)) where (0...100).contains(count):
        layout.blankLines = Array(repeating: "", count: count)
      case ("blankLines", .array(let lines))
      where lines.allSatisfy({ $0.string?.allSatisfy { " \t".contains($0) } == true }):
        layout.blankLines = lines.compactMap(\.string)
      case ("mark", .string(let text))
      where CellComment.read(text) != nil && !text.contains(where: \.isNewline):
        layout.mark = text
      default: return
      }
    }
    metadata["notebook"] = nil
    self = layout
  }

  /// Puts the layout into a cell's metadata where it says something; the author's own member stays.
  func put(into metadata: inout [String: JSONValue]) {
    guard metadata["notebook"] == nil else { return }
    var members: [String: JSONValue] = [:]
    if !prefix.isEmpty { members["prefix"] = .string(prefix) }
    if let firstPrefix { members["firstPrefix"] = .string(firstPrefix) }
    if let fence { members["fence"] = .string(fence) }
    if let closing { members["closing"] = .string(closing) }
    if isBlank { members["isBlank"] = true }
    if let blankLines {
      let areEmpty = blankLines.count <= 100 && blankLines.allSatisfy(\.isEmpty)
      members["blankLines"] =
        areEmpty ? .integer(blankLines.count) : .array(blankLines.map { .string($0) })
    }
    if let mark { members["mark"] = .string(mark) }
    if !members.isEmpty { metadata["notebook"] = .object(members) }
  }
}
