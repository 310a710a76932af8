internal import ArgumentParser
internal import NotebookDocument
internal import NotebookWorkflow

/// The notes a command works on.
struct NoteArguments: ParsableArguments {
  @Argument(
    help: "Markdown notes, or folders: every note below them.",
    completion: .file(extensions: NoteName.endings.map { String($0.dropFirst()) }))
  var notes: [String]

  /// A note, and the folder that its report belongs to.
  struct Place {
    var path: String
    var report: ReportDestination
    /// The folder that was named, where it was not the note itself.
    var folder: String?
  }

  func validate() throws {
    guard !notes.isEmpty else { throw ValidationError("name at least one note") }
  }

  /// All notes in their order; reports of a folder lie below `output` as its notes do below it.
  func places(in output: String) throws -> [Place] {
    let destination: ReportDestination
    do {
      destination = try ReportDestination(output)
    } catch {
      throw ValidationError("\(error)")
    }
    guard destination.name == nil || notes.count == 1 && !NoteFolder.isFolder(notes[0]) else {
      throw ValidationError("-o \(output) is the report of one note; several go into a folder")
    }
    return try notes.flatMap { name -> [Place] in
      guard NoteFolder.isFolder(name) else { return [Place(path: name, report: destination)] }
      let paths = NoteFolder.notePaths(below: name)
      guard !paths.isEmpty else {
        let endings = NoteName.endings.joined(separator: " or ")
        throw ValidationError("there is no note below '\(name)': no file there ends in \(endings)")
      }
      return paths.map { path in
        Place(
          path: path,
          report: ReportDestination(
            folder: NoteFolder.reportFolder(ofNoteAt: path, below: name, in: output)),
          folder: name)
      }
    }
  }

  /// The paths of all notes.
  var paths: [String] {
    get throws { try places(in: "").map(\.path) }
  }
}

/// How results are written.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  case text, json
}
