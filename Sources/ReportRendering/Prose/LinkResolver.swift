internal import MarkupTree
internal import NotebookDocument

/// Where the links of a page lead: to places of the page itself, to the reports of other notes, to
/// files as they are seen from the report's folder, and out into the web.
final class LinkResolver {
  private let notebook: Notebook
  /// The note whose links are looked for.
  var path: String
  private let numbering: Numbering
  /// The folder the report will lie in, absolute; `nil` where it is not written.
  private let reportFolder: String?
  private let headings: HeadingIndex
  private let htmlIdentifiers: Set<String>
  private(set) var diagnostics: [Diagnostic] = []
  private var reported: Set<String> = []

  init(_ notebook: Notebook, numbering: Numbering, reportFolder: String?) {
    self.notebook = notebook
    path = notebook.path
    self.numbering = numbering
    self.reportFolder = reportFolder.map(FilePaths.absolute)
    headings = notebook.headingIndex
    var identifiers: Set<String> = []
    for blocks in [notebook.blocks] + notebook.footnotes.map(\.blocks) {
      ProseWalk.visit(
        blocks,
        block: {
          switch $0.kind {
          case .html(let html): identifiers.formUnion(HTMLTokenizer.identifiers(in: html))
          case .division(let division):
            if let name = division.attributes.identifier { identifiers.insert(name) }
          default: break
          }
        },
        inline: { element in
          switch element {
          case .html(let html): identifiers.formUnion(HTMLTokenizer.identifiers(in: html))
          case .span(let attributes, _):
            if let name = attributes.identifier { identifiers.insert(name) }
          default: break
          }
        })
    }
    htmlIdentifiers = identifiers
  }

  /// The identifier on the page of an element that the author has named in HTML.
  static func ownIdentifier(_ name: String) -> String { "user:" + name }

  /// The identifier on the page of a marked block.
  static func blockIdentifier(_ name: String) -> String { "block:" + name.lowercased() }

  // MARK: This page

  /// The identifier that a fragment of this note means; `nil` where nothing bears it.
  func identifier(of fragment: String) -> String? {
    let name = fragment.percentDecoded
    if name.hasPrefix("^") { return Self.blockIdentifier(String(name.dropFirst())) }
    if let entry = numbering.labels[name] { return entry.identifier }
    if htmlIdentifiers.contains(name) { return Self.ownIdentifier(name) }
    return headings.entry(for: name)?.identifier
  }

  // MARK: Links

  /// The address of a link in Markdown or HTML; `nil` for one that would run code.
  func address(_ destination: String, line: Int?, files: NoteFiles) -> String? {
    if let scheme = LinkAddress.scheme(destination) {
      return LinkAddress.isHarmless(scheme: scheme)
        ? LinkAddress.encoded(destination.trimmed) : nil
    }
    let (path, query, fragment) = LinkAddress.parts(destination.trimmed)
    guard !path.isEmpty else {
      guard let fragment, !fragment.isEmpty else { return LinkAddress.encoded(destination) }
      return "#" + LinkAddress.encoded(identifier(of: fragment) ?? fragment)
    }
    // What begins with two slashes is on another machine.
    guard !path.hasPrefix("//") else { return LinkAddress.encoded(destination) }
    let name = path.percentDecoded
    if NoteName.isNote(name) {
      guard let note = files.path(ofNote: name) else {
        report(line, nil, "there is no note '\(name)'", "the link leads nowhere")
        return LinkAddress.encoded(NoteName.stem(path) + ".html") + encoded(fragment)
      }
      return address(ofNoteAt: note, fragment, line: line, column: nil, files: files)
    }
    if let file = files.path(of: name) {
      return address(ofFileAt: file) + query + encoded(fragment)
    }
    if name.lowercased().hasSuffix(".html"), let note = files.path(ofNote: String(name.dropLast(5)))
    {
      return address(ofNoteAt: note, fragment, line: line, column: nil, files: files)
    }
    if !files.isFolder(name) {
      report(line, nil, "there is no file '\(name)'", "the link leads nowhere")
    }
    return LinkAddress.encoded(destination)
  }

