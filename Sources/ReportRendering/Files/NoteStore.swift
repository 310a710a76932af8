internal import NotebookDocument
internal import Synchronization
internal import SystemBasics

/// Notes that links lead to, read once for all pages of this process as long as they do not change.
final class NoteStore: Sendable {
  private struct Entry {
    var time: FileTime
    /// The vault it was read in, where its own files were looked for.
    var vault: String?
    var notebook: Notebook
    /// The files it was made of besides, and their times.
    var others: [String: FileTime?]

    var holds: Bool { others.allSatisfy { path, time in FileTime(ofChangeOf: path) == time } }
  }

  /// What a note is found by besides its path.
  private struct Names {
    var time: FileTime
    var aliases: [String]?
    var labels: Set<String>?
  }

  static let shared = NoteStore()

  /// Bytes of text that all kept notes have together; what is made of them is some ten times as
  /// large.
  private static let limit = 8 << 20

  private let entries = Mutex<(notes: [String: Entry], bytes: Int)>(([:], 0))
  private let names = Mutex<[String: Names]>([:])

  /// A note of the vault, read; `nil` where there is none at the path.
  ///
  /// - Parameter vault: The note's vault if none is marked as one.
  func notebook(at path: String, vault: String? = nil) -> Notebook? {
    guard let time = FileTime(ofChangeOf: path) else { return nil }
    if let known = entries.withLock({ $0.notes[path] }), known.time == time, known.vault == vault,
      known.holds
    {
      return known.notebook
    }
    guard let bytes = try? FileContent.read(path) else { return nil }
    let notebook = NoteFiles.notebook(source: bytes, path: path, vault: vault)
    let others = Dictionary(
      uniqueKeysWithValues: notebook.filesRead.map { ($0, FileTime(ofChangeOf: $0)) })
    guard time.isSettled, others.values.allSatisfy({ $0?.isSettled ?? true }) else {
      return notebook
    }
    entries.withLock { entries in
      if entries.bytes + bytes.count > Self.limit { entries = ([:], 0) }
      let entry = Entry(time: time, vault: vault, notebook: notebook, others: others)
      if entries.notes.updateValue(entry, forKey: path) == nil {
        entries.bytes += bytes.count
      }
    }
    return notebook
  }

  /// The paths of notes by their other names, in lower case; the first one of a name holds.
  func aliases(of notes: [String]) -> [String: String] {
    var result: [String: String] = [:]
    for path in notes {
      let names = names(ofNoteAt: path) { names in
        if names.aliases == nil { names.aliases = Self.aliases(ofNoteAt: path) }
      }
      for name in names?.aliases ?? [] where result[name] == nil { result[name] = path }
    }
    return result
  }

  /// The labels in a note's text.
  func labels(ofNoteAt path: String) -> Set<String> {
    let names = names(ofNoteAt: path) { names in
      if names.labels == nil {
        names.labels = (try? FileContent.read(path)).map { Self.labels(in: $0) } ?? []
      }
    }
    return names?.labels ?? []
  }

  private static func aliases(ofNoteAt path: String) -> [String] {
    guard let start = try? FileContent.read(path, limit: 4_096), start.starts(with: "---".utf8)
    else { return [] }
    return Notebook.aliases(inStartOf: start).map { $0.lowercased() }
  }

  /// What was found out of a note before, if it has not changed, and what is found out now.
  private func names(ofNoteAt path: String, find: (inout Names) -> Void) -> Names? {
    guard let time = FileTime(ofChangeOf: path) else { return nil }
    var entry = names.withLock { $0[path] } ?? Names(time: time)
    if entry.time != time { entry = Names(time: time) }
    find(&entry)
    if time.isSettled {
      let found = entry
      names.withLock { $0[path] = found }
    }
    return entry
  }
}
