internal import NotebookDisplay

/// The files that a page and a run were made of, and what they were like.
struct UsedFiles: Sendable {
  /// Settings and included texts, which are read with the note.
  private(set) var text: [String: FileStamp?] = [:]
  /// Pictures, notes and bibliographies on the page, and where those were looked for that are not
  /// there.
  private(set) var page: [String: FileStamp?] = [:]
  /// What cells have read, or looked for in vain.
  private(set) var data: [String: FileStamp?] = [:]

  /// Whether files that were read with the note have changed since they were looked at last.
  mutating func textHasChanged() -> Bool { Self.renew(&text).isEmpty == false }

  /// Whether each file that was read with the note is there and not empty.
  var isTextThere: Bool { text.values.allSatisfy { $0.map { $0.bytes > 0 } ?? false } }

  /// Keeps the stamps of files that were read with the note before.
  mutating func replaceText(with paths: Set<String>) { Self.replace(&text, with: paths) }

  /// Those of the page that have changed since they were looked at last.
  mutating func pageHasChanged() -> Bool { Self.renew(&page).isEmpty == false }

  /// Those that cells have read and that have changed since.
  mutating func changedData() -> Set<String> { Self.renew(&data) }

  /// Keeps the stamps of files that were on the page before.
  mutating func replacePageFiles(with paths: Set<String>) { Self.replace(&page, with: paths) }

  /// Keeps the stamps of files that were read before.
  mutating func replaceData(with paths: Set<String>) { Self.replace(&data, with: paths) }

  /// The folders with all of them.
  var folders: Set<String> {
    Set(
      (Array(text.keys) + Array(page.keys) + Array(data.keys)).map { PreparedFile.folder(of: $0) })
  }

  private static func replace(_ stamps: inout [String: FileStamp?], with paths: Set<String>) {
    for path in stamps.keys where !paths.contains(path) { stamps[path] = nil }
    for path in paths where stamps[path] == nil { stamps[path] = .some(FileStamp(path: path)) }
  }

  private static func renew(_ stamps: inout [String: FileStamp?]) -> Set<String> {
    var changed: Set<String> = []
    for (path, stamp) in stamps {
      let now = FileStamp(path: path)
      guard now != stamp else { continue }
      stamps[path] = .some(now)
      changed.insert(path)
    }
    return changed
  }
}