  /// The address of `[[note#heading]]`; `nil` with a diagnostic where there is no such note.
  func address(_ link: WikiLink, files: NoteFiles) -> String? {
    if link.note.isEmpty { return identifier(of: link.fragment ?? "").map { "#" + $0 } }
    if link.note.contains("://"), let scheme = LinkAddress.scheme(link.note),
      LinkAddress.isHarmless(scheme: scheme)
    {
      return LinkAddress.encoded(link.note + (link.fragment.map { "#" + $0 } ?? ""))
    }
    if let note = files.path(ofNote: link.note) {
      return address(
        ofNoteAt: note, link.fragment, line: link.line, column: link.column, files: files)
    }
    if let file = files.path(of: link.note) { return address(ofFileAt: file) }
    report(
      link.line, link.column, "there is no note '\(link.note)'",
      "looked for it below \(files.root); the link is shown as text")
    return nil
  }

  /// The address of a note's report, which lies beside this one as the note lies beside this note.
  private func address(
    ofNoteAt path: String, _ fragment: String?, line: Int?, column: Int?, files: NoteFiles
  ) -> String {
    let own = FilePaths.folder(of: FilePaths.absolute(notebook.path))
    var report = FilePaths.relative(path, from: own)
    if let dot = report.lastIndex(of: ".") { report = report[..<dot] + ".html" }
    var result = LinkAddress.encoded(path: report)
    guard let fragment, !fragment.isEmpty else { return result }
    guard let other = files.notebook(at: path),
      let identifier = LinkTarget.identifier(fragment.percentDecoded, in: other)
    else {
      self.report(
        line, column, "note '\(FilePaths.relative(path, from: own))' has no '\(fragment)'",
        "the link leads to the beginning of the note")
      return result
    }
    result += "#" + LinkAddress.encoded(identifier)
    return result
  }

  private func address(ofFileAt path: String) -> String {
    let folder = reportFolder ?? FilePaths.folder(of: FilePaths.absolute(notebook.path))
    return LinkAddress.encoded(path: FilePaths.relative(path, from: folder))
  }

  private func encoded(_ fragment: String?) -> String {
    fragment.map { "#" + LinkAddress.encoded($0) } ?? ""
  }

  /// Says once what a link lacks.
  private func report(_ line: Int?, _ column: Int?, _ message: String, _ explanation: String) {
    guard reported.insert(message).inserted else { return }
    diagnostics.append(
      Diagnostic(
        .warning, file: path, line: line, column: column, message,
        explanation: explanation))
  }
}

/// What a fragment names in another note.
private enum LinkTarget {
  static func identifier(_ fragment: String, in notebook: Notebook) -> String? {
    if let heading = notebook.headingIndex.entry(for: fragment) { return heading.identifier }
    if fragment.hasPrefix("^") {
      let name = fragment.dropFirst().lowercased()
      return notebook.excerpt("^" + name).map { _ in LinkResolver.blockIdentifier(name) }
    }
    return notebook.labels.contains(fragment) ? fragment : nil
  }
}

extension Notebook {
  /// The labels of its figures, tables, formulas and listings.
  fileprivate var labels: Set<String> {
    var labels = Set(cells.compactMap(\.label) + cells.compactMap(\.options.listingLabel))
    ProseWalk.visit(
      blocks,
      block: {
        if case .table(let table) = $0.kind, let label = table.label { labels.insert(label) }
      },
      inline: { element in
        switch element {
        case .math(let formula):
          labels.formUnion(formula.rowLabels + [formula.label].compactMap(\.self))
        case .image(let picture): if let label = picture.label { labels.insert(label) }
        default: break
        }
      })
    return labels
  }
}

extension NoteFiles {
  /// Whether a folder bears a name, seen from the note.
  func isFolder(_ name: String) -> Bool {
    FilePaths.exists(folder + "/" + name) || FilePaths.exists(root + "/" + name)
  }
}
