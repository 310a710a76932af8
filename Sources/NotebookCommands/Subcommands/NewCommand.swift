internal import ArgumentParser
internal import NotebookWorkflow

/// `notebook new NAME`
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Writes a starting note that runs.")

  @Argument(help: "The note to write; '.md' is added where it is missing.")
  var name: String

  func run() throws {
    do {
      print("wrote \(try StartingNote.write(name))")
    } catch {
      throw ValidationError("\(error)")
    }
  }
}
