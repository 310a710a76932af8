public import ArgumentParser
internal import NotebookDocument
internal import NotebookWorkflow
internal import RunResults

/// The command line: `notebook run NOTE.md` and the tools around it.
public struct NotebookCommand: AsyncParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "notebook",
    abstract: "Runs Markdown notes with Swift cells and writes self-contained reports.",
    discussion: """
      Exit status: 0 complete; 1 a cell failed or a claim is false; 2 the note does not parse or \
      type-check; 64 usage; 130 interrupted.
      """,
    version: NotebookVersion.described,
    subcommands: [
      RunCommand.self, CheckCommand.self, VerifyCommand.self, SweepCommand.self,
      SweepTaskCommand.self,
      PreviewCommand.self, NewCommand.self, ExportCommand.self, ConvertCommand.self,
      JupyterCommand.self, DataCommand.self, DoctorCommand.self, ManualCommand.self,
    ])

  public init() {}

  /// Reads the command line, does what it says and ends the process.
  public static func start() async {
    SignalForwarding.ignoreFileSizeLimit()
    guard !CommandLine.arguments.isEmpty else {
      // Swift reads them from there; without this, every command would print the overview.
      Terminal().write("notebook: error: its arguments are not known; is /proc mounted?\n")
      exit(withError: ExitCode(1))
    }
    if let limit = DescriptorLimit.tooSmall {
      Terminal().write(
        "notebook: error: a program may have only \(limit) files open here, and a run needs "
          + "\(DescriptorLimit.least); raise the limit (ulimit -n 256)\n")
      exit(withError: ExitCode(1))
    }
    guard ThreadAvailability.isSufficient() else {
      // The threads that tasks run on would be waited for without end.
      Terminal().write(
        "notebook: error: this user may not start more threads and programs; "
          + "end some, or raise the limit (ulimit -u)\n")
      exit(withError: ExitCode(1))
    }
    if let word = CommandLine.arguments.dropFirst().first, let problem = problem(ofCommand: word) {
      Terminal().write("notebook: error: \(problem)\n")
      exit(withError: ExitCode(RunStatus.usage.rawValue))
    }
    await main()
  }

  /// What is wrong with the first word of the command line, where it is neither a command nor an
  /// option.
  static func problem(ofCommand word: String) -> String? {
    let commands = configuration.subcommands.map { $0.configuration }
    guard !word.hasPrefix("-"), word != "help",
      !commands.contains(where: { $0.commandName == word })
    else { return nil }
    let names = commands.filter { $0.shouldDisplay }.compactMap { $0.commandName } + ["help"]
    if NoteName.isNote(word) {
      return "name a command first: notebook run \([word].quotedWords)"
    }
    let guess = Spelling.nearest(to: word, among: names).map { "did you mean '\($0)'?" }
    return "there is no command '\(word)'; "
      + (guess ?? "there are \(names.joined(separator: ", "))")
  }
}
