internal import Foundation
internal import NotebookDocument

/// Finds the files that a note names: at the path it says, or by name anywhere in its vault, as
/// Obsidian does.
package final class NoteFiles {
  /// The names of the file that makes a folder a project of Quarto's, of MyST's, or a Jupyter Book.
  static let projectFiles = ["_quarto.yml", "_quarto.yaml", "myst.yml", "_toc.yml"]

  /// The note's path as the user gave it.
  let notePath: String
  /// The folder of the note, and that of the vault, as absolute paths.
  let folder: String
  let root: String
  private(set) lazy var index = VaultIndex.current(below: root)
  private lazy var aliases = NoteStore.shared.aliases(of: index.notes)
  private lazy var otherNotesByLabel = NoteStore.shared.notesByLabel(
    index.notes.filter { $0 != FilePaths.absolute(notePath) })
  private var found: [String: String?] = [:]
  private var foundNotes: [String: String?] = [:]
  private var parsed: [String: Notebook] = [:]
  /// What was looked for on behalf of the page.
  let lookups: FileLookups

  /// - Parameter vault: The folder that is the note's vault if none is marked as one, such as the
  ///   folder of notes that are run together.
  package init(notePath: String, vault: String? = nil) {
    self.notePath = notePath
    folder = FilePaths.absolute(FilePaths.folder(of: notePath))
    root = Self.markedVault(of: folder) ?? Self.vault(vault, of: folder)
    lookups = FileLookups()
  }

  /// The same vault, seen from another note in it.
  private init(notePath: String, sharing other: NoteFiles) {
    self.notePath = notePath
    folder = FilePaths.folder(of: notePath)
    root = other.root
    lookups = other.lookups
  }

  /// The folder that was given, if the note lies in it, else the note's own.
  private static func vault(_ given: String?, of folder: String) -> String {
    guard let vault = given.map(FilePaths.absolute), folder.hasPrefix(vault + "/") else {
      return folder
    }
    return vault
  }

  /// The nearest folder that Obsidian, Quarto, MyST or the user has marked.
  private static func markedVault(of folder: String) -> String? {
    var candidate = folder
    while candidate != "/", !candidate.isEmpty {
      for mark in [".obsidian", ".notebook"] + projectFiles
      where FilePaths.exists(candidate + "/" + mark) {
        return candidate
      }
      candidate = FilePaths.folder(of: candidate)
    }
    return nil
  }

  /// The absolute path of a file, or `nil` where there is none of that name.
  package func path(of name: String) -> String? {
    if let known = found[name] { return known }
    let path = search(name)
    found[name] = path
    if !name.isEmpty { lookups.paths.insert(path ?? FilePaths.normalized(folder + "/" + name)) }
    return path
  }

  private func search(_ name: String) -> String? {
    guard !name.isEmpty else { return nil }
    if name.hasPrefix("/") {
      if FilePaths.isFile(root + name) { return FilePaths.normalized(root + name) }
      if FilePaths.isFile(name) { return FilePaths.normalized(name) }
    }
    for base in [folder, root] where FilePaths.isFile(base + "/" + name) {
      return FilePaths.normalized(base + "/" + name)
    }
    return index.nearest(name, to: folder)
  }

  /// The absolute path of a note: `.md` may be left out, and one of its aliases may stand for it.
  package func path(ofNote name: String) -> String? {
    if let known = foundNotes[name] { return known }
    var path: String?
    if NoteName.isNote(name) { path = self.path(of: name) }
    path =
      path ?? NoteName.endings.lazy.compactMap { self.path(of: name + $0) }.first
      ?? aliases[name.lowercased()]
    if path == nil, name.contains("&") {
      let decoded = CharacterReferences.decoded(name)
      if decoded != name { path = self.path(ofNote: decoded) }
    }
    foundNotes[name] = path
    return path
  }

  /// The absolute path of another note of the project that has something with a label.
  func path(ofNoteWithLabel label: String) -> String? {
    guard Self.projectFiles.contains(where: { FilePaths.isFile(root + "/" + $0) }) else {
      return nil
    }
    return otherNotesByLabel[label]
  }

  /// A note of the vault, read.
  func notebook(at path: String) -> Notebook? {
    if let known = parsed[path] { return known }
    let notebook = NoteStore.shared.notebook(at: path, vault: root)
    parsed[path] = notebook
    return notebook
  }

  /// The files as the note at another path names them.
  func files(ofNoteAt path: String) -> NoteFiles { NoteFiles(notePath: path, sharing: self) }

  /// The day of a file's last change, as `2026-11-28`.
  static func modificationDay(of path: String) -> String? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard let date = attributes?[.modificationDate] as? Date else { return nil }
    let day = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: date)
    guard let year = day.year, let month = day.month, let dayOfMonth = day.day else { return nil }
    func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(twoDigits(month))-\(twoDigits(dayOfMonth))"
  }
}

/// The files that a page is made of, and where those were looked for that are not there.
final class FileLookups {
  var paths: Set<String> = []
}
