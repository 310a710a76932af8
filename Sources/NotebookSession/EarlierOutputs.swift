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
    /// Where its code began then.
    var place: SourceLine
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
  ///   - place: Where its code began then.
  ///   - made: When the run began, as ISO 8601.
  package mutating func keep(
    _ result: CellResult, of key: CellKey, place: SourceLine, made: String
  ) {
    entries[result.number] = Entry(key: key, place: place, result: result, made: made)
  }

  /// Keeps what a step gave, if it completed.
  mutating func keep(_ step: ExecutedStep, of notebook: Notebook, made: String) {
    guard step.end == .completed else { return }
    if case .cell(let cell) = step.step.kind, let result = step.result {
      keep(result, of: CellKey(cell), place: cell.place, made: made)
    }
    guard !step.inlineResults.isEmpty else { return }
    keep(step.inlineResults, at: InlinePlace.all(of: notebook))
  }

  /// Keeps values of inline expressions, given as their places by the expressions' numbers.
  package mutating func keep(_ values: [Int: String], at places: [Int: InlinePlace]) {
    for (number, place) in places {
      if let value = values[number] { inlineValues[place] = value }
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
      if let number, let entry = entries[number] {
        results[cell.number] = entry.shown(at: cell, of: notebook.path)
      }
    }
    return results
  }

  /// The values that the note's inline expressions once had, by their numbers: of the same code
  /// after the same cell, else of the same code wherever it stood, if it had one value everywhere.
  ///
  /// - Parameter isSameCode: Leaves out expressions after a cell whose code is not the same.
  package func inlineValues(of notebook: Notebook, isSameCode: Bool = false) -> [Int: String] {
    let byCode = Dictionary(grouping: inlineValues, by: \.key.code)
      .mapValues { Set($0.map(\.value)) }
    return InlinePlace.all(of: notebook).compactMapValues { place in
      if let value = inlineValues[place] { return value }
      guard !isSameCode, let values = byCode[place.code], values.count == 1 else { return nil }
      return values.first
    }
  }

  private func numbers(_ isWanted: (CellKey) -> Bool) -> [Int] {
    entries.filter { isWanted($0.value.key) }.keys.sorted()
  }
}

extension EarlierOutputs.Entry {
  /// The result at the place where the cell now stands, marked as of its time.
  fileprivate func shown(at cell: Cell, of note: String) -> CellResult {
    var result = result.moved(from: place, to: cell.place, note: note)
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
