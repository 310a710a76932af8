internal import ArgumentParser
internal import NotebookWorkflow

/// `notebook convert FILE`
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Turns a Jupyter notebook into a note, and a note into a Jupyter notebook.",
    discussion: """
      NAME.ipynb becomes NAME.md and the other way round; a text copied out of Jupyter, with its \
      'In [5]:' prompts, becomes NAME.md. Cells in other languages than Swift are shown, not run.
      """)

  @Argument(help: "The file to convert.", completion: .file(extensions: ["md", "ipynb", "txt"]))
  var file: String

  @Option(
    name: [.short, .customLong("output")],
    help: "The file to write; the same name with the other ending where none is given.")
  var output: String?

  @Flag(name: .customLong("no-outputs"), help: "Leaves a notebook's outputs out of the note.")
  var dropsOutputs = false

  @Flag(help: "Replaces a file that is there.")
  var force = false

  func run() throws {
    do {
      let (written, remarks) = try NotebookConversion(
        path: file, output: output, keepsOutputs: !dropsOutputs, overwrites: force)()
      for path in written { print("wrote \(path)") }
      for remark in remarks { Terminal().write("notebook: warning: \(remark)\n") }
    } catch {
      Terminal().write("notebook: error: \(error)\n")
      throw ExitCode.validationFailure
    }
  }
}
