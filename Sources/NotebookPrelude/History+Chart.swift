public import NeuralNetworks
public import Plotting

extension History {
  /// The loss and every metric over the epochs, in training and validation, side by side. Where no
  /// epoch was finished, as in a run that diverged in its first, they are shown over its steps.
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

  /// One quantity over the epochs, such as "loss", in training and validation; over the steps where
  /// no epoch was finished with a finite number, with a line at the one that diverged.
  public func chart(_ name: String, line: Int = #line) -> Chart {
    let title = name.prefix(1).uppercased() + name.dropFirst()
    let hasEpochs =
      epochs > 0
      && [training, validation].contains { series in
        series.names.contains(name) && series[name].contains(where: \.isFinite)
      }
    guard hasEpochs || steps.isEmpty || !steps.names.contains(name) else {
      return Chart(title, line: line) {
        LineMark(x: .value("step", steps.steps), y: .value(name, steps[name]))
        if let divergedAt { RuleMark(x: divergedAt) }
      }
      .xLabel("step").yLabel(name)
    }
    return Chart(title, line: line) {
      if training.names.contains(name) { LineMark(training[name]).series("training") }
      if validation.names.contains(name) { LineMark(validation[name]).series("validation") }
    }
    .xLabel("epoch").yLabel(name)
  }
}
