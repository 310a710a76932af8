internal import ArgumentParser
internal import NotebookSession
internal import NotebookWorkflow
internal import RunResults
internal import Sweeps

/// `notebook sweep NOTE.md -P name=values`
struct SweepCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Runs a note with many values of its parameters: which claims hold in how many runs.",
    discussion: """
      Values are lists (0.1,0.01), whole numbers (1...6), steps (0...1 by 0.25) and factors \
      (0.001...1 by x10); 'seed' is the note's seed. The note is compiled once. Runs that are \
      complete are kept: the same command does what is missing or has failed. The result is \
      NAME-sweep.html, NAME.sweep.json and NAME-sweep.csv in the output folder. Exit status 1 when \
      a run is not complete.
      """)

  @Argument(help: "The note.", completion: .file(extensions: ["md"]))
  var note: String?

  @Option(
    name: [.customShort("P"), .customLong("parameter")],
    help: "Values of one parameter, as name=values; may be repeated.")
  var parameters: [String] = []

  @Option(
    help: "A CSV or YAML file with one row a run.", completion: .file(extensions: ["csv", "yml"]))
  var file: [String] = []

  @Flag(help: "Takes the values of all lists side by side instead of every combination.")
  var zip = false

  @Option(
    help: """
      Draws so many runs from what 'sweep:' in the note declares, and from ranges of -P without steps.
      """)
  var random: Int?

  @Option(name: [.short, .customLong("output")], help: "Folder for the result and the runs.")
  var output = "output"

  @Option(help: "Runs at once; as many as cores and memory allow where it is not said.")
  var jobs: Int?

  @Option(
    name: [.customLong("threads"), .customLong("cpus")],
    help: "Worker threads of each run, and with --slurm its processors.")
  var threads: Int?

  @Option(help: "Time limit for each cell, such as 30, 90s, 5m; a cell's own 'timeout' wins.")
  var timeout: Seconds?

  @Option(help: "Memory limit of each run, such as 2G.")
  var memory: ByteCount?

  @Flag(help: "Does complete runs again.")
  var force = false

  @Flag(
    help: "Fails when a claim holds in fewer runs than the note's 'claims:' asks; all where none.")
  var check = false

  @OptionGroup var slurm: SlurmOptions

  @Flag(help: "Compiles the note and prints the file of the runs, for a launcher of yours.")
  var prepare = false

  @Flag(help: "Says how the runs of the last sweep of the note stand.")
  var status = false

  @Flag(help: "Writes the result of the runs that are there.")
  var collect = false

  @Flag(help: "Ends the runs that were handed to Slurm.")
  var cancel = false

  @Flag(name: .shortAndLong, help: "Shows errors only.")
  var quiet = false

  func validate() throws {
    if slurm.printSlurmTemplate { return }
    guard note != nil else { throw ValidationError("name a note") }
    guard [status, collect, cancel, prepare, slurm.detach].count(where: \.self) <= 1 else {
      throw ValidationError(
        "--status, --collect, --cancel, --prepare and --detach exclude each other")
    }
    if status || collect || cancel, !parameters.isEmpty || !file.isEmpty || random != nil {
      throw ValidationError(
        "--status, --collect and --cancel are about the last sweep of the note; leave its values out"
      )
    }
    guard file.count <= 1 else { throw ValidationError("--file takes one file of runs") }
    if let random, !(1...SweepPlan.limit).contains(random) {
      throw ValidationError("--random takes a number of runs, from 1 to \(SweepPlan.limit)")
    }
    for (name, value) in [("--jobs", jobs), ("--threads", threads)] {
      if let value, !(1...1024).contains(value) {
        throw ValidationError("\(name) takes a whole number from 1 to 1024, not \(value)")
      }
    }
    if zip, parameters.count == 1 {
      throw ValidationError("--zip puts lists side by side: name at least two with -P")
    }
    try slurm.check()
    guard (try? ReportDestination(output)) == ReportDestination(folder: output) else {
      throw ValidationError("-o takes a folder: a sweep writes many files")
    }
    for pair in parameters where Self.split(pair) == nil {
      throw ValidationError("-P takes name=values, not '\(pair)'; for example -P seed=1...6")
    }
  }

  func run() async throws {
    if slurm.printSlurmTemplate {
      print(SlurmScript.defaultTemplate, terminator: "")
      return
    }
    var options = SweepOptions()
    options.request.values = parameters.compactMap(Self.split)
    options.request.zips = zip
    options.request.draws = random
    options.table = file.first
    options.outputDirectory = output
    options.timeout = timeout?.value
    options.memoryLimit = memory?.bytes
    options.force = force
    options.checksClaims = check
    options.command = CommandLine.arguments.quotedCommand
    options.action =
      status
      ? .status
      : collect
        ? .collect
        : cancel
          ? .cancel
          : prepare ? .prepare : slurm.detach ? .detach : .run
    let path = note ?? ""
    options.engine =
      try slurm.engine(jobs: jobs, threads: threads, memory: memory)
      ?? .local(jobs: jobs, threads: threads)

    let interruption = RunInterruption()
    let signals = SignalForwarding(to: interruption)
    defer { signals.stop() }
    let console = SweepConsole(terminal: Terminal(), note: path, isQuiet: quiet)
    let outcome = await NotebookSweep(
      path: path, options: options, interruption: interruption, watch: { console.show($0) })()
    throw ExitCode(outcome.rawValue)
  }

  /// A name and what becomes of it.
  private static func split(_ pair: String) -> (name: String, text: String)? {
    guard let sign = pair.firstIndex(of: "="), sign != pair.startIndex else { return nil }
    return (String(pair[..<sign]), String(pair[pair.index(after: sign)...]))
  }
}
