internal import RunResults

extension RunRecord {
  /// Whether every cell ran, none failed, and all claims hold.
  var isComplete: Bool { run.state == .complete && !run.cells.contains(where: \.hasNotRun) }

  /// The record of the last run that completed, which may be this one.
  package var complete: RunRecord? { isComplete ? self : lastComplete?.first }

  /// This record, with what an earlier one knows of the last complete run where this run was none.
  func keeping(_ earlier: RunRecord?) -> RunRecord {
    var record = self
    record.lastComplete = isComplete ? nil : earlier?.complete.map { [$0] }
    return record
  }
}
