public import NeuralNetworks
public import Plotting

extension ConfusionMatrix {
  /// How many examples of each class, a row for each, were taken for which, a column for each.
  ///
  /// ```swift
  /// try model.confusionMatrix(on: test).chart()
  /// ```
  ///
  /// Colours follow the square root of the counts, so that the few mistakes of a good model show.
  public func chart(line: Int = #line) -> Chart {
    Chart("Confusion matrix", line: line) {
      CellMark(counts, rows: classNames, columns: classNames)
    }
    .colorScale(.sqrt).xLabel("predicted class").yLabel("true class")
  }
}
