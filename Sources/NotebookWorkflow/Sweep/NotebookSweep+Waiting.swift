internal import FoundationEssentials
internal import NotebookDocument
internal import NotebookSession
internal import RunResults
internal import Sweeps

extension NotebookSweep {
  /// Waits until runs have ended, and tells how they stand.
  ///
  /// - Returns: Whether runs were left to a cluster, since somebody has asked to stop.
  func wait(
    for runs: [SweepRun], _ manifest: SweepManifest, _ engine: any SweepEngine
  ) async -> Bool {
    let fingerprints = Dictionary(
      zip(manifest.plan.runs, manifest.fingerprints), uniquingKeysWith: { $1 })
    var waiting = runs
    var status = SweepStatus()
    status.complete = manifest.plan.runs.count - runs.count
    var requests = 0
    while !waiting.isEmpty {
      let asked = interruption.requests
      if asked > requests {
        if isCluster {
          watch(.interrupted("the runs go on; --status, --collect and --cancel find them"))
          return true
        }
        watch(.interrupted("ending the runs; what is complete is kept"))
        // A termination asks twice at once: cells are not waited for.
        for _ in requests..<asked { await engine.cancel() }
        requests = asked
      }
      // A cluster that does not answer now is asked again.
      let states = (try? await engine.states()) ?? [:]
      var running: [(run: SweepRun, text: String)] = []
      (status.running, status.pending) = (0, 0)
      var left: [SweepRun] = []
      var notStarted = 0
      for run in waiting {
        switch states[run] {
        case .ended(LocalEngine.notStarted):
          status.failed += 1
          notStarted += 1
        case .ended(let reason):
          let row = row(of: run, fingerprints[run] ?? "", .ended(reason))
          if row.state == .completed { status.complete += 1 } else { status.failed += 1 }
          watch(.ended(row))
        case .running(let text):
          left.append(run)
          status.running += 1
          running.append((run, text ?? ""))
        case .pending, nil:
          left.append(run)
          status.pending += 1
        }
      }
      waiting = left
      if notStarted > 0 { watch(.notStarted(runs: notStarted)) }
      watch(.progress(status, running: running))
      if !waiting.isEmpty { await pause() }
    }
    return false
  }

  private var isCluster: Bool { if case .slurm = options.engine { true } else { false } }

  /// Looking at runs here costs nothing; asking a cluster does.
  private func pause() async {
    for _ in 0..<(isCluster ? 40 : 1) where interruption.requests == 0 || !isCluster {
      try? await Task.sleep(for: .milliseconds(50))
    }
  }
}
