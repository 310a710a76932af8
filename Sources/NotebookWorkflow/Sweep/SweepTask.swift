internal import CellCompilation
internal import FoundationEssentials
internal import NotebookDocument
package import NotebookSession
internal import ReportRendering
internal import RunResults
internal import Sweeps

/// Does one run of a sweep: the whole body of `notebook sweep-task`, on this computer or a node.
///
/// A run that is done already is left as it is, so that a scheduler may start it again.
package struct SweepTask: Sendable {
  /// Why the run cannot be done.
  package struct Failure: Error, CustomStringConvertible {
    package var description: String
  }

  private let path: String
  private let index: Int
  private let interruption: RunInterruption
  private let watch: NotebookRun.Watcher

  /// - Parameters:
  ///   - path: The file that the sweep has written for its runs.
  ///   - index: The run's index in it.
  package init(
    path: String, index: Int, interruption: RunInterruption, watch: @escaping NotebookRun.Watcher
  ) {
    self.path = path
    self.index = index
    self.interruption = interruption
    self.watch = watch
  }

  /// Does the run and puts its report, its record and last its summary in their places.
  package func callAsFunction() async throws {
    guard let file = RecordCoding.read(SweepTaskFile.self, at: path) else {
      throw Failure(
        description: "the runs in \(path) cannot be read: there is no such file here, or another "
          + "version of notebook wrote it")
    }
    guard file.tasks.indices.contains(index) else {
      throw Failure(description: "\(path) has \(file.tasks.count) runs, and none at \(index)")
    }
    guard file.version == NotebookVersion.described else {
      throw Failure(
        description: "the sweep was made by notebook \(file.version); this is "
          + "\(NotebookVersion.described): install the same one everywhere")
    }
    guard FileManager.default.changeCurrentDirectoryPath(file.workingDirectory) else {
      throw Failure(
        description: "the folder \(file.workingDirectory) cannot be reached from "
          + "\(ProcessInfo.processInfo.hostName); it must be shared")
    }
    let task = file.tasks[index]
    let lock = RunLock(for: "\(file.runs)/\(task.run.fileName).lock")
    defer { lock.release() }
    let fingerprint = task.fingerprints.execution
    if let done = FinishedRun.read(task.run, fingerprint: fingerprint, in: file.runs),
      done.summary.state == .completed
    {
      return
    }
    try await carryOut(task, of: file)
  }

  private func carryOut(_ task: SweepTaskFile.Element, of file: SweepTaskFile) async throws {
    let begin = FileStamp.now
    let notebook = NoteFiles.notebook(source: Array(file.source), path: file.note)
      .settingParameters(task.run.assignments.map { ($0.name, $0.value) })
    var options = RunOptions()
    options.destination.folder = file.runs
    options.parameters = task.run.assignments.map { "\($0.name)=\($0.value)" }
    options.timeout = file.timeout
    options.memoryLimit = file.memoryLimit
    options.memoryShares = file.memoryShares
    options.command = file.command
    let paths = ReportPaths(note: file.note, directory: file.runs, name: task.run.fileName)
    do {
      try OutputFolder.prepare(file.runs, for: paths)
      let run = NotebookRun(
        path: file.note, options: options, compiled: file.compiled, interruption: interruption,
        watch: watch)
      let result = try await run.execute(
        notebook, task.fingerprints, paths, earlier: RunRecord.read(at: paths.record), begin: begin
      ).result
      let finished = FinishedRun(
        result, of: notebook, run: task.run, fingerprints: task.fingerprints,
        host: ProcessInfo.processInfo.hostName, begin: begin)
      try finished.write(in: file.runs)
    } catch let failure as RunFailure {
      let reason = failure.diagnostics.first.map { [$0.message, $0.explanation] } ?? []
      throw Failure(description: reason.compactMap(\.self).joined(separator: "; "))
    }
  }
}
