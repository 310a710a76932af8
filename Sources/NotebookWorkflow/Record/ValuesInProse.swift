internal import NotebookDocument

/// The values of a note's inline expressions, read with the prose around them: a unit of time that
/// follows one in the text makes a time of it.
struct ValuesInProse {
  /// By the expressions' numbers; those alone that stand in prose.
  private(set) var figures: [Int: TextFigures] = [:]

  private var text = ""
  /// The values in the text, by the places of their bytes.
  private var places: [(number: Int, bytes: Range<Int>)] = []

  init(_ values: [Int: String], in notebook: Notebook) {
    for blocks in [notebook.blocks] + notebook.footnotes.map(\.blocks) {
      // A line of prose ends where another block begins, and where its own ends.
      ProseWalk.visit(
        blocks, block: { _ in endLine() }, inline: { add($0, values) }, leaving: { _ in endLine() })
    }
  }

  private mutating func add(_ element: Inline, _ values: [Int: String]) {
    guard element.content == nil else { return }
    if case .inlineResult(let number) = element {
      let start = text.utf8.count
      text += values[number] ?? ""
      places.append((number, start..<text.utf8.count))
    } else {
      text += element.plainText
    }
  }

  private mutating func endLine() {
    for (number, bytes) in places {
      let start = text.utf8.index(text.startIndex, offsetBy: bytes.lowerBound)
      let end = text.utf8.index(start, offsetBy: bytes.count)
      figures[number] = TextFigures(text, in: start..<end)
    }
    (text, places) = ("", [])
  }
}
