internal import ArgumentParser

/// The notes a command works on.
struct NoteArguments: ParsableArguments {
  @Argument(help: "Markdown notes.", completion: .file(extensions: ["md"]))
  var notes: [String]

  func validate() throws {
    guard !notes.isEmpty else { throw ValidationError("name at least one note") }
  }
}

/// How results are written.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  case text, json
}
