package import NotebookDocument
internal import RunResults

/// What other pages say of a note: its title, what it is about, and where its links lead.
package struct NoteSummary: Sendable, Equatable {
  package var title: String
  /// Its description or subtitle, or the beginning of its first paragraph; empty where it has none.
  package var summary: String
  package var tags: [String]
  /// The texts of its headings.
  package var headings: [String]
  /// The absolute paths of the notes that it links to, each once, in their order.
  package var linkedNotes: [String]
  /// The language of its prose.
  package var language: String

  private static let longestSummary = 240

  /// Reads the note's prose by the rules of its page, of which nothing is rendered.
  ///
  /// - Parameter vault: The note's vault if none is marked as one.
  package init(of notebook: Notebook, vault: String? = nil) {
    var renderer = ReportRenderer()
    renderer.vault = vault
    let page = ReportPage(notebook: notebook, run: .notRun, renderer: renderer)
    title = page.readableText(page.headings.titleContent).trimmed
    tags = notebook.frontMatter.tags
    language = notebook.frontMatter.language
    headings = page.headings.entries.map { page.readableText($0.content) }
    let first = page.headings.body.lazy.compactMap { block -> [Inline]? in
      if case .paragraph(let content) = block.kind { content } else { nil }
    }.map { page.readableText($0).trimmed }.first { !$0.isEmpty }
    let front = notebook.frontMatter
    let written = (front.description ?? front.subtitle).map(page.readableText(of:))
    summary = Self.beginning(of: written ?? first ?? "")
    linkedNotes = Self.links(of: notebook, page.files)
  }

  /// As many whole words as are read at a glance.
  private static func beginning(of text: String) -> String {
    guard text.count > longestSummary else { return text }
    let part = text.prefix(longestSummary)
    return part[..<(part.lastIndex(of: " ") ?? part.endIndex)] + " …"
  }

  private static func links(of notebook: Notebook, _ files: NoteFiles) -> [String] {
    var paths: [String] = []
    let own = FilePaths.absolute(notebook.path)
    for blocks in [notebook.blocks] + notebook.footnotes.map(\.blocks) {
      ProseWalk.visit(
        blocks,
        inline: { element in
          let path: String?
          switch element {
          case .link(let link): path = files.path(ofNoteLinkedAs: link.destination)
          case .wikiLink(let link) where !link.note.isEmpty: path = files.path(ofNote: link.note)
          default: path = nil
          }
          if let path, path != own, !paths.contains(path) { paths.append(path) }
        })
    }
    return paths
  }
}

extension NoteFiles {
  /// The note that a link in Markdown leads to; `nil` for a link to anything else.
  fileprivate func path(ofNoteLinkedAs destination: String) -> String? {
    guard LinkAddress.scheme(destination) == nil else { return nil }
    let name = LinkAddress.parts(destination).path.percentDecoded
    let lowercased = name.lowercased()
    if NoteName.isNote(name) { return path(ofNote: name) }
    return lowercased.hasSuffix(".html") ? path(ofNote: String(name.dropLast(5))) : nil
  }
}
