internal import MarkupTree
internal import NotebookDocument

/// Where the links of a page lead: to places of the page itself, to the reports of other notes, to
/// files as they are seen from the report's folder, and out into the web.
final class LinkResolver {
  private let notebook: Notebook
  /// The note whose links are looked for.
  var path: String
  private let ownPath: String
  private let numbering: Numbering
  /// The folder the report will lie in, absolute; `nil` where it is not written.
  private let reportFolder: String?
  private let headings: HeadingIndex
  private let ownNames: Set<String>
  /// Whether places of the note itself are looked for only here, because cells have printed some.
  private let checksOwnPlaces: Bool
  private(set) var diagnostics: [Diagnostic] = []
  private var reported: Set<String> = []

  init(
    _ notebook: Notebook, numbering: Numbering, printed: PrintedMarkdown, reportFolder: String?
  ) {
    self.notebook = notebook
    path = notebook.path
    ownPath = FilePaths.absolute(notebook.path)
    self.numbering = numbering
    self.reportFolder = reportFolder.map(FilePaths.absolute)
    checksOwnPlaces = !printed.isEmpty
    headings = HeadingIndex(notebook.blocks + printed.blocks)
    ownNames = notebook.ownNames.union(Notebook.ownNames(in: printed.blocks))
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
    if ownNames.contains(name) { return Self.ownIdentifier(name) }
    if let cell = notebook.cells.first(where: { $0.label == name }) { return "cell-\(cell.number)" }
    return headings.entry(for: name)?.identifier
  }

  /// Whether a destination is the name of something in the note, as MyST writes it.
  func isLabel(_ destination: String) -> Bool {
    !destination.isEmpty
      && destination.allSatisfy { $0.isLetter || $0.isNumber || "-_:".contains($0) }
      && LinkAddress.scheme(destination) == nil && identifier(of: destination) != nil
  }

  // MARK: Links

  /// The absolute path of an embedded note, whose places are not on this page; `nil` for the note
  /// itself.
  private func embeddedNote(_ files: NoteFiles) -> String? {
    let path = FilePaths.absolute(files.notePath)
    return path == ownPath ? nil : path
  }

  /// The address of a link in Markdown or HTML; `nil` for one that would run code.
  func address(_ destination: String, line: Int?, files: NoteFiles) -> String? {
    if let scheme = LinkAddress.scheme(destination) {
      // MyST's addresses within its project.
      if ["project", "path"].contains(scheme) {
        let rest = destination.trimmed.dropFirst(scheme.count + 1)
        return address(String(rest), line: line, files: files)
      }
      guard LinkAddress.isHarmless(scheme: scheme) else {
        report(
          line, nil,
          "no link leads to '\(destination.trimmed.prefix(80))': its text is shown alone",
          "links of a report are those of the web, of mail and telephone, and of Obsidian and "
            + "Zotero; a file has its path, without 'file:'")
        return nil
      }
      return LinkAddress.encoded(destination.trimmed)
    }
    let (path, query, fragment) = LinkAddress.parts(destination.trimmed)
    guard !path.isEmpty else {
      guard let fragment, !fragment.isEmpty else { return LinkAddress.encoded(destination) }
      if let note = embeddedNote(files) {
        return address(ofNoteAt: note, fragment, line: line, column: nil, files: files)
      }
      let identifier = identifier(of: fragment)
      if identifier == nil, let note = files.path(ofNoteWithLabel: fragment.percentDecoded) {
        return address(ofNoteAt: note, fragment, line: line, column: nil, files: files)
      }
      if identifier == nil, checksOwnPlaces, fragment.lowercased() != "top" {
        report(
          line, nil, "no heading is called '\(fragment.percentDecoded)'",
          "the link leads nowhere; cells have printed none of that name")
      }
      return "#" + LinkAddress.encoded(identifier ?? fragment)
    }
    // What begins with two slashes is on another machine.
    guard !path.hasPrefix("//") else { return LinkAddress.encoded(destination) }
    let name = path.percentDecoded
    if NoteName.isNote(name) {
      guard let note = files.path(ofNote: name) else {
        // Books have documents of other kinds beside their notes.
        for ending in [".ipynb", ".rst"] {
          if let file = files.path(of: NoteName.stem(name) + ending) {
            return address(ofFileAt: file)
          }
        }
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
    // MyST's `[text](name)`.
    if fragment == nil, query.isEmpty, !name.contains("/") {
      if let identifier = identifier(of: name) { return "#" + LinkAddress.encoded(identifier) }
      if let note = files.path(ofNoteWithLabel: name) {
        return address(ofNoteAt: note, name, line: line, column: nil, files: files)
      }
    }
    if !files.isFolder(name) {
      report(line, nil, "there is no file '\(name)'", "the link leads nowhere")
    }
    return LinkAddress.encoded(destination)
  }

  /// The address of `[[note#heading]]`; `nil` with a diagnostic where there is no such note.
  func address(_ link: WikiLink, files: NoteFiles) -> String? {
    if link.note.isEmpty {
      if let note = embeddedNote(files) {
        return address(
          ofNoteAt: note, link.fragment, line: link.line, column: link.column, files: files)
      }
      let identifier = identifier(of: link.fragment ?? "")
      if identifier == nil, checksOwnPlaces {
        report(
          link.line, link.column, "no heading is called '\(link.fragment ?? "")'",
          "it is shown as text; cells have printed none of that name")
      }
      return identifier.map { "#" + $0 }
    }
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
    let own = FilePaths.folder(of: ownPath)
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
    let folder = reportFolder ?? FilePaths.folder(of: ownPath)
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
    if notebook.ownNames.contains(fragment) { return LinkResolver.ownIdentifier(fragment) }
    guard LabelIndex(notebook).lines[fragment] != nil else { return nil }
    if Reference.Kind(label: fragment) == nil,
      let cell = notebook.cells.first(where: { $0.label == fragment })
    {
      return "cell-\(cell.number)"
    }
    return fragment
  }
}

extension Notebook {
  /// What the author has named in HTML, divisions and spans, in the text and its footnotes, besides
  /// what is numbered.
  fileprivate var ownNames: Set<String> {
    Self.ownNames(in: blocks + footnotes.flatMap(\.blocks))
  }

  fileprivate static func ownNames(in blocks: [Block]) -> Set<String> {
    var names: Set<String> = []
    func insert(_ name: String?, _ family: Reference.Kind.Family? = nil) {
      guard let name, family == nil || Reference.Kind(label: name)?.family != family else { return }
      names.insert(name)
    }
    ProseWalk.visit(
      blocks,
      block: { block in
        switch block.kind {
        case .html(let html): names.formUnion(HTMLTokenizer.identifiers(in: html))
        case .division(let division) where division.statement != nil:
          insert(division.attributes.identifier, .statement)
        case .division(let division): insert(division.attributes.identifier, .float)
        case .callout(let callout): insert(callout.identifier, .callout)
        default: break
        }
      },
      inline: { element in
        switch element {
        case .html(let html): names.formUnion(HTMLTokenizer.identifiers(in: html))
        case .span(let attributes, _): insert(attributes.identifier)
        default: break
        }
      })
    return names
  }
}

extension NoteFiles {
  /// Whether a folder bears a name, seen from the note.
  func isFolder(_ name: String) -> Bool {
    FilePaths.exists(folder + "/" + name) || FilePaths.exists(root + "/" + name)
  }
}
