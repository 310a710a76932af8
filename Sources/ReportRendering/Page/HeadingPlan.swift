internal import NotebookDocument

/// Which headings a page shows at which level: the title is its one `<h1>`, the rest begins at 2.
struct HeadingPlan {
  /// The title as plain text.
  let title: String
  /// The title's own elements, where it comes from a heading.
  let titleContent: [Inline]?
  /// The note's blocks without the heading that became the title.
  let body: [Block]
  /// The level of the note's highest remaining headings.
  let topLevel: Int
  /// The headings outside of quotes and lists, for the contents.
  let entries: [Heading]

  init(_ notebook: Notebook) {
    var blocks = notebook.blocks
    if let title = notebook.frontMatter.title {
      self.title = title
      titleContent = nil
    } else if case .heading(let heading) = blocks.first?.kind, heading.level == 1 {
      title = heading.content.plainText
      titleContent = heading.content
      blocks.removeFirst()
    } else {
      let name = notebook.path.split(separator: "/").last.map(String.init) ?? notebook.path
      title = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
      titleContent = nil
    }
    body = blocks
    var levels: [Int] = []
    ProseWalk.visit(
      blocks, block: { if case .heading(let heading) = $0.kind { levels.append(heading.level) } })
    topLevel = levels.min() ?? 1
    entries = blocks.compactMap { if case .heading(let heading) = $0.kind { heading } else { nil } }
  }

  /// The level on the page, from 2 to 6.
  func shownLevel(_ heading: Heading) -> Int { min(heading.level - topLevel + 2, 6) }
}
