internal import KernelSupervision

extension CellFailure {
  /// The kind of failure in a word, as Jupyter's front ends show it before the message.
  var errorName: String {
    switch kind {
    case .uncaughtError: errorType ?? "Error"
    case .trap: "FatalError"
    case .stackOverflow: "StackOverflow"
    case .exit: "Exit"
    case .signal: "Signal"
    case .memoryLimit: "MemoryLimitExceeded"
    case .timeout: "Timeout"
    case .interruption: "Interrupted"
    case .loading: "LoadingError"
    case .lostName: "NameError"
    case .noKernel: "KernelEnded"
    }
  }
}
