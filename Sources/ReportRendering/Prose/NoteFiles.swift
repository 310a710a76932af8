internal import Foundation
internal import NotebookDocument

/// Finds the files that a note names: at the path it says, or by name anywhere in its vault, as
/// Obsidian does.
package final class NoteFiles {
  /// The note's path as the user gave it.
  let notePath: String
  /// The folder of the note, and that of the vault, as absolute paths.
  let folder: String
  let root: String
  private lazy var index = FileIndex(root: root)
  private lazy var aliases = noteAliases()
  private var found: [String: String?] = [:]
  private var foundNotes: [String: String?] = [:]
  private var parsed: [String: Notebook] = [:]
  /// What was looked for on behalf of the page.
  let lookups: FileLookups

  package init(notePath: String) {
    self.notePath = notePath
    let path =
      notePath.hasPrefix("/") ? notePath : FileManager.default.currentDirectoryPath + "/" + notePath
    folder = FilePaths.normalized(FilePaths.folder(of: path))
    root = Self.vault(of: folder)
    lookups = FileLookups()
  }

  /// The same vault, seen from another note in it.
  private init(notePath: String, sharing other: NoteFiles) {
    self.notePath = notePath
    folder = FilePaths.folder(of: notePath)
    root = other.root
    lookups = other.lookups
    index = other.index
  }

  /// The nearest folder that Obsidian, Quarto or the user has marked, else the note's own.
  private static func vault(of folder: String) -> String {
    var candidate = folder
    while candidate != "/", !candidate.isEmpty {
      for mark in [".obsidian", "_quarto.yml", ".notebook"]
      where FileManager.default.fileExists(atPath: candidate + "/" + mark) {
        return candidate
      }
      candidate = FilePaths.folder(of: candidate)
    }
    return folder
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
    if name.lowercased().hasSuffix(".md") { path = self.path(of: name) }
    path = path ?? self.path(of: name + ".md") ?? aliases[name.lowercased()]
    if path == nil, name.contains("&") {
      let decoded = CharacterReferences.decoded(name)
      if decoded != name { path = self.path(ofNote: decoded) }
    }
    foundNotes[name] = path
    return path
  }

  /// A note of the vault, read.
  func notebook(at path: String) -> Notebook? {
    if let known = parsed[path] { return known }
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    let notebook = Notebook.parse(source: [UInt8](data), path: path)
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

  /// The other names of the vault's notes, in lower case.
  private func noteAliases() -> [String: String] {
    var result: [String: String] = [:]
    for path in index.notes {
      guard let file = FileHandle(forReadingAtPath: path) else { continue }
      defer { try? file.close() }
      guard let start = try? file.read(upToCount: 4_096), start.starts(with: Data("---".utf8))
      else { continue }
      for alias in Notebook.aliases(inStartOf: [UInt8](start)) {
        let key = alias.lowercased()
        if result[key] == nil { result[key] = path }
      }
    }
    return result
  }
}

/// The files that a page is made of, and where those were looked for that are not there.
final class FileLookups {
  var paths: Set<String> = []
}

/// The files below a folder, by their names.
private struct FileIndex {
  private var paths: [String: [String]] = [:]
  private(set) var notes: [String] = []

  /// Vaults are smaller; what is searched stays bounded where a note lies in a home folder.
  private static let limit = 50_000

  init(root: String) {
    let files = FileManager.default.enumerator(
      at: URL(fileURLWithPath: root), includingPropertiesForKeys: [],
      options: [.skipsHiddenFiles, .skipsPackageDescendants])
    var count = 0
    while let url = files?.nextObject() as? URL, count < Self.limit {
      count += 1
      let name = url.lastPathComponent
      if name == "node_modules" { files?.skipDescendants() }
      paths[name.lowercased(), default: []].append(url.path)
      if name.lowercased().hasSuffix(".md") { notes.append(url.path) }
    }
    notes.sort()
  }

  /// The file whose path ends with a name, whatever its case: the fewest folders away.
  func nearest(_ name: String, to folder: String) -> String? {
    let wanted = name.lowercased().split(separator: "/").filter { $0 != "." && $0 != ".." }
    guard let last = wanted.last else { return nil }
    let here = folder.split(separator: "/")
    let candidates = (paths[String(last)] ?? []).filter { path in
      path.lowercased().split(separator: "/").suffix(wanted.count).elementsEqual(wanted)
        && FilePaths.isFile(path)
    }
    return candidates.min { distance($0, here) < distance($1, here) }
  }

  /// How many folders lie between, then the path itself.
  private func distance(_ path: String, _ here: [Substring]) -> (Int, String) {
    let there = path.split(separator: "/").dropLast()
    let shared = zip(there, here).prefix { $0 == $1 }.count
    return (there.count + here.count - 2 * shared, path)
  }
}

/// Paths as texts.
enum FilePaths {
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func isFile(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && !isFolder.boolValue
  }

  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// Without `.`, `..` and doubled slashes.
  static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") {
      switch part {
      case ".": continue
      case ".." where !parts.isEmpty && parts.last != "..": parts.removeLast()
      default: parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  static func absolute(_ path: String) -> String {
    normalized(path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path)
  }

  /// The way from a folder to a file, both absolute.
  static func relative(_ path: String, from folder: String) -> String {
    let there = path.split(separator: "/")
    let here = folder.split(separator: "/")
    let shared = zip(there, here).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: here.count - shared)
    return (up + there.dropFirst(shared).map(String.init)).joined(separator: "/")
  }
}
