package import NotebookDisplay

/// What the tool asks of the kernel.
package enum KernelRequest: Codable, Sendable, Equatable {
  /// Load a cell's library and call its entry point.
  case run(library: String, entryPoint: String)
  /// Ask the running cell to come to an end.
  case interrupt
  /// End at once, and say in the last words where the running cell is.
  case end
  /// The last event has been taken; the cell that sent it may go on.
  case acknowledge
  /// Keep the present state as a snapshot and go on in a child process.
  case takeSnapshot
  /// To a snapshot whose child has ended: go on from here in a new child.
  case resume
  /// To a snapshot whose child has ended: end too.
  case discard
}

/// What the kernel tells the tool.
package enum KernelReply: Codable, Sendable, Equatable {
  /// The kernel can run cells; the process that will run them, as the tool may have to end it.
  case ready(processID: Int32)
  /// A running cell shows or reports something. While it waits for an acknowledgement the cell's
  /// thread prints nothing, which keeps what it prints and what it shows in order.
  case event(CellEvent, awaitsAcknowledgement: Bool)
  /// The cell's entry point has returned after so many seconds.
  case finished(seconds: Double)
  /// The cell's library could not be loaded; the dynamic linker's words.
  case notLoaded(reason: String)
  /// No snapshot was taken, because of the reason; the kernel goes on as before.
  case noSnapshot(reason: String)
  /// The process that went on from this snapshot has ended with a status as of `waitpid`.
  case descendantEnded(status: Int32)
}
