internal import NotebookDisplay
internal import NotebookDocument
internal import NotebookSession
internal import RunResults

/// The outputs of a recorded run, for the cells of the note as it stands now.
struct EarlierOutputs {
  private let record: RunRecord
  private let keys: [RunRecord.CellKey]

  init(_ record: RunRecord) {
    self.record = record
    keys = record.cellKeys ?? []
  }

  // MARK: Beside what a run gave

  /// The result of a run, in which cells that gave nothing show what they gave in this record,
  /// marked as of its time.
  func filling(_ run: RunResult, of notebook: Notebook) -> RunResult {
    var filled = run
    var isUsed = false
    for index in filled.cells.indices {
      let result = filled.cells[index]
      guard result.items.isEmpty, result.state != .completed,
        let cell = notebook.cells.first(where: { $0.number == result.number }),
        let (earlier, isSame) = self.earlier(cell, of: notebook), !earlier.items.isEmpty
      else { continue }
      let change = isSame ? "" : ", before the cell was changed"
      filled.cells[index].items =
        [.remark("these outputs are of the run of \(time)\(change)")] + earlier.items.map(asRemark)
      isUsed = true
    }
    if isUsed {
      filled.information.facts.insert(
        RunInformation.Fact("Earlier outputs", "of \(time), where cells gave none this time"), at: 0
      )
    }
    return filled
  }

  private var time: String { NumberFormat.moment(record.run.information.started) }

  /// A claim of an earlier run says nothing of this one, and is not counted.
  private func asRemark(_ item: CellResult.Item) -> CellResult.Item {
    guard case .claim(let claim) = item else { return item }
    return .remark("\(claim.holds ? "held then" : "was false then"): \(claim.sentence)")
  }

  /// What a cell gave, and whether it has not been changed since: the same code at the same count
  /// among its equals, else the same label, else the same place in as many cells.
  private func earlier(_ cell: Cell, of notebook: Notebook) -> (result: CellResult, isSame: Bool)? {
    if let result = unchanged(cell, of: notebook) { return (result, true) }
    let index =
      cell.label.flatMap { label in keys.firstIndex { $0.label == label } }
      ?? (keys.count == notebook.cells.count ? cell.number - 1 : nil)
    return index.flatMap { result(at: $0, for: cell) }.map { ($0, false) }
  }

  // MARK: In place of a run

  /// The recorded run as a result of the note as it stands: cells that have changed have not run.
  func result(for notebook: Notebook) -> RunResult {
    var run = record.run
    run.cells = notebook.cells.map { cell in
      unchanged(cell, of: notebook)
        ?? CellResult(
          number: cell.number, state: .notRun("the cell has changed since the recorded run"))
    }
    return run
  }

  private func unchanged(_ cell: Cell, of notebook: Notebook) -> CellResult? {
    let code = RunRecord.CellKey(cell).code
    let equalsBefore = notebook.cells.prefix(cell.number - 1)
      .count { RunRecord.CellKey($0).code == code }
    let indices = keys.indices.filter { keys[$0].code == code }
    guard equalsBefore < indices.count else { return nil }
    return result(at: indices[equalsBefore], for: cell)
  }

  /// The result of a recorded cell, with the number and the lines of the cell it is shown at.
  private func result(at index: Int, for cell: Cell) -> CellResult? {
    guard record.run.cells.indices.contains(index), record.cellLines.indices.contains(index) else {
      return nil
    }
    var result = record.run.cells[index].shifted(by: cell.firstLine - record.cellLines[index])
    result.number = cell.number
    return result
  }
}
