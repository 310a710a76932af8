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
      The recorded run is the one in the output folder; it is not changed. Times are not compared: \
      durations, and what stands under the name of a time. Exit status 1 when a figure moved by more than the tolerance.
      """)

  @OptionGroup var arguments: NoteArguments

  @Option(
    name: [.short, .customLong("output")], help: "Folder with the recorded run, or its report.")
  var output = "output"

  @Flag(name: .shortAndLong, help: "Shows what moved, errors and warnings only.")
  var quiet = false

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
    for place in try arguments.places(in: output) {
      let note = place.path
      switch await verify(place, interruption) {
      case .same(let compared):
        if !quiet { print("\(note): \(compared.text)") }
      case .moved(let figures):
        status = .failed
        show(figures, of: note)
      case .interrupted(let figures, let compared, let runs):
        show(figures, of: note)
        print("\(note): \(compared.interruptedText(of: runs, hasMoved: !figures.isEmpty))")
      case .notComparable(let reason, let outcome):
        print("\(note): \(reason)")
        status = outcome.rawValue > status.rawValue ? outcome : status
      }
      if interruption.requests > 0 { throw ExitCode(RunStatus.interrupted.rawValue) }
    }
    throw ExitCode(status.rawValue)
  }

  private func show(_ figures: [MovedFigure], of note: String) {
    for figure in figures {
      let cell = figure.cell.map { "cell \($0), " } ?? ""
      print("\(note): \(cell)\(figure.place): recorded \(figure.recorded), now \(figure.now)")
    }
  }

  private func verify(
    _ place: NoteArguments.Place, _ interruption: RunInterruption
  ) async -> NotebookVerification.Result {
    if sweep {
      let console = SweepConsole(terminal: Terminal(), note: place.path, isQuiet: quiet)
      return await SweepVerification(
        path: place.path, recordDirectory: place.report.folder, tolerance: tolerance,
        interruption: interruption,
        watch: { console.show($0) })()
    }
    let watch = RunWatcher(note: place.path, format: .text, verbosity: quiet ? .quiet : .normal)
    return await NotebookVerification(
      path: place.path, vault: place.folder, report: place.report, tolerance: tolerance,
      interruption: interruption,
      watch: watch.show)()
  }
}
