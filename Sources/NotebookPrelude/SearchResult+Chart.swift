public import NeuralNetworks
public import Plotting
internal import Tensors

extension SearchResult {
  /// The score over every setting that was searched; the best trial is annotated. A trial without a
  /// score is counted below the chart. Settings that span more than two decades have a log axis,
  /// those chosen by name one place for each name. How settings go together shows
  /// ``parallelCoordinates(file:line:)``.
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
    guard trials.first?.trial.isName(name) != true else { return chart(ofNames: name) }
    let values: [Double] = trials.map { $0.trial[name] }
    return Chart {
      PointMark(x: values, y: trials.map(\.score)).series("trials")
      if let best {
        PointMark(x: [best.trial[name] as Double], y: [best.score]).series("best")
          .annotation("trial \(best.trial.number)")
      }
    }
    .xScale(Self.spansDecades(values) ? .log : .linear).xLabel(name).yLabel("score")
  }

  private func chart(ofNames name: String) -> Chart {
    let names: [String] = self[name]
    return Chart {
      PointMark(x: names, y: scores).series("trials")
      if let best {
        PointMark(x: [best.trial[name] as String], y: [best.score]).series("best")
          .annotation("trial \(best.trial.number)")
      }
    }
    .xLabel(name).yLabel("score")
  }

  /// The best score for every pair of values of two settings, as cells: of a search over a grid.
  ///
  /// - Parameters:
  ///   - x: The setting along the columns.
  ///   - y: The setting along the rows.
  public func heatMap(
    x: String, y: String, file: StaticString = #fileID, line: UInt = #line
  ) -> Chart {
    for name in [x, y] where !settingNames.contains(name) {
      stop(
        "\"\(name)\" was not searched; there are "
          + settingNames.map { "\"\($0)\"" }.joined(separator: ", "), file: file, line: line)
    }
    let (columns, rows) = (values(of: x), values(of: y))
    let cells = rows.map { row in
      columns.map { column in
        trials.filter { $0.trial.text(of: x) == column && $0.trial.text(of: y) == row }
          .map(\.score).filter { !$0.isNaN }.min() ?? .nan
      }
    }
    return Chart("Best score", line: Int(clamping: line)) {
      CellMark(cells, rows: rows, columns: columns)
    }
    .xLabel(x).yLabel(y)
  }

  /// The values that a setting had, as texts: numbers in their order, names as they came.
  private func values(of name: String) -> [String] {
    let isName = trials.first?.trial.isName(name) == true
    let ordered =
      isName ? trials : trials.sorted { ($0.trial[name] as Double) < ($1.trial[name] as Double) }
    return ordered.map { $0.trial.text(of: name) }.reduce(into: []) { texts, text in
      if !texts.contains(text) { texts.append(text) }
    }
  }

  /// The settings that were searched, in order.
  private var settingNames: [String] { trials.first?.trial.names ?? [] }
}
