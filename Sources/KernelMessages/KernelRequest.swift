package import NotebookDisplay

/// What the tool asks of the kernel.
package enum KernelRequest: Codable, Sendable, Equatable {
  /// Load a cell's library and call its entry point. `lines` says where those of compiled code are
  /// in the note; figures that set no size have `figureSize`; `parameters` are the values of the
  /// note's parameters by their names.
  case run(
    library: String, entryPoint: String, lines: NoteLines, figureSize: FigureSize,
    parameters: [String: String] = [:], trainingMemory: TrainingMemoryUse = .off)
  /// Ask the running cell to come to an end.
  case interrupt
  /// End at once, and say in the last words where the running cell is.
  case end
  /// The last event has been taken; the cell that sent it may go on.
  case acknowledge
  /// The line that the running cell has asked for, without its end; `nil` where there is no more.
  case input(String?)
  /// Keep the present state as a snapshot and go on in a child process. Other threads exist in the
  /// snapshot only, which is why there must be none, unless the child is a short-lived one.
  case takeSnapshot(despiteThreads: Bool)
  /// To the snapshot with that process, whose child has ended. Others read what it has not taken,
  /// such as the snapshot before one that is killed, and are not meant.
  case decide(SnapshotDecision, processID: Int32)
}

/// What becomes of a snapshot whose child has ended.
package enum SnapshotDecision: String, Codable, Sendable, Equatable {
  /// It stays, and a new child goes on from it.
  case resume
  /// Its own process goes on, and is a snapshot no more.
  case goOn
  /// It ends too.
  case discard
}

/// What the kernel tells the tool.
package enum KernelReply: Codable, Sendable, Equatable {
  /// The kernel can run cells; the process that will run them, as the tool may have to end it.
  case ready(processID: Int32)
  /// A running cell shows or reports something. While it waits for an acknowledgement the cell's
  /// thread prints nothing, which keeps what it prints and what it shows in order.
  case event(CellEvent, awaitsAcknowledgement: Bool)
  /// More was displayed than is shown: how much so far in all, and how much of it was sent.
  case omitted(displayed: DisplayedAmount, sent: DisplayedAmount)
  /// The running cell waits for a line that the reader types.
  case inputRequested
  /// The cell has ended after so many seconds: its entry point has returned, or, where
  /// `isLeftEarly`, its thread was left before the last line. It `isCutShort` where something in it
  /// has come to an end early because it was asked to.
  case finished(seconds: Double, isLeftEarly: Bool, isCutShort: Bool)
  /// The cell's library could not be loaded; the dynamic linker's words.
  case notLoaded(reason: String)
  /// No snapshot was taken, because of the reason; the kernel goes on as before.
  case noSnapshot(reason: String)
  /// A sleeping snapshot that was sent ``KernelEntry/dropSignal`` is none any more: its memory is
  /// free, and what lives on is a process that ends when its child does, in the same way.
  case snapshotDropped(processID: Int32)
  /// The process that went on from this snapshot, whose own number comes first, has ended with a
  /// status as of `waitpid`.
  case descendantEnded(processID: Int32, status: Int32)
}

/// How much a cell has displayed.
package struct DisplayedAmount: Codable, Sendable, Equatable {
  package var outputs: Int
  package var bytes: Int

  package init(outputs: Int = 0, bytes: Int = 0) {
    self.outputs = outputs
    self.bytes = bytes
  }
}
