internal import Foundation
internal import NotebookDocument
package import NotebookSession
package import ReportRendering
internal import RunResults

/// A folder of notes that are run together: reports lie below the output folder as the notes lie
/// below theirs, each knows its neighbours, and one page lists them all.
package struct NoteFolder: Sendable {
  /// One note of it.
  private struct Note {
    /// The path as commands and messages name it.
    var path: String
    /// The folder between the whole folder and the note: empty, or `a/b`.
    var subfolder: String
    var summary: NoteSummary
    var absolutePath: String
  }

  /// The folder, without a slash at its end.
  package let path: String
  /// Its notes by their paths; numbers in names count as numbers.
  private let notes: [Note]

  /// The paths of the notes below a folder: every Markdown file that is not hidden.
  package static func notePaths(below folder: String) -> [String] {
    let root = trimmed(folder)
    let files = FileManager.default.enumerator(
      at: URL(filePath: root), includingPropertiesForKeys: nil, options: [.skipsHiddenFiles])
    var names: [String] = []
    let base = URL(filePath: root).standardizedFileURL.path
    while let file = files?.nextObject() as? URL {
      if file.lastPathComponent == "node_modules" { files?.skipDescendants() }
      let path = file.standardizedFileURL.path
      if NoteName.isNote(path), path.hasPrefix(base + "/"), !file.hasDirectoryPath {
        names.append(String(path.dropFirst(base.count + 1)))
      }
    }
    return names.sorted { isBefore($0, $1) }.map { root == "." ? $0 : join(root, $0) }
  }

  /// Whether a path is a folder.
  package static func isFolder(_ path: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
  }

  /// Reads the notes below a folder.
  package init(_ folder: String) {
    path = Self.trimmed(folder)
    let root = path
    notes = Self.notePaths(below: folder).map { path in
      let bytes = (try? NoteFile.read(path)) ?? []
      let notebook = NoteFiles.notebook(source: bytes, path: path, vault: root)
      return Note(
        path: path, subfolder: Self.subfolder(of: path, below: root),
        summary: NoteSummary(of: notebook, vault: root), absolutePath: Self.absolute(path))
    }
  }

  /// The folder of a note's report, for a note below a folder that was named.
  package static func reportFolder(
    ofNoteAt path: String, below folder: String, in output: String
  ) -> String {
    let subfolder = subfolder(of: path, below: trimmed(folder))
    return subfolder.isEmpty ? output : join(trimmed(output), subfolder)
  }

  /// The folders between a folder and a note below it.
  private static func subfolder(of path: String, below root: String) -> String {
    let name = name(of: path, below: root)
    return name.lastIndex(of: "/").map { String(name[..<$0]) } ?? ""
  }

  /// The path of a note below a folder, as seen from there.
  ///
  /// - Parameter root: The folder, without a slash at its end.
  static func name(of path: String, below root: String) -> String {
    root == "." ? path : String(path.dropFirst(root == "/" ? 1 : root.count + 1))
  }

  // MARK: Neighbours

  /// What the page of a note says of the others.
  package func surroundings(ofNoteAt path: String) -> NoteSurroundings? {
    guard let place = notes.firstIndex(where: { $0.path == path }) else { return nil }
    let note = notes[place]
    func neighbor(_ other: Note) -> NoteSurroundings.Neighbor {
      NoteSurroundings.Neighbor(
        title: other.summary.title, address: address(of: other, from: note.subfolder))
    }
    let mentions = notes.filter { other in
      other.path != note.path
        && other.summary.linkedNotes.contains { Self.absolute($0) == note.absolutePath }
    }
    return NoteSurroundings(
      previous: place > 0 ? neighbor(notes[place - 1]) : nil,
      next: place + 1 < notes.count ? neighbor(notes[place + 1]) : nil,
      index: NoteSurroundings.Neighbor(
        title: FolderIndex.title(for: note.summary),
        address: Self.relative(indexName, from: note.subfolder)),
      mentions: mentions.map(neighbor))
  }

  private func address(of note: Note, from subfolder: String) -> String {
    Self.relative(reportName(of: note), from: subfolder)
  }

  /// The path of a note's report below the output folder.
  private func reportName(of note: Note) -> String {
    NoteName.stem(Self.name(of: note.path, below: path)) + ".html"
  }

  // MARK: Index

  /// `index.html`, or `all-notes.html` with as many hyphens as it takes: what is no note's report.
  private var indexName: String {
    let taken = Set(notes.map { reportName(of: $0) })
    var name = "index"
    while taken.contains(name + ".html") { name = name == "index" ? "all-notes" : name + "-" }
    return name + ".html"
  }

  /// Writes the page that lists the notes with what their runs gave.
  ///
  /// - Returns: The page's path.
  package func writeIndex(
    in output: String, styleSheet: String
  ) throws(RunFailure) -> String {
    let entries = notes.map { note in
      let paths = ReportPaths(
        note: note.path, directory: Self.reportFolder(ofNoteAt: note.path, below: path, in: output))
      let isThere = FileManager.default.fileExists(atPath: paths.report)
      return FolderIndex.Entry(
        summary: note.summary, address: isThere ? address(of: note, from: "") : nil,
        run: RunRecord.read(at: paths.record)?.run)
    }
    let name = URL(filePath: path).standardizedFileURL.lastPathComponent
    let html = FolderIndex(title: name, entries: entries).html(styleSheet: styleSheet)
    let page = Self.join(Self.trimmed(output), indexName)
    do throws(FileError) {
      try FileWriting.perform { () throws(FileError) in
        try PreparedFile(html, for: page).publish()
      }
      return page
    } catch {
      throw RunFailure(.failed, Diagnostic(.error, file: page, "\(error)"))
    }
  }

  // MARK: Paths

  private static func absolute(_ path: String) -> String {
    URL(filePath: path).standardizedFileURL.path
  }

  /// By the words of a path, with numbers in them as numbers.
  private static func isBefore(_ left: String, _ right: String) -> Bool {
    let order = left.compare(right, options: [.numeric, .caseInsensitive])
    return order == .orderedSame ? left < right : order == .orderedAscending
  }

  /// A folder's path without a slash at its end, and without `./` at its beginning.
  static func trimmed(_ folder: String) -> String {
    var path = folder[...]
    while path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
    if path.hasPrefix("./"), path.count > 2 { path = path.dropFirst(2) }
    return String(path)
  }

  private static func join(_ folder: String, _ name: String) -> String {
    folder == "/" ? "/" + name : "\(folder)/\(name)"
  }

  /// A path below the folder, as an address from one of its subfolders.
  private static func relative(_ path: String, from subfolder: String) -> String {
    let here = subfolder.split(separator: "/")
    let there = path.split(separator: "/")
    let shared = zip(there.dropLast(), here).prefix { $0 == $1 }.count
    let parts = Array(repeating: "..", count: here.count - shared) + there.dropFirst(shared)
    return LinkAddress.encoded(path: parts.joined(separator: "/"))
  }
}
