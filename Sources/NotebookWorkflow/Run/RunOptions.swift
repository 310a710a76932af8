package import KernelMessages
package import NotebookSession
package import ReportRendering
package import RunResults

/// What the user asked of one run.
package struct RunOptions: Sendable {
  /// Where the report and its record go.
  package var destination = ReportDestination(folder: "output")
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
  /// What is done with the trainings of earlier runs; ``force`` renews them.
  package var trainingMemory = TrainingMemoryUse.use
  /// Runs nothing: the page is made anew from the recorded outputs.
  package var rendersOnly = false
  /// Shows HTML of notes and cells as it is, without policy.
  package var trustsHTML = false
  /// Rules for the page of the user's own.
  package var styleSheet = ""
  /// What stands at the head of the page in place of how the run went.
  package var headFacts: [RunInformation.Fact]?
  /// Where the note stands among others of its folder.
  package var surroundings: NoteSurroundings?
  /// The note's vault if none is marked as one: the folder of notes that are run together.
  package var vault: String?
  /// The folder that figures are written to as files; `nil` for none.
  package var figureDirectory: String?
  /// Whether the outputs become a Jupyter notebook too, which carries each figure's drawing.
  package var writesJupyterNotebook = false
  /// Whether the report is printed to PDF too.
  package var printsPDF = false
  /// As it was typed, for the run information.
  package var command = "notebook run"

  package init() {}

  /// The options of the session that runs the note.
  var session: SessionOptions {
    var session = SessionOptions.forTool
    session.command = command
    session.timeout = timeout
    session.memoryLimit = memoryLimit
    session.memoryShares = memoryShares
    session.trainingMemory = force ? .renew : trainingMemory
    session.drawsFigureFiles = needsFigureFiles
    return session
  }

  /// Whether figures are drawn as files of their own, beside the page's drawings.
  var needsFigureFiles: Bool { figureDirectory != nil || writesJupyterNotebook }
}
