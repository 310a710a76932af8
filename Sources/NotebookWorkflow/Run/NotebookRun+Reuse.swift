internal import CellCompilation
internal import NotebookDisplay
internal import NotebookDocument
internal import NotebookSession
internal import RunResults

extension NotebookRun {
  /// What can be had without running a cell: nothing to do when nothing has changed, a new page
  /// from the stored outputs when only prose has; `nil` when the note has to run.
  func reuse(
    _ latest: RunRecord, _ notebook: Notebook, _ fingerprints: Fingerprints, _ paths: ReportPaths
  ) -> RunOutcome? {
    // After a run that did not complete, the note may be again what it was when one did.
    let record = [latest, latest.complete].compactMap(\.self).first {
      $0.executionFingerprint == fingerprints.execution && $0.run.state == .complete
    }
    guard let record,
      !notebook.hasErrors,
      let stamps = RecordedData(record.run, of: notebook).stamps(
        isKnown: record.dataStamps.contains),
      !options.needsFigureFiles || FigureFiles.canBeWritten(for: record.run)
    else { return nil }
    let made = record.run.information.started
    if record == latest, record.pageFingerprint == fingerprints.page, let report = record.report,
      report.isCurrent
    {
      if stamps != record.dataStamps {
        var renewed = record
        renewed.dataStamps = stamps
        RunFiles(paths: paths).renew(record, as: renewed)
      }
      watch(.upToDate(report: paths.report, made: made), notebook.source)
      return RunOutcome(record.run, report: paths.report)
    }
    watch(.renderingStoredOutputs(made: made), notebook.source)
    if !notebook.diagnostics.isEmpty {
      watch(.session(.diagnostics(notebook.diagnostics)), notebook.source)
    }
    return renderStored(record, stamps: stamps, keeping: latest, notebook, fingerprints, paths)
  }

  /// A new page of the outputs of a run of the same cells, at the lines where these stand now.
  ///
  /// - Parameters:
  ///   - stamps: By which the data of the run is known.
  ///   - latest: The record that is there.
  func renderStored(
    _ record: RunRecord, stamps: [FileStamp], keeping latest: RunRecord, _ notebook: Notebook,
    _ fingerprints: Fingerprints, _ paths: ReportPaths
  ) -> RunOutcome {
    var renewed = record
    renewed.dataStamps = stamps
    let made = record.run.information.started
    let codeLines = notebook.cells.map { SignificantCode($0.compilableCode).lines }
    let moves = notebook.cells.indices.map { index in
      LineMove(
        from: record.place(ofCellAt: index), record.codeLines[safe: index] ?? [],
        to: notebook.cells[index].place, codeLines[index])
    }
    var run = record.run.relocated(moves, note: path)
    run.diagnostics = notebook.diagnostics
    var shown = run
    shown.information.facts.insert(
      RunInformation.Fact("Outputs", "stored ones of \(made); since then only prose has changed"),
      at: 0)
    renewed.run = run
    renewed.pageFingerprint = fingerprints.page
    (renewed.cellLines, renewed.cellFiles) = RunRecord.places(of: notebook.cells)
    renewed.codeLines = codeLines
    return write(notebook, shown, renewed.keeping(latest), paths)
  }

  /// The page made anew from the recorded outputs, without running anything.
  func render(_ notebook: Notebook, _ paths: ReportPaths) throws(RunFailure) -> RunOutcome {
    guard let record = RunRecord.read(at: paths.record) else {
      throw RunFailure(
        .usage,
        Diagnostic(
          .error, file: path, "there is no recorded run at \(paths.record)",
          explanation: "'notebook run' without --render-only makes one"))
    }
    guard !options.needsFigureFiles || FigureFiles.canBeWritten(for: record.run) else {
      throw RunFailure(
        .usage,
        Diagnostic(
          .error, file: path, "the recorded run has no drawings that can stand alone",
          explanation: "'notebook run' without --render-only makes them with its figures"))
    }
    watch(.renderingOnly(made: record.run.information.started), notebook.source)
    var run = record.result(for: notebook)
    run.diagnostics = notebook.diagnostics
    if let missing = missing(in: run, of: notebook) { run.diagnostics.append(missing) }
    if !run.diagnostics.isEmpty { watch(.session(.diagnostics(run.diagnostics)), notebook.source) }
    var renewed = record
    renewed.report = nil
    return write(notebook, run, renewed, paths)
  }

  /// The warning that parts of the note have changed since they were recorded.
  private func missing(in run: RunResult, of notebook: Notebook) -> Diagnostic? {
    let cells = run.cells.filter(\.hasNotRun).map(\.number)
    let expressions = notebook.inlineExpressions.filter { run.inlineResults[$0.number] == nil }
    guard !cells.isEmpty || !expressions.isEmpty else { return nil }
    var parts: [String] = []
    if !cells.isEmpty {
      let numbers = cells.map(String.init).joined(separator: ", ")
      parts.append("\(cells.count == 1 ? "cell" : "cells") \(numbers)")
    }
    if !expressions.isEmpty {
      parts.append(NumberFormat.count(expressions.count, "inline value"))
    }
    let lines =
      expressions.map(\.line) + notebook.cells.filter { cells.contains($0.number) }.map(\.firstLine)
    return Diagnostic(
      .warning, file: path, line: lines.min(),
      "without a recorded result as the note stands: \(parts.joined(separator: "; "))",
      explanation:
        "they have changed or were not run; 'notebook run' without --render-only runs them"
    ).placed(in: notebook.source)
  }
}

/// Where the lines of a cell have gone after an edit that left its code as it was.
private struct LineMove {
  private let first: SourceLine
  private let newFirst: SourceLine
  private let before: [Int]
  private let after: [Int]

  /// - Parameters:
  ///   - first: The cell's first line before the edit.
  ///   - lines: The offsets of its lines with code then.
  ///   - newFirst: The cell's first line now.
  ///   - newLines: The offsets of its lines with code now.
  init(from first: SourceLine, _ lines: [Int], to newFirst: SourceLine, _ newLines: [Int]) {
    self.first = first
    self.newFirst = newFirst
    before = lines.map { $0 + first.number }
    after = newLines.map { $0 + newFirst.number }
  }

  /// The line that a line has become; one without code stays as far from the code before it.
  private func line(_ line: Int) -> Int {
    guard before.count == after.count, let index = before.lastIndex(where: { $0 <= line }) else {
      return line + newFirst.number - first.number
    }
    return line - before[index] + after[index]
  }

  /// The diagnostic, which stands in the cell, where its line has gone.
  func moved(_ diagnostic: Diagnostic, note: String) -> Diagnostic {
    guard let number = diagnostic.line else { return diagnostic }
    return diagnostic.moved(
      from: SourceLine(file: first.file, number: number),
      to: SourceLine(file: newFirst.file, number: line(number)), note: note)
  }

  /// The claim, where its line has gone.
  func moved(_ claim: Claim) -> Claim {
    guard claim.file == first.file else { return claim }
    var moved = claim
    moved.line = line(claim.line)
    moved.file = newFirst.file
    return moved
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

extension RunResult {
  /// The report with the lines of claims and diagnostics moved to where their code now stands.
  fileprivate func relocated(_ moves: [LineMove], note: String) -> RunResult {
    var report = self
    for index in report.cells.indices where index < moves.count {
      let move = moves[index]
      report.cells[index].diagnostics = report.cells[index].diagnostics
        .map { move.moved($0, note: note) }
      report.cells[index].items = report.cells[index].items.map { item in
        guard case .claim(let claim) = item else { return item }
        return .claim(move.moved(claim))
      }
    }
    return report
  }
}
