package import KernelMessages

/// What holds for everything a session runs.
package struct SessionOptions: Sendable {
  /// The path of `notebook-kernel`.
  package var kernel: String
  /// The tool's version, for the run information.
  package var version: String
  /// The command as it was typed, for the run information.
  package var command = "notebook run"
  /// Why a cell has not run that nothing keeps from running.
  package var notYetRun = "not yet run"
  /// Seconds for each cell that does not say otherwise itself.
  package var timeout: Double?
  /// Bytes the kernel may take.
  package var memoryLimit: Int?
  /// How many runs at once have such a limit each, as their share of what is free.
  package var memoryShares = 1
  /// Whether figures come as files of their own too.
  package var drawsFigureFiles = false
  /// Whether the state before cells is kept, so that an edit continues from there.
  package var keepsSnapshots = false
  /// How many states are kept at most; each is a sleeping process, which shares what has not
  /// changed since with the next. The oldest goes first.
  package var snapshotLimit = 48
  /// Bytes that all kept states may take together; `nil` for a quarter of what is free when the
  /// kernel starts.
  package var snapshotMemory: Int?

  /// Asks for a line, and hands it to the completion, `nil` where there is no more.
  package typealias LineRequest =
    @Sendable (_ completion: @escaping @Sendable (String?) -> Void) -> Void

  /// Asks the reader for a line that a cell wants; `nil` for a session without a reader, in which
  /// there are no lines.
  package var askForLine: LineRequest?

  /// What is done with the trainings of earlier runs.
  package var trainingMemory = TrainingMemoryUse.use

  package init(kernel: String, version: String) {
    self.kernel = kernel
    self.version = version
  }
}

/// Which cells run: all, or some and whatever they depend on.
package enum CellSelection: Sendable, Equatable {
  /// A label or a number, as the user names a cell.
  package typealias Name = String

  case all
  case only([Name])
  /// From one cell to another, either end open.
  case range(from: Name?, to: Name?)
}
