internal import ArgumentParser
internal import NotebookWorkflow
internal import RunResults

/// `notebook export NOTE.md`
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes a note's cells as a Swift package, for an editor with full completion.",
    discussion: """
      Each cell becomes a module, and 'swift run -c release' in the package runs them in order. The \
      package builds on the folder where notebook was built. Nothing is overwritten but an earlier \
      export.
      """)

  @Argument(help: "The note.", completion: .file(extensions: ["md"]))
  var note: String

  @Option(
    name: [.short, .customLong("output")],
    help: "Folder for the package; NAME-package where none is given.")
  var output: String?

  @Option(
    name: [.customShort("P"), .customLong("parameter")],
    help: "Sets a constant of the note's 'params:'; may be repeated.")
  var parameters: [String] = []

  func run() async throws {
    let watch = RunWatcher(note: note, format: .text, verbosity: .normal)
    let export = NotebookExport(
      path: note, folder: output, parameters: parameters, watch: watch.show)
    switch await export() {
    case .written(let folder, let cells):
      print("wrote \(cells) \(cells == 1 ? "cell" : "cells") to \(folder)")
      print("  swift run -c release --package-path \([folder].quotedWords)")
    case .failed(let status): throw ExitCode(status.rawValue)
    }
  }
}
