public import NeuralNetworks
public import Plotting

extension History {
  /// The loss and every metric over the epochs, in training and validation, side by side.
  ///
  /// ```swift
  /// let history = try model.fit(training, validation: validation, epochs: 10)
  /// history.chart()
  /// ```
  public func chart(line: Int = #line) -> ChartGrid {
    let names = training.names + validation.names.filter { !training.names.contains($0) }
    return ChartGrid("Training", columns: names.count > 1 ? 2 : 1, line: line) {
      for name in names { chart(name, line: line) }
    }
  }

  /// One quantity over the epochs, such as "loss", in training and validation.
  public func chart(_ name: String, line: Int = #line) -> Chart {
    let title = name.prefix(1).uppercased() + name.dropFirst()
    return Chart(title, line: line) {
      if training.names.contains(name) { LineMark(training[name]).series("training") }
      if validation.names.contains(name) { LineMark(validation[name]).series("validation") }
    }
    .xLabel("epoch").yLabel(name)
  }
}
