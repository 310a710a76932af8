internal import CellCompilation
internal import NotebookDisplay
package import NotebookDocument
package import RunResults

/// By what a cell is known again in an edited note.
package struct CellKey: Codable, Sendable, Equatable {
  /// The checksum of its code.
  package var code: String
  package var label: String?

  package init(_ cell: Cell) {
    var hash = ContentHash()
    hash.combine(cell.code)
    code = hash.hexadecimal
    label = cell.label
  }
}

/// What cells gave when they last completed, in this session or in a recorded run: shown, as of
/// then, where a cell has not run as it stands.
package struct EarlierOutputs: Sendable {
  fileprivate struct Entry: Sendable {
    var key: CellKey
    var firstLine: Int
    var result: CellResult
    /// When the run began, as ISO 8601.
    var made: String
  }

  /// By the number that the cell had.
  private var entries: [Int: Entry] = [:]
  private var inlineValues: [InlinePlace: String] = [:]

  package init() {}

  /// Keeps what a cell gave.
  ///
  /// - Parameters:
  ///   - firstLine: Where its code began then.
  ///   - made: When the run began, as ISO 8601.
  package mutating func keep(
    _ result: CellResult, of key: CellKey, firstLine: Int, made: String
  ) {
    entries[result.number] = Entry(key: key, firstLine: firstLine, result: result, made: made)
  }

  /// Keeps what a step gave, if it completed.
  mutating func keep(_ step: ExecutedStep, of notebook: Notebook, made: String) {
    guard step.end == .completed else { return }
    if case .cell(let cell) = step.step.kind, let result = step.result {
      keep(result, of: CellKey(cell), firstLine: cell.firstLine, made: made)
    }
    guard !step.inlineResults.isEmpty else { return }
    for (number, place) in InlinePlace.all(of: notebook) {
      if let value = step.inlineResults[number] { inlineValues[place] = value }
    }
  }

  /// What the cells of a note once gave, by the numbers they have in it: of a cell with the same
  /// code (the first of equal ones for the first, and so on), else with the same label, else of the
  /// one that was in its place and is nowhere else now.
  ///
  /// - Parameter isSameCode: Leaves out cells whose code is not the same.
  package func results(
    for notebook: Notebook, isSameCode: Bool = false
  ) -> [Int: CellResult] {
    let keys = notebook.cells.map(CellKey.init)
    let present = Set(keys.map(\.code))
    var taken: [String: Int] = [:]
    var results: [Int: CellResult] = [:]
    for (cell, key) in zip(notebook.cells, keys) {
      let equal = numbers { $0.code == key.code }
      let place = taken[key.code, default: 0]
      taken[key.code] = place + 1
      let number =
        place < equal.count
        ? equal[place]
        : isSameCode
          ? nil
          : numbers { key.label != nil && $0.label == key.label }.first
            ?? numbers { !present.contains($0.code) }.first { $0 == cell.number }
      if let number, let entry = entries[number] { results[cell.number] = entry.shown(at: cell) }
    }
    return results
  }

  /// The values that the note's inline expressions once had, by their numbers: of the same code
  /// after the same cell, else of the same code wherever it stood, if it had one value everywhere.
  func inlineValues(of notebook: Notebook) -> [Int: String] {
    let byCode = Dictionary(grouping: inlineValues, by: \.key.code)
      .mapValues { Set($0.map(\.value)) }
    return InlinePlace.all(of: notebook).compactMapValues { place in
      if let value = inlineValues[place] { return value }
      guard let values = byCode[place.code], values.count == 1 else { return nil }
      return values.first
    }
  }

  private func numbers(_ isWanted: (CellKey) -> Bool) -> [Int] {
    entries.filter { isWanted($0.value.key) }.keys.sorted()
  }
}

/// By what an inline expression is known again: what its code gives depends on where it stands.
private struct InlinePlace: Hashable {
  var code: String
  /// The checksum of the code of the cell before it; `nil` before the first.
  var cell: String?
  /// How many expressions of the same code stand between the two.
  var equalOnesBefore: Int

  /// Those of a note's expressions, by their numbers.
  static func all(of notebook: Notebook) -> [Int: InlinePlace] {
    var places: [Int: InlinePlace] = [:]
    let groups = Dictionary(grouping: notebook.inlineExpressions, by: \.precedingCells)
    for (count, expressions) in groups {
      let index = count - 1
      let cell =
        notebook.cells.indices.contains(index) ? CellKey(notebook.cells[index]).code : nil
      var seen: [String: Int] = [:]
      for expression in expressions {
        let before = seen[expression.code, default: 0]
        seen[expression.code] = before + 1
        places[expression.number] = InlinePlace(
          code: expression.code, cell: cell, equalOnesBefore: before)
      }
    }
    return places
  }
}

extension EarlierOutputs.Entry {
  /// The result at the place where the cell now stands, marked as of its time.
  fileprivate func shown(at cell: Cell) -> CellResult {
    var result = result.shifted(by: cell.firstLine - firstLine)
    result.number = cell.number
    result.outputsFrom = result.outputsFrom ?? made
    return result
  }
}

extension CellResult {
  /// Takes the outputs of an earlier run, if there are any; claims of then say nothing of this run,
  /// and are not counted.
  package mutating func show(earlier: CellResult?) {
    guard let earlier, !earlier.items.isEmpty else { return }
    items = earlier.items.map { item in
      guard case .claim(let claim) = item else { return item }
      return .remark("\(claim.holds ? "held then" : "was false then"): \(claim.sentence)")
    }
    outputsFrom = earlier.outputsFrom
  }
}
