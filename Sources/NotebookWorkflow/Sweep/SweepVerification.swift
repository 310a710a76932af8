internal import FoundationEssentials
package import NotebookSession
internal import RunResults
internal import Sweeps

/// Does the complete runs of a recorded sweep again, in a folder that goes away, and compares each
/// with its record.
package struct SweepVerification: Sendable {
  private let path: String
  private let recordDirectory: String
  private let tolerance: Double
  private let interruption: RunInterruption
  private let watch: NotebookSweep.Watcher

  package init(
    path: String, recordDirectory: String, tolerance: Double, interruption: RunInterruption,
    watch: @escaping NotebookSweep.Watcher
  ) {
    self.path = path
    self.recordDirectory = recordDirectory
    self.tolerance = tolerance
    self.interruption = interruption
    self.watch = watch
  }

  package func callAsFunction() async -> NotebookVerification.Result {
    let recorded = SweepPaths(note: path, directory: recordDirectory)
    guard let manifest = SweepManifest.read(at: recorded.manifest),
      let result = SweepResult.read(at: recorded.result)
    else {
      return .notComparable(
        reason: "there is no recorded sweep at \(recorded.result); 'notebook sweep' makes one",
        status: .usage)
    }
    let complete = Set(result.rows.filter { $0.state == .completed }.map(\.run))
    let plan = manifest.plan.filtered(complete.contains)
    guard !plan.runs.isEmpty else {
      return .notComparable(reason: "no run of the recorded sweep is complete", status: .failed)
    }
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "notebook-verify-\(UInt64.random(in: 0 ... .max))").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var options = SweepOptions()
    options.plan = plan
    options.action = .verify
    options.outputDirectory = folder
    options.command = "notebook verify --sweep"
    let sweep = NotebookSweep(
      path: path, options: options, interruption: interruption, watch: watch)
    let status = await sweep()
    guard status == .complete || status == .interrupted else {
      return .notComparable(reason: "the sweep did not run", status: status)
    }
    var ended = plan
    if status == .interrupted {
      ended = plan.filtered { run in
        let file = FinishedRun.path(of: run, in: sweep.paths.runs)
        switch RecordCoding.read(FinishedRun.self, at: file)?.summary.state {
        case .completed, .failed: return true
        case .interrupted, nil: return false
        }
      }
    }
    let comparison = compare(ended, recorded.runs, sweep.paths.runs)
    guard status == .interrupted else { return comparison }
    let runs = plan.runs.count
    switch comparison {
    case .same(let compared): return .interrupted([], compared, runs: runs)
    case .moved(let moved):
      return .interrupted(moved, ComparedFigures(runs: ended.runs.count), runs: runs)
    case .notComparable, .interrupted: return comparison
    }
  }

  private func compare(
    _ plan: SweepPlan, _ recorded: String, _ now: String
  ) -> NotebookVerification.Result {
    let notebook = try? NoteFile.notebook(at: path, parameters: [])
    let comparison = RecordComparison(tolerance: tolerance, notebook: notebook)
    var moved: [MovedFigure] = []
    var compared = ComparedFigures(runs: plan.runs.count)
    for run in plan.runs {
      guard let before = RunRecord.read(at: "\(recorded)/\(run.fileName).run.json") else {
        return .notComparable(
          reason: "the record of \(run.title) is not in \(recorded)", status: .failed)
      }
      guard let after = RunRecord.read(at: "\(now)/\(run.fileName).run.json") else {
        moved.append(
          MovedFigure(cell: nil, place: "run \(run.title)", recorded: "complete", now: "no result"))
        continue
      }
      compared.add(before.run)
      moved += comparison.moved(from: before.run, to: after.run).map { figure in
        var figure = figure
        figure.place = "run \(run.title), \(figure.place)"
        return figure
      }
    }
    return moved.isEmpty ? .same(compared) : .moved(moved)
  }
}
