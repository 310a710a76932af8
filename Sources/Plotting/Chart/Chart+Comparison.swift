extension Chart {
  /// Compares runs: one line for each, in the order written, over 1, 2, 3, ….
  ///
  /// ```swift
  /// Chart("Validation accuracy", comparing: ["before": before, "after": after], \.validation.accuracy)
  /// ```
  /// - Parameters:
  ///   - title: names the figure.
  ///   - runs: names and what was returned by training, or anything else that holds lists of
  ///     numbers.
  ///   - list: what is drawn of each run.
  public init<Run, Values: Sequence>(
    _ title: String? = nil, comparing runs: KeyValuePairs<String, Run>,
    _ list: KeyPath<Run, Values>, line: Int = #line
  ) where Values.Element: ChartNumber {
    self.init(title, line: line) {
      for (name, run) in runs { LineMark(run, list).series(name) }
    }
  }
}
