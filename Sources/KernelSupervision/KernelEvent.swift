package import NotebookDisplay

/// What a running cell does, in order of arrival.
package enum KernelEvent: Sendable, Equatable {
  case standardOutput(String)
  case standardError(String)
  case event(CellEvent)
  /// The cell waits for a line; ``KernelSession/provideInput(_:)`` gives it.
  case inputRequested
  /// A note of the tool itself, such as how much output was cut.
  case remark(String)
}
