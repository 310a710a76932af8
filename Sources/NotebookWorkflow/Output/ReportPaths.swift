internal import FoundationEssentials

/// Where a note's report and record go.
package struct ReportPaths: Sendable, Equatable {
  /// The note's file name without `.md`.
  package var name: String
  package var report: String
  package var record: String

  /// `DIRECTORY/NAME.html` and `DIRECTORY/NAME.run.json` for `…/NAME.md`.
  package init(note: String, directory: String) {
    let file = note.split(separator: "/").last.map(String.init) ?? note
    name = file.hasSuffix(".md") && file.count > 3 ? String(file.dropLast(3)) : file
    let folder = directory.hasSuffix("/") ? String(directory.dropLast()) : directory
    report = "\(folder)/\(name).html"
    record = "\(folder)/\(name).run.json"
  }
}
