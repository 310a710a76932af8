package import KernelMessages
package import NotebookDisplay

/// The tool's hold on one kernel: starts it, has it run cells one after the other, and ends it.
///
/// Whatever a cell does comes back as a ``CellOutcome``; the session itself never fails because of
/// a cell. When the session is released, the kernel and everything it started are ended.
package final class KernelSession: Sendable {
  private let supervisor: KernelSupervisor

  /// The memory that is free for kernels, in bytes; `nil` where the system does not say.
  package static var freeMemory: Int? { MemoryLimit.free }

  /// Prepares a kernel; nothing is started yet.
  ///
  /// - Parameters:
  ///   - executable: The path of `notebook-kernel`.
  ///   - environment: The kernel's environment, as a whole.
  ///   - workingDirectory: The folder in which cells run.
  ///   - memoryLimit: Bytes of memory in use at which the kernel is ended; `nil` for four fifths
  ///     of what is free when it starts.
  ///   - memoryShares: How many runs at once have such a limit each, as their share of what is
  ///     free.
  ///   - seed: The seed of the note's random numbers.
  ///   - notePath: The note, as its name stands in the cells' debug information.
  ///   - symbolizer: The path of `llvm-symbolizer`, by which traps get their lines; `nil` looks
  ///     for it beside the Swift compiler and in `PATH`.
  ///   - outputLimit: How many bytes one cell may print before the rest is left out.
  /// - Throws: ``KernelError`` when the system gives no pipe or no thread.
  package init(
    executable: String, environment: [String: String], workingDirectory: String,
    memoryLimit: Int? = nil, memoryShares: Int = 1, seed: UInt64, notePath: String,
    symbolizer: String? = nil,
    outputLimit: Int = 1_000_000
  ) throws {
    var environment = environment
    environment["NOTEBOOK_SEED"] = "\(seed)"
    let configuration = KernelSupervisor.Configuration(
      executable: executable, environment: environment, workingDirectory: workingDirectory,
      memoryLimit: memoryLimit, memoryShares: memoryShares, outputLimit: outputLimit,
      resolver: BacktraceResolver(
        notePath: notePath,
        symbolizer: symbolizer ?? BacktraceResolver.findSymbolizer(path: environment["PATH"])))
    supervisor = try KernelSupervisor(configuration: configuration)
  }

  deinit {
    supervisor.inbox.post(.stop(nil))
  }

  /// Starts the kernel and waits until it is ready for the first cell.
  package func start() async throws {
    try await ask { .start($0) }.get()
  }

  /// Runs a cell to its end.
  ///
  /// - Parameters:
  ///   - cell: The compiled cell.
  ///   - timeout: Seconds after which the cell is asked to come to an end, and two seconds later
  ///     is ended with the kernel; `nil` for no limit.
  ///   - figureSize: The size of figures that set none of their own.
  ///   - parameters: The values of the note's parameters by their names, as Swift writes them.
  ///   - trainingMemory: What is done with the trainings of earlier runs.
  ///   - isHeardAfterItsEnd: Whether `onEvent` is also called for what the cell's tasks and threads
  ///     print and show after its end, until another cell runs.
  ///   - onEvent: Called for all that the cell prints and shows, in order of arrival, from one
  ///     thread; the cell waits meanwhile.
  package func run(
    _ cell: LoadableCell, timeout: Double?, figureSize: FigureSize = FigureSize(),
    parameters: [String: String] = [:],
    trainingMemory: TrainingMemoryUse = .off, isHeardAfterItsEnd: Bool = false,
    onEvent: @escaping @Sendable (KernelEvent) -> Void
  ) async -> CellOutcome {
    await ask {
      .run(
        RunningCell.Request(
          cell: cell, timeout: timeout, figureSize: figureSize, parameters: parameters,
          trainingMemory: trainingMemory, isHeardAfterItsEnd: isHeardAfterItsEnd,
          onEvent: onEvent, completion: $0))
    }
  }

  /// Asks the running cell to come to an end, which training loops do after the present step; the
  /// second time the kernel is ended. Between two cells it does nothing.
  package func interrupt() {
    supervisor.inbox.post(.interrupt)
  }

  /// Gives the running cell the line that it waits for, without its end; `nil` where there is no
  /// more.
  package func provideInput(_ line: String?) {
    supervisor.inbox.post(.provideInput(line))
  }

  /// Keeps the state between two cells, so that the note can be continued from here again.
  ///
  /// - Parameter despiteThreads: Whether a snapshot is also taken when earlier cells have left
  ///   threads behind, tasks' among them. They live on in the snapshot, but not in the process that
  ///   goes on from it: code that needs them waits for ever there. Such a snapshot has to be used
  ///   up before the note goes on.
  package func takeSnapshot(despiteThreads: Bool = false) async throws -> KernelSnapshot {
    try await ask { .takeSnapshot(despiteThreads: despiteThreads, $0) }.get()
  }

  /// Goes back to a snapshot, whatever has become of the cells that ran after it. Snapshots taken
  /// after it are gone.
  ///
  /// - Parameter usingUp: Whether the snapshot's own process goes on, with all its threads; the
  ///   snapshot is gone then. Otherwise it can be used again.
  package func resume(from snapshot: KernelSnapshot, usingUp: Bool = false) async throws {
    try await ask { .resume(snapshot, usingUp: usingUp, $0) }.get()
  }

  /// Gives up a snapshot and the memory that only it has. Those before and after it stay.
  package func drop(_ snapshot: KernelSnapshot) async throws {
    try await ask { .drop(snapshot, $0) }.get()
  }

  /// The memory that sleeping snapshots take together, in bytes; what several of them share counts
  /// once, and what the running process shares with them in part. `nil` where the system does not
  /// say.
  package func snapshotMemory() async -> Int? { await ask { .measureSnapshots($0) } }

  /// Ends the kernel and everything it started, and waits until they are gone.
  package func stop() async {
    await withCheckedContinuation { continuation in
      supervisor.inbox.post(.stop { continuation.resume() })
    }
  }

  private func ask<Answer: Sendable>(
    _ command: (@escaping @Sendable (Answer) -> Void) -> KernelSupervisor.Command
  ) async -> Answer {
    await withCheckedContinuation { continuation in
      supervisor.inbox.post(command { continuation.resume(returning: $0) })
    }
  }
}

/// A state of a kernel between two cells that can be continued from.
package struct KernelSnapshot: Sendable, Equatable {
  /// Counts the snapshots of a kernel.
  let number: Int
}

/// The kernel did not do what the tool asked of it.
package struct KernelError: Error, Equatable, CustomStringConvertible {
  package var description: String

  init(_ description: String) {
    self.description = description
  }
}
