public import ArgumentParser
internal import NotebookWorkflow

/// The command line: `notebook run NOTE.md` and the tools around it.
public struct NotebookCommand: AsyncParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "notebook",
    abstract: "Runs Markdown notes with Swift cells and writes self-contained reports.",
    discussion: """
      Exit status: 0 complete; 1 a cell failed or a claim is false; 2 the note does not parse or \
      type-check; 64 usage; 130 interrupted.
      """,
    version: NotebookVersion.current,
    subcommands: [
      RunCommand.self, CheckCommand.self, VerifyCommand.self, PreviewCommand.self, NewCommand.self,
      ExportCommand.self, DataCommand.self, DoctorCommand.self,
    ])

  public init() {}

  /// Reads the command line, does what it says and ends the process.
  public static func start() async {
    guard !CommandLine.arguments.isEmpty else {
      // Swift reads them from there; without this, every command would print the overview.
      Terminal().write("notebook: error: its arguments are not known; is /proc mounted?\n")
      exit(withError: ExitCode(1))
    }
    guard ThreadRoom.isThere() else {
      // The threads that tasks run on would be waited for without end.
      Terminal().write(
        "notebook: error: this user may not start more threads and programs; "
          + "end some, or raise the limit (ulimit -u)\n")
      exit(withError: ExitCode(1))
    }
    await main()
  }
}
