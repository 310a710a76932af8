/// Any error, for the code around a cell, in which a type of the note may be called `Error` or
/// `Swift`.
public typealias AnyError = any Error

/// Ends the cell because of an error that nobody caught; called by the code around a cell.
///
/// Control returns to the kernel, which goes on living: what earlier cells made is still there.
public func reportUncaughtError(_ error: any Error, line: Int = #line) -> Never {
  if error is InterruptedError { CellEnd.leaveInterrupted() }
  CellEnd.leave(
    because: UncaughtError(
      description: String(describing: error), typeName: "\(type(of: error))", line: line,
      isFromLibrary: isFromLibrary(error)))
}

/// The modules whose errors say what is wrong and what to do in whole sentences.
private let libraryModules: Set<Substring> = [
  "Tensors", "NeuralNetworks", "Datasets", "Plotting", "NotebookDisplay", "NotebookPrelude",
]

/// Whether an error's type belongs to the notebook's own modules.
private func isFromLibrary(_ error: any Error) -> Bool {
  libraryModules.contains(String(reflecting: type(of: error)).prefix { $0 != "." })
}
