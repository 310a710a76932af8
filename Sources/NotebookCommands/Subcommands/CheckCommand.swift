internal import ArgumentParser
internal import NotebookSession
internal import NotebookWorkflow
internal import RunResults

/// `notebook check NOTE.md...`
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Parses notes, resolves links and references, type-checks every cell; runs nothing.")

  @OptionGroup var arguments: NoteArguments

  @Option(
    name: [.customShort("P"), .customLong("parameter")],
    help: "Sets a constant of the note's 'params:'; may be repeated.")
  var parameters: [String] = []

  @Flag(name: .shortAndLong, help: "Shows errors and warnings only.")
  var quiet = false

  @Option(help: "How diagnostics are written: text for people, json for programs.")
  var format = OutputFormat.text

  func run() async throws {
    let interruption = RunInterruption()
    let signals = SignalForwarding(to: interruption)
    defer { signals.stop() }
    var status = RunStatus.complete
    for place in try arguments.places(in: "") {
      let note = place.path
      let watch = RunWatcher(note: note, format: format, verbosity: quiet ? .quiet : .normal)
      let summary = CheckSummary()
      let outcome = await NotebookCheck(
        path: note, parameters: parameters, vault: place.folder, interruption: interruption
      ) { event, source in
        summary.add(event)
        watch.show(event, source)
      }()
      if !quiet, format == .text, let text = summary.text { print("\(note): \(text)") }
      if outcome.rawValue > status.rawValue { status = outcome }
      if interruption.requests > 0 { throw ExitCode(RunStatus.interrupted.rawValue) }
    }
    throw ExitCode(status.rawValue)
  }
}
