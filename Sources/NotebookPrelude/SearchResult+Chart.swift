public import NeuralNetworks
public import Plotting

extension SearchResult {
  /// The score over every setting that was searched; the best trial is annotated. A trial without a
  /// score is counted below the chart. Settings that span more than two decades have a log axis.
  public func chart(line: Int = #line) -> ChartGrid {
    let names = settingNames
    return ChartGrid(
      "Search over \(trials.count) trials", columns: names.count > 1 ? 2 : 1, line: line
    ) {
      for name in names { chart(of: name) }
    }
    .sharedY()
  }

  private func chart(of name: String) -> Chart {
    let values: [Double] = trials.map { $0.trial[name] }
    let positive = values.filter { $0 > 0 }
    let isWide =
      positive.count == values.count && (positive.max() ?? 1) / (positive.min() ?? 1) > 100
    return Chart {
      PointMark(x: values, y: trials.map(\.score)).series("trials")
      if let best {
        PointMark(x: [best.trial[name] as Double], y: [best.score]).series("best")
          .annotation("trial \(best.trial.number)")
      }
    }
    .xScale(isWide ? .log : .linear).xLabel(name).yLabel("score")
  }

  /// The settings that were searched, in order.
  private var settingNames: [String] { trials.first?.trial.names ?? [] }
}
