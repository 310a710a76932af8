internal import ArgumentParser
internal import NotebookSession
internal import NotebookWorkflow
internal import PreviewServer

/// `notebook preview NOTE.md|FOLDER`
struct PreviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Shows a note in the browser and keeps the page true while it is edited.",
    discussion: """
      Every save checks the note, runs the first changed cell and all after it from exactly the \
      state before it, and changes the page in place. The state before cells is kept for that; \
      where too many are, or they take too much memory, the oldest goes. Ctrl-C ends the preview.
      """)

  @Argument(help: "The note, or a folder of notes.", completion: .file())
  var path: String

  @Option(help: "The port to listen on; where it is taken, the next free one is used.")
  var port: UInt16 = 4949

  @Flag(help: "Opens the page in the browser.")
  var open = false

  @Flag(name: .customLong("no-run"), help: "Shows prose and compiler errors only; runs nothing.")
  var showsOnly = false

  @Option(
    help: "An editor's address for places in the note, such as 'vscode://file{file}:{line}'.")
  var editor: String?

  @Flag(
    help: "After a quiet second, runs the note in a fresh kernel too and says what differs.")
  var paranoid = false

  @Option(help: "How many states before cells are kept at most.")
  var snapshots = 48

  @Option(help: "Memory that they may take, such as 2G; without it, a quarter of what is free.")
  var snapshotMemory: ByteCount?

  @Flag(name: .shortAndLong, help: "Shows errors only.")
  var quiet = false

  func validate() throws {
    if port == 0 { throw ValidationError("--port takes 1 to 65535, not 0") }
    if snapshots < 0 { throw ValidationError("--snapshots takes 0 or more, not \(snapshots)") }
    if paranoid, showsOnly {
      throw ValidationError("--paranoid compares runs, and --no-run runs nothing")
    }
    if let editor, !editor.contains("{file}") {
      throw ValidationError("--editor is an address with {file} and {line}, not '\(editor)'")
    }
  }

  func run() async throws {
    let console = RunConsole(
      terminal: Terminal(), verbosity: quiet ? .quiet : .normal,
      secondRequest: "'End the cell' in the page")
    var options = PreviewOptions(describe: { TrainingBar($0).text })
    options.runsCells = !showsOnly
    options.editor = editor
    options.comparesWithFreshRun = paranoid
    options.snapshotLimit = snapshots
    options.snapshotMemory = snapshotMemory?.bytes
    let site = PreviewSite(
      path: path, options: options,
      report: { event, source, note in console.show(event, note: note, source: source) })
    let server = PreviewServer(port: port) { await site.answer($0) }
    let (opens, wanted) = (open, port)
    let serving = Task {
      try await server.run { address, port in
        if port != wanted {
          Terminal().write("preview: port \(wanted) is in use, so it listens on \(port)\n")
        }
        Terminal().write("preview: \(address)  (Ctrl-C ends it)\n")
        if opens { try? Browser.open(address) }
      }
    }
    let interruption = RunInterruption()
    let signals = SignalForwarding(to: interruption)
    interruption.deliver { _ in serving.cancel() }
    let end = await serving.result
    await site.close()
    signals.stop()
    if interruption.requests == 0, case .failure(let error) = end {
      Terminal().write("notebook: error: \(error)\n")
      throw ExitCode(1)
    }
  }
}
