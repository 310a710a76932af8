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
  /// Runs even when nothing has changed since the last run.
  package var force = false
  /// As it was typed, for the run information.
  package var command = "notebook run"

  package init() {}
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
