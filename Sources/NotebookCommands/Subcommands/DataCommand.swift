internal import ArgumentParser
internal import NotebookWorkflow

/// `notebook data list|fetch|verify`
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Data sets: where they are, licence, size, checksum.",
    subcommands: [ListCommand.self, FetchCommand.self, VerifyCommand.self])

  struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Says of every data set where it is and what it is.")

    func run() throws { throw try DatasetTools.run(["list"]).exitCode }
  }

  struct FetchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "fetch", abstract: "Fetches data sets into the user's cache folder.")

    @Argument(help: "Names of data sets, such as fashion-mnist.")
    var names: [String]

    func run() throws { throw try DatasetTools.run(["fetch"] + names).exitCode }
  }

  struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Compares the files of data sets with their checksums.",
      discussion: "Exit status 1 when a file is damaged or missing.")

    @Argument(help: "Names of data sets; all that are on this machine where none is given.")
    var names: [String] = []

    func run() throws { throw try DatasetTools.run(["verify"] + names).exitCode }
  }
}

extension Int32 {
  fileprivate var exitCode: ExitCode { ExitCode(self) }
}
