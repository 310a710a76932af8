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

/// By what an inline expression is known again in an edited note.
package struct InlineExpressionKey: Codable, Sendable, Hashable {
  var code: String
  /// The checksum of the code of the cell before it, empty where none is; `nil` where any may be.
  var cell: String?
  /// How many of this code stand before it, at the same cell if it names one.
  var place: Int

  /// The keys of a note's expressions by their numbers.
  ///
  /// - Parameter isBoundToCell: Whether an expression after another cell is another one.
  package static func all(in notebook: Notebook, isBoundToCell: Bool = true) -> [Int: Self] {
    let cells = notebook.cells.map { CellKey($0).code }
    var counts: [Self: Int] = [:]
    var keys: [Int: Self] = [:]
    for expression in notebook.inlineExpressions {
      let before = expression.precedingCells
      let cell = before > 0 && before <= cells.count ? cells[before - 1] : ""
      var key = Self(code: expression.code, cell: isBoundToCell ? cell : nil, place: 0)
      let place = counts[key, default: 0]
      counts[key] = place + 1
      key.place = place
      keys[expression.number] = key
    }
    return keys
  }
}

/// What cells gave when they last completed, in this session or in a recorded run: shown, as of then,
/// where a cell has not run as it stands.
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
  /// Values of inline expressions, each under the keys with its cell and without.
  private var inlineValues: [InlineExpressionKey: String] = [:]

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
    keep(step.inlineResults, by: InlineExpressionKey.all(in: notebook))
    keep(step.inlineResults, by: InlineExpressionKey.all(in: notebook, isBoundToCell: false))
  }

  /// Keeps values of inline expressions, both given by the expressions' numbers.
  package mutating func keep(_ values: [Int: String], by keys: [Int: InlineExpressionKey]) {
    for (number, value) in values {
      if let key = keys[number] { inlineValues[key] = value }
    }
  }

  /// What the cells of a note once gave, by the numbers they have in it: of a cell with the same code
  /// (the first of equal ones for the first, and so on), else with the same label, else of the one
  /// that was in its place and is nowhere else now.
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

  /// The values that the note's inline expressions once had, by their numbers: those after the same
  /// cell, else those of the same code.
  ///
  /// - Parameter isSameCode: Leaves out expressions after a cell whose code is not the same.
  package func inlineValues(of notebook: Notebook, isSameCode: Bool = false) -> [Int: String] {
    let bound = InlineExpressionKey.all(in: notebook).compactMapValues { inlineValues[$0] }
    guard !isSameCode else { return bound }
    let free = InlineExpressionKey.all(in: notebook, isBoundToCell: false)
    return bound.merging(free.compactMapValues { inlineValues[$0] }) { value, _ in value }
  }

  private func numbers(_ isWanted: (CellKey) -> Bool) -> [Int] {
    entries.filter { isWanted($0.value.key) }.keys.sorted()
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
