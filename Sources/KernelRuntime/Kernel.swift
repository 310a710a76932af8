internal import Datasets
@preconcurrency internal import Glibc
internal import KernelMessages
internal import NeuralNetworks
internal import NotebookDisplay
package import Tensors

/// The process that runs cells.
///
/// Its main thread answers the tool, serves the main actor and takes snapshots; each cell runs on
/// a thread of its own with a large stack. Between two cells the main thread is alone, which is
/// what makes a snapshot by `fork()` possible.
package enum Kernel {
  /// Answers the tool until it goes away; the whole body of `notebook-kernel`.
  ///
  /// - Parameter backend: What tensors are computed with, unless the user asks for the portable
  ///   one.
  package static func serve(backend: any Backend) -> Never {
    let arguments = CommandLine.arguments
    SnapshotRelay.runIfAsked(arguments)
    guard arguments.count == 3, let parent = Int32(arguments[1]) else {
      print("notebook-kernel runs the cells of a note and is started by 'notebook run NOTE.md'")
      Glibc.exit(64)
    }
    Descriptors.closeOthers()
    OutputOrder.install()
    offerToOutOfMemoryKiller()
    let channel = Descriptors.moveAway(KernelEntry.channel)
    let lastWords = Descriptors.moveAway(KernelEntry.lastWords)
    ToolWatch.begin(parent: parent)
    Snapshot.blockDropSignal()
    guard chdir(arguments[2]) == 0 else {
      stop("cannot run in the folder '\(arguments[2])': \(String(cString: strerror(errno)))")
    }
    ConcurrencyHook.install()
    CrashHandler.install(lastWords: lastWords)
    ExitHandler.install(lastWords: lastWords)
    let trainings = TrainingCache(folder: TrainingCache.usualFolder)
    TrainingMemory.install(trainings)
    let service = KernelService(
      channel: channel, environment: prepareTensors(backend), trainings: trainings)
    DisplaySink.install { service.send($0) }
    CellEnd.install { CellThread.leave() }
    CellInput.install { service.readLine() }
    DataAccess.install(SystemDataAccess())
    service.serve()
  }

  /// Makes this process, and what cells start from it, the first that the system ends when memory
  /// runs out: the tool then still writes the report.
  private static func offerToOutOfMemoryKiller() {
    let file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    // Of -1000...1000; each unit counts as a thousandth of the machine's memory.
    let score = "800"
    _ = write(file, score, score.utf8.count)
    close(file)
  }

  /// Chooses the backend and sets the seed as the environment says.
  ///
  /// - Returns: What a reader of the report should know of it.
  private static func prepareTensors(_ backend: any Backend) -> [Notice] {
    switch variable("NOTEBOOK_BACKEND") ?? backend.name {
    case backend.name: Backends.install(backend)
    case "portable": break
    case let name:
      stop("NOTEBOOK_BACKEND is '\(name)'; it can be '\(backend.name)' or 'portable'")
    }
    StandardRandomNumbers.followSeed()
    if let seed = variable("NOTEBOOK_SEED").flatMap(UInt64.init) {
      setSeed(Int(truncatingIfNeeded: seed))
    }
    let chosen = Backends.current
    let name = [chosen.name, chosen.version].compactMap(\.self).joined(separator: " ")
    return [.information(name: "Backend", value: name)]
  }

  /// A variable of the environment that is set and not empty.
  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Ends before the first cell; the tool passes the sentence on.
  private static func stop(_ sentence: String) -> Never {
    fputs("\(sentence)\n", stderr)
    _exit(1)
  }
}
