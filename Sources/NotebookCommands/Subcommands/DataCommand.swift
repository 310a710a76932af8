internal import ArgumentParser
internal import NotebookWorkflow

/// `notebook data list|fetch|verify`
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Data sets: where they are, licence, size, checksum.",
    subcommands: [ListCommand.self, FetchCommand.self, VerifyCommand.self])

  /// Writes lines on standard output, and how far a download is on a terminal's standard error.
  private static var commands: DatasetCommands {
    let terminal = Terminal()
    return DatasetCommands(
      say: { print($0) },
      showProgress: { line in
        guard terminal.isInteractive else { return }
        terminal.write("\r\u{1B}[2K" + line.prefix(terminal.width - 1))
      })
  }

  struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Says of every data set where it is and what it is.")

    func run() { commands.list() }
  }

  struct FetchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "fetch",
      abstract: "Fetches data sets into the user's cache folder.",
      discussion: "A download that was broken off goes on from where it was.")

    @Argument(help: "Names of data sets, such as fashion-mnist.")
    var names: [String]

    func run() throws { throw ExitCode(commands.fetch(names)) }
  }

  struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Compares the files of data sets with their checksums.",
      discussion: "Exit status 1 when a file is damaged or missing.")

    @Argument(help: "Names of data sets; all that are on this machine where none is given.")
    var names: [String] = []

    func run() throws { throw ExitCode(commands.verify(names)) }
  }
}
