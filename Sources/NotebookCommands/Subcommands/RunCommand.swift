internal import ArgumentParser
internal import FoundationEssentials
internal import NotebookDisplay
internal import NotebookSession
internal import NotebookWorkflow
internal import RunResults

/// `notebook run NOTE.md|FOLDER...`
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Type-checks every cell, runs the note, writes one self-contained HTML report.",
    discussion: """
      A note whose cells, parameters, data, engine and compiler have not changed is not run again; \
      when only prose has changed, the report is made from the stored outputs. --force runs it.

      Of a folder, every note below it is run, whether others fail or not; a page with a search lists \
      them, and each report leads to the notes around it and to those that mention it.
      """)

  /// About what a kernel takes before its first cell.
  private static let leastMemory = 64 << 20

  @OptionGroup var arguments: NoteArguments

  @Option(
    name: [.short, .customLong("output")],
    help: "Folder for the report and its record, or the report itself, such as page.html.")
  var output = "output"

  @Option(
    name: [.customShort("P"), .customLong("parameter")],
    help: "Sets a constant of the note's 'params:'; may be repeated.")
  var parameters: [String] = []

  @Option(
    help: "Runs these cells (numbers or labels, separated by commas) and what they depend on.")
  var only: String?

  @Option(help: "Runs from this cell on, and what it depends on.")
  var from: String?

  @Option(
    help: """
      Runs up to this cell. 'ipynb' writes the executed Jupyter notebook beside the report; both may \
      be given.
      """)
  var to: [String] = []

  @Option(help: "Time limit for each cell, such as 30, 90s, 5m; a cell's own 'timeout' wins.")
  var timeout: Seconds?

  @Option(help: "Memory limit of the run, such as 2G; without it, four fifths of what is free.")
  var memory: ByteCount?

  @Flag(help: "Runs even when nothing has changed.")
  var force = false

  @Flag(
    help: "Runs nothing; makes the page anew from the recorded outputs, also those of a lost run.")
  var renderOnly = false

  @Option(help: "Rules for the page, a CSS file that comes after the page's own.")
  var css: String?

  @Option(help: "Writes every figure into this folder, as SVG and PNG.")
  var figures: String?

  @Flag(help: "Prints the report to PDF too; Chromium must be installed.")
  var pdf = false

  @Flag(
    help: "Shows HTML of the note and its cells as it is: it may run scripts and load files.")
  var trust = false

  @Flag(name: .shortAndLong, help: "Shows errors only.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Shows what cells print, every epoch, cells that did not run.")
  var verbose = false

  @Option(help: "How events are written: text for people, json for programs (one object a line).")
  var format = OutputFormat.text

  @Flag(help: "Opens the report in the browser when the run has ended.")
  var open = false

  func validate() throws {
    if renderOnly, force || only != nil || from != nil || lastCell != nil {
      throw ValidationError(
        "--render-only runs no cell; leave out --force, --only, --from and --to")
    }
    if to.count - (writesJupyterNotebook ? 1 : 0) > 1 {
      throw ValidationError("--to takes one cell, and 'ipynb'")
    }
    if only != nil, from != nil || lastCell != nil {
      throw ValidationError("--only cannot be combined with --from or --to")
    }
    if let only, only.allSatisfy({ $0 == "," || $0 == " " }) {
      throw ValidationError("--only takes numbers or labels of cells, such as 2,5 or training")
    }
    var writers: [String: String] = [:]
    if let css, (try? String(contentsOfFile: css, encoding: .utf8)) == nil {
      throw ValidationError("--css takes a style sheet; '\(css)' cannot be read as text")
    }
    for place in try arguments.places(in: output) {
      let note = place.path
      let report = place.report.paths(ofNoteAt: note).report
      if let other = writers.updateValue(note, forKey: report) {
        throw ValidationError(
          "'\(other)' and '\(note)' would both write \(report); run them one by one with -o")
      }
    }
    if let memory, memory.bytes < Self.leastMemory {
      let guess = memory.bytes < 1024 ? "; did you mean \(memory.bytes)G?" : ""
      throw ValidationError(
        "--memory \(NumberFormat.byteCount(memory.bytes)) is less than any cell needs, "
          + "\(NumberFormat.byteCount(Self.leastMemory))\(guess)")
    }
    if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other") }
  }

  func run() async throws {
    var options = RunOptions()
    options.parameters = parameters
    options.selection = selection
    options.timeout = timeout?.value
    options.memoryLimit = memory?.bytes
    options.force = force
    options.rendersOnly = renderOnly
    options.trustsHTML = trust
    options.printsPDF = pdf
    options.styleSheet = try css.map { try String(contentsOfFile: $0, encoding: .utf8) } ?? ""
    options.command = CommandLine.arguments.quotedCommand
    let places = try arguments.places(in: output)
    let folders = Dictionary(
      Set(places.compactMap(\.folder)).map { ($0, NoteFolder($0)) }
    ) { first, _ in first }

    let interruption = RunInterruption()
    let signals = SignalForwarding(to: interruption)
    defer { signals.stop() }
    let verbosity: RunConsole.Verbosity = quiet ? .quiet : verbose ? .verbose : .normal
    var status = RunStatus.complete
    options.writesJupyterNotebook = writesJupyterNotebook
    for (index, place) in places.enumerated() {
      let note = place.path
      let watch = RunWatcher(note: note, format: format, verbosity: verbosity)
      options.destination = place.report
      options.vault = place.folder
      options.figureDirectory = figures.map { figures in
        place.folder.map {
          NoteFolder.reportFolder(ofNoteAt: note, below: $0, in: figures)
        } ?? figures
      }
      options.surroundings = place.folder.flatMap { folders[$0] }?.surroundings(ofNoteAt: note)
      let outcome = await NotebookRun(
        path: note, options: options, interruption: interruption, watch: watch.show)()
      if outcome.status.rawValue > status.rawValue { status = outcome.status }
      if writesJupyterNotebook { writeJupyterNotebook(of: place, &status) }
      if open, let report = outcome.report { try Browser.open(report) }
      if interruption.requests > 0, index + 1 < places.count {
        // The notes that follow have not been run.
        status = .interrupted
        break
      }
    }
    for folder in folders.sorted(by: { $0.key < $1.key }).map(\.value) {
      do throws(RunFailure) {
        let page = try folder.writeIndex(in: output, styleSheet: options.styleSheet)
        if !quiet, format == .text { print("index: \(page)") }
      } catch {
        let watch = RunWatcher(note: folder.path, format: format, verbosity: verbosity)
        watch.show(.session(.diagnostics(error.diagnostics)), nil)
        if status == .complete { status = error.status }
      }
    }
    throw ExitCode(status.rawValue)
  }

  private static let jupyterFormat = "ipynb"

  private var writesJupyterNotebook: Bool { to.contains(Self.jupyterFormat) }

  /// The cell up to which the note runs.
  private var lastCell: String? { to.first { $0 != Self.jupyterFormat } }

  private func writeJupyterNotebook(of place: NoteArguments.Place, _ status: inout RunStatus) {
    let note = place.path
    do {
      let path = try ExecutedNotebook.write(
        note: note, vault: place.folder, parameters: parameters, beside: place.report)
      if let path, !quiet, format == .text { Terminal().write("\(note): \(path)\n") }
    } catch {
      Terminal().write("notebook: error: \(note): the Jupyter notebook was not written: \(error)\n")
      if status == .complete { status = .failed }
    }
  }

  private var selection: CellSelection {
    if let only {
      return .only(only.split(separator: ",").map { String($0.trimmingPrefix { $0 == " " }) })
    }
    return from == nil && lastCell == nil ? .all : .range(from: from, to: lastCell)
  }
}
