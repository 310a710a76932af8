extension RunResult {
  /// The numbers of the cells that gave something else than in another run of the same note, to the
  /// last bit: what they printed, showed and claimed, and how they ended. 0 stands for values of
  /// inline expressions.
  ///
  /// Times are not compared, since no two runs take the same, nor is what the tool itself remarks,
  /// such as that a training was done before.
  package func cellsDiffering(from other: RunResult) -> [Int] {
    var numbers: [Int] = inlineResults == other.inlineResults ? [] : [0]
    let others = Dictionary(other.cells.map { ($0.number, $0.withoutCircumstances) }) { $1 }
    for cell in cells where others[cell.number] != cell.withoutCircumstances {
      numbers.append(cell.number)
    }
    for cell in other.cells where !cells.contains(where: { $0.number == cell.number }) {
      numbers.append(cell.number)
    }
    return numbers.sorted()
  }
}

extension CellResult {
  fileprivate var withoutCircumstances: CellResult {
    var result = self
    result.seconds = nil
    result.outputsFrom = nil
    result.items = items.outputs
    return result
  }
}
