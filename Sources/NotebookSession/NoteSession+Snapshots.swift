internal import KernelSupervision
internal import RunResults

/// The states before cells, which an edit goes on from.
extension NoteSession {
  /// How many states before cells are kept.
  package var snapshotCount: Int { executed.count { $0.snapshot != nil } }

  /// Whether the state before the next step is to be kept: every one is, however soon the steps
  /// before it could run again. They read the clock, files and lines, and write, send and start
  /// what must not be done twice.
  var needsSnapshot: Bool {
    options.keepsSnapshots && options.snapshotLimit > 0 && snapshotBeforeNextStep == nil
  }

  /// Keeps the state before the next step, and gives up the oldest where they become too many.
  func takeSnapshot(of kernel: KernelSession) async {
    snapshotBeforeNextStep = try? await kernel.takeSnapshot()
    let kept = executed.indices.filter { executed[$0].snapshot != nil }
    let surplus = kept.count + 1 - options.snapshotLimit
    for index in kept.prefix(max(surplus, 0)) { await dropSnapshot(before: index, of: kernel) }
    // Counting a large process's pages takes some milliseconds.
    if snapshotsMeasured + .seconds(1) < .now { await keepSnapshotsWithinBudget(of: kernel) }
  }

  /// Gives up the oldest states while all together take more memory than they may.
  func keepSnapshotsWithinBudget(of kernel: KernelSession) async {
    snapshotBytes = options.keepsSnapshots ? await kernel.snapshotMemory() : nil
    while let bytes = snapshotBytes, bytes > snapshotBudget,
      let oldest = executed.firstIndex(where: { $0.snapshot != nil })
    {
      await dropSnapshot(before: oldest, of: kernel)
      snapshotBytes = await kernel.snapshotMemory()
    }
    snapshotsMeasured = .now
  }

  private func dropSnapshot(before index: Int, of kernel: KernelSession) async {
    guard executed.indices.contains(index), let snapshot = executed[index].snapshot else { return }
    executed[index].snapshot = nil
    // One that cannot be dropped is gone already.
    try? await kernel.drop(snapshot)
  }
}
