internal import NotebookDisplay
package import NotebookDocument
package import RunResults

extension RecordComparison {
  /// The numbers of the cells that gave something else in two runs of the same note, to the last
  /// bit, times left out; 0 stands for values of inline expressions.
  ///
  /// - Parameter notebook: The note, whose prose has the units of inline values.
  package static func cellsDiffering(
    in run: RunResult, from other: RunResult, of notebook: Notebook? = nil
  ) -> [Int] {
    let differing = run.cellsDiffering(from: other)
    guard !differing.isEmpty else { return [] }
    // Of those that are not the same to the bit, some differ in nothing but times.
    let comparison = Self(tolerance: 0, notebook: notebook)
    let moved = Set(comparison.moved(from: other, to: run).map { $0.cell ?? 0 })
    return differing.filter { number in
      moved.contains(number)
        || run.figuresBesideOutputs(ofCell: number) != other.figuresBesideOutputs(ofCell: number)
    }
  }
}

extension RunResult {
  /// The figures of what a record is not asked for: standard error, and what claims say of
  /// themselves.
  fileprivate func figuresBesideOutputs(ofCell number: Int) -> TextFigures {
    let items = cells.first { $0.number == number }?.items.outputs ?? []
    let texts = items.compactMap { item -> String? in
      switch item {
      case .standardError(let text): text
      case .claim(let claim): claim.detail
      case .standardOutput, .output, .remark: nil
      }
    }
    return TextFigures(texts.joined(separator: "\n"))
  }
}
