internal import ArgumentParser
internal import NotebookSession
internal import NotebookWorkflow
internal import RunResults

/// `notebook verify NOTE.md...`
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Runs notes again and compares every number with the recorded run.",
    discussion: """
      The recorded run is the one in the output folder; it is not changed. Times are not compared. \
      Exit status 1 when a figure moved by more than the tolerance.
      """)

  @OptionGroup var arguments: NoteArguments

  @Option(name: [.short, .customLong("output")], help: "Folder with the recorded run.")
  var output = "output"

  @Flag(help: "Does the runs of the note's recorded sweep again, and compares each.")
  var sweep = false

  @Option(help: "Largest difference that is none, relative to the recorded number.")
  var tolerance = 1e-6

  func validate() throws {
    guard tolerance >= 0, tolerance.isFinite else {
      throw ValidationError("--tolerance is a number from 0 on, such as 1e-3")
    }
  }

  func run() async throws {
    let interruption = RunInterruption()
    let signals = SignalForwarding(to: interruption)
    defer { signals.stop() }
    var status = RunStatus.complete
    for note in arguments.notes {
      switch await verify(note, interruption) {
      case .same(let numbers):
        print("\(note): \(numbers) outputs as recorded")
      case .moved(let figures):
        status = .failed
        for figure in figures {
          let cell = figure.cell.map { "cell \($0), " } ?? ""
          print("\(note): \(cell)\(figure.place): recorded \(figure.recorded), now \(figure.now)")
        }
      case .notComparable(let reason, let outcome):
        print("\(note): \(reason)")
        status = outcome.rawValue > status.rawValue ? outcome : status
      }
      if interruption.requests > 0 { throw ExitCode(RunStatus.interrupted.rawValue) }
    }
    throw ExitCode(status.rawValue)
  }

  private func verify(
    _ note: String, _ interruption: RunInterruption
  ) async -> NotebookVerification.Result {
    if sweep {
      let console = SweepConsole(terminal: Terminal(), note: note, isQuiet: false)
      return await SweepVerification(
        path: note, recordDirectory: output, tolerance: tolerance, interruption: interruption,
        watch: { console.show($0) })()
    }
    let watch = RunWatcher(note: note, format: .text, verbosity: .normal)
    return await NotebookVerification(
      path: note, recordDirectory: output, tolerance: tolerance, interruption: interruption,
      watch: watch.show)()
  }
}
