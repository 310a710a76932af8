package import RunResults

/// A session at one moment.
package struct SessionState: Sendable {
  /// What the note has given so far.
  package var result: RunResult
  /// The number of the cell that runs.
  package var runningCell: Int?
  /// Whether the note has been checked and everything has run as it stands.
  package var isUpToDate: Bool
  /// The numbers of the cells that a run would run.
  package var staleCells: Set<Int>
  /// How many states before cells are kept.
  package var snapshotCount: Int
  /// The memory that they take together, in bytes; `nil` where the system does not say.
  package var snapshotBytes: Int?
}
