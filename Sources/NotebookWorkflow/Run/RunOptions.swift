package import NotebookSession

/// What the user asked of one run.
package struct RunOptions: Sendable {
  /// The folder that reports and records go to.
  package var outputDirectory = "output"
  /// `name=value` pairs as they were typed.
  package var parameters: [String] = []
  package var selection = CellSelection.all
  /// Seconds for each cell that does not say otherwise itself.
  package var timeout: Double?
  /// Bytes the kernel may take.
  package var memoryLimit: Int?
  /// How many runs at once have such a limit each, as their share of what is free.
  package var memoryShares = 1
  /// Runs even when nothing has changed since the last run.
  package var force = false
  /// Runs nothing: the page is made anew from the recorded outputs.
  package var rendersOnly = false
  /// As it was typed, for the run information.
  package var command = "notebook run"

  package init() {}

  /// The options of the session that runs the note.
  var session: SessionOptions {
    var session = SessionOptions(kernel: InstalledFiles.kernel, version: NotebookVersion.current)
    session.command = command
    session.timeout = timeout
    session.memoryLimit = memoryLimit
    session.memoryShares = memoryShares
    return session
  }
}
