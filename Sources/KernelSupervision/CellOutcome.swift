internal import Glibc
internal import NotebookDisplay
package import NotebookDocument

/// How a cell came to its end.
package enum CellOutcome: Sendable, Equatable {
  case completed(seconds: Double)
  case failed(CellFailure)
}

/// Why a cell did not complete.
package struct CellFailure: Error, Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// The cell threw an error that nobody caught.
    case uncaughtError
    /// The Swift runtime stopped the program: index, overflow, nil, precondition, fatal error, …
    case trap
    case stackOverflow
    /// The cell called `exit`.
    case exit(status: Int32)
    /// A signal ended the kernel.
    case signal(Int32)
    case memoryLimit
    case timeout
    case interruption
    /// The dynamic linker refused the cell.
    case loading
    /// What the cell uses is of a cell that has failed.
    case lostName
    /// There is no kernel to run the cell: it has ended before.
    case noKernel
  }

  package var kind: Kind
  /// One sentence: lower case, no full stop, names in 'quotes'.
  package var message: String
  /// More for the reader who wants to know: the calls that led there, what to do.
  package var explanation: String?
  /// The line of the note, where it is known.
  package var line: Int?
  package var column: Int?
  /// The note's functions that were running, innermost first.
  package var frames: [NoteFrame]
  /// Whether later cells can still run.
  package var isKernelAlive: Bool
  /// How long the cell ran.
  package var seconds: Double?
  /// Whether the cell was interrupted and has run to its last line all the same, a training loop
  /// having come back early: all its variables have their values.
  package var ranToLastLine = false
  /// The epoch that a training loop was in when the cell was interrupted.
  package var epoch: Int?
  /// Whether an interruption has changed what the cell did; otherwise it came too late, and all
  /// that the cell gives is there.
  package var isCutShort = true
  /// Whether another thread than the cell's own ended the process; where there is no kernel, a task
  /// or thread that an earlier cell has left.
  package var isOfAnotherThread = false
  /// The type of the error that was thrown, such as `DataError`.
  package var errorType: String?

  package init(
    _ kind: Kind, _ message: String, explanation: String? = nil, line: Int? = nil,
    column: Int? = nil, frames: [NoteFrame] = [], isKernelAlive: Bool
  ) {
    self.kind = kind
    self.message = message
    self.explanation = explanation
    self.line = line
    self.column = column
    self.frames = frames
    self.isKernelAlive = isKernelAlive
  }

  /// The failure for an error that a cell has reported; the kernel lives on.
  ///
  /// - Parameter folder: Where the cell's relative paths start.
  init(_ error: UncaughtError, in folder: String = ".") {
    if error.isThrown {
      let isSilent = error.description.allSatisfy(\.isWhitespace)
      let description = isSilent ? error.typeName : error.description
      if let known = FoundationErrorText(error.description, folder: folder) {
        self.init(
          .uncaughtError, known.sentence, explanation: known.explanation, line: error.line,
          isKernelAlive: true)
        errorType = error.typeName
        return
      }
      self.init(
        .uncaughtError, error.isFromLibrary ? description : "uncaught error: \(description)",
        explanation: error.isFromLibrary
          ? nil : "the cell threw a value of type '\(error.typeName)'",
        line: error.line, isKernelAlive: true)
      errorType = error.typeName
    } else {
      self.init(
        .uncaughtError, "'\(error.typeName)' cannot be shown: \(error.description)",
        line: error.line > 0 ? error.line : nil, isKernelAlive: true)
    }
  }

  /// Whether a signal ended the kernel by which a whole job is asked to end, as a scheduler does at
  /// a job's time limit: a request to terminate or a hang-up.
  package var isRequestToEnd: Bool {
    if case .signal(let number) = kind { number == SIGTERM || number == SIGHUP } else { false }
  }

  /// The failure as the tool reports all that a note causes.
  package func diagnostic(file: String) -> Diagnostic {
    Diagnostic(
      .error, file: file, line: line, column: column, message, explanation: explanation,
      notes: frames.dropFirst().prefix(8).map { frame in
        Diagnostic(
          .note, file: file, line: frame.line, column: frame.column,
          frame.function == "the cell" ? "called from the cell" : "called from '\(frame.function)'")
      })
  }
}

/// A place in the note that a dying cell was at.
package struct NoteFrame: Sendable, Equatable {
  /// The function as it is written in Swift; the cell itself for its top level.
  package var function: String
  package var line: Int
  package var column: Int?

  package init(function: String, line: Int, column: Int?) {
    self.function = function
    self.line = line
    self.column = column
  }
}
