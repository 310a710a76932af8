internal import NotebookDocument

/// What `-o` names: a folder for reports, or the report of one note.
package struct ReportDestination: Sendable, Equatable {
  /// The folder.
  package var folder: String
  /// What the report is called, without `.html`; `nil` where each has its note's name.
  package var name: String?

  package init(folder: String, name: String? = nil) {
    self.folder = folder
    self.name = name
  }

  /// Reads what was typed: `out`, or `out/first.html`.
  ///
  /// - Throws: ``UnusableDestination`` for the name of a file that is no page.
  package init(_ text: String) throws(UnusableDestination) {
    guard !NoteFolder.isFolder(text), let file = text.split(separator: "/").last,
      !text.hasSuffix("/"), let dot = file.lastIndex(of: ".")
    else {
      self.init(folder: text)
      return
    }
    let ending = file[dot...]
    if ending == ".html", file[..<dot].contains(where: { $0 != "." }) {
      let above = text.dropLast(file.count)
      let folder = above.isEmpty ? "." : above.count > 1 ? String(above.dropLast()) : "/"
      self.init(folder: folder, name: String(file[..<dot]))
    } else if Self.fileEndings.contains(ending.lowercased()) {
      throw UnusableDestination(text: text, ending: ending.lowercased())
    } else {
      self.init(folder: text)
    }
  }

  /// Endings by which people mean a file.
  private static let fileEndings = Set(NoteName.endings).union([
    ".htm", ".html", ".pdf", ".ipynb", ".json", ".txt", ".docx", ".tex", ".zip",
  ])

  /// Where the report of a note goes.
  package func paths(ofNoteAt note: String) -> ReportPaths {
    ReportPaths(note: note, directory: folder, name: name)
  }
}

/// `-o` names a file that no report can be.
package struct UnusableDestination: Error, Equatable, CustomStringConvertible {
  let text: String
  let ending: String

  package var description: String {
    let remedy =
      switch ending {
      case ".pdf": "; --pdf prints the report beside it"
      case ".ipynb": "; '--to ipynb' writes the Jupyter notebook beside it"
      default: ""
      }
    if ending == ".html", text.hasSuffix(ending) {
      return
        "-o names a folder, or a report such as 'page.html'; '\(text)' has no name before '.html'"
    }
    return "-o names a folder, or a report that ends in '.html'; '\(text)' is neither\(remedy)"
  }
}
