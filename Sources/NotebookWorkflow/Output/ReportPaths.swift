internal import FoundationEssentials
internal import NotebookDocument

/// Where a note's report and record go.
package struct ReportPaths: Sendable, Equatable {
  /// The note's file name without `.md` or `.qmd`.
  package var name: String
  package var report: String
  package var record: String
  /// The note as seen from the record's folder, so that it is the same wherever a command runs.
  package var source: String

  /// `DIRECTORY/NAME.html` and `DIRECTORY/NAME.run.json` for `…/NAME.md`.
  ///
  /// - Parameter name: What the files are called where that is not the note's name.
  package init(note: String, directory: String, name: String? = nil) {
    let file = note.split(separator: "/").last.map(String.init) ?? note
    self.name = name ?? NoteName.stem(file)
    let folder = directory.hasSuffix("/") ? String(directory.dropLast()) : directory
    report = "\(folder)/\(self.name).html"
    record = "\(folder)/\(self.name).run.json"
    source = Self.path(of: note, from: folder.isEmpty ? "/" : folder)
  }

  /// A path as seen from a folder: `../notes/note.md`.
  private static func path(of file: String, from folder: String) -> String {
    let target = components(file)
    let start = components(folder)
    let common = zip(target, start).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: start.count - common) + target.dropFirst(common))
      .joined(separator: "/")
  }

  /// The folders down to a path, symbolic links resolved where they are there.
  private static func components(_ path: String) -> [String] {
    URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL.path
      .split(separator: "/").map(String.init)
  }
}
