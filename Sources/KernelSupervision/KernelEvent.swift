package import NotebookDisplay

/// What a running cell does, in order of arrival.
package enum KernelEvent: Sendable, Equatable {
  case standardOutput(String)
  case standardError(String)
  case event(CellEvent)
  /// A note of the tool itself, such as how much output was cut.
  case remark(String)
}
