internal import MarkupTree
internal import NotebookDocument

extension ReportPage {
  /// The text of another note, or of a section of it, in the place of `![[note#heading]]`; `nil`
  /// where there is no such note, so that it stays a link.
  func embedded(_ link: WikiLink) -> [MarkupNode]? {
    guard let other = note(of: link) else { return nil }
    guard let blocks = other.excerpt(link.fragment) else {
      diagnostics.append(
        Diagnostic(
          .warning, file: notebook.path, line: link.line, column: link.column,
          "note '\(link.note)' has no heading or block '\(link.fragment ?? "")'",
          explanation: "a link to it is shown instead"))
      return nil
    }
    mathematics.outerLine = link.line
    defer { mathematics.outerLine = nil }
    let name = link.note.isEmpty ? link.fragment ?? "" : link.note
    return [.element("section", ["class": "embedded", "aria-label": name], self.blocks(blocks))]
  }

  private func note(of link: WikiLink) -> Notebook? {
    if link.note.isEmpty { return notebook }
    return images.bytes(of: link.fileName).map { .parse(source: $0, path: link.fileName) }
  }
}
