internal import NotebookDisplay
internal import NotebookDocument

/// The charts of a sweep's figures over its parameters, as cells of a note.
///
/// Over seeds alone: a point for each. Over one parameter: means with a band from the least to the
/// greatest, or bars where it is no number. Over two: a table of colours. Over more: parallel
/// coordinates. Seeds are never an axis beside others: they give the spread.
struct SweepCharts {
  /// Pages with more charts are read by nobody; the other figures are in the table.
  static let limit = 12

  private let result: SweepResult

  init(_ result: SweepResult) { self.result = result }

  private struct Series {
    var name: String
    /// By row.
    var values: [Double?]
  }

  /// The cells with their fences.
  var cells: [String] {
    let drawn = series.prefix(Self.limit)
    return drawn.enumerated().compactMap { index, series in
      guard let code = chart(of: series) else { return nil }
      return """
        ```swift
        //| label: fig-figure-\(index + 1)\(remark(on: series))
        \(code)
        ```
        """
    } + omission(series.count)
  }

  /// A caption that says what a chart cannot show: the runs whose figure is not finite.
  private func remark(on series: Series) -> String {
    guard let spread = Spread(series.values.compactMap(\.self)), spread.notFinite > 0 else {
      return ""
    }
    let runs = "\(spread.notFinite) of \(NumberFormat.count(spread.count, "run"))"
    return "\n//| fig-cap: \"\(runs) gave no finite number here; the chart shows the others.\""
  }

  private func omission(_ count: Int) -> [String] {
    count <= Self.limit
      ? [] : ["\(count - Self.limit) more figures are not drawn; they are in the tables."]
  }

  /// What was recorded; where nothing was, the values of claims.
  private var series: [Series] {
    let recorded = result.figures.map { Series(name: $0.title, values: $0.values) }
    let all =
      !recorded.isEmpty
      ? recorded
      : result.claims.filter { $0.spread != nil }.map { claim in
        Series(
          name: claim.sentence + (claim.unit.map { " (\($0))" } ?? ""),
          values: claim.outcomes.map { $0?.value })
      }
    return all.filter { $0.values.contains { $0?.isFinite == true } }
  }

  private var axes: [String] {
    result.plan.variedParameters.filter { $0 != Notebook.seedName }
  }

  private func chart(of series: Series) -> String? {
    let axes = axes
    switch axes.count {
    case 0: return overSeeds(series)
    case 1:
      return numbers(of: axes[0]) == nil
        ? overNames(series, axes[0]) : overNumbers(series, axes[0])
    case 2: return overTwo(series, axes[0], axes[1])
    default: return parallel(series, axes)
    }
  }

  // MARK: Kinds of charts

  private func overSeeds(_ series: Series) -> String? {
    let points = zip(result.rows, series.values).compactMap { row, value -> (Double, Double)? in
      guard let seed = row.run[Notebook.seedName].flatMap(Double.init), let value, value.isFinite
      else { return nil }
      return (seed, value)
    }
    guard let mean = Spread(points.map(\.1))?.mean else { return nil }
    return """
      Chart(\(series.name.swift)) {
        RuleMark(y: \(mean.swift)).annotation("mean")
        PointMark(x: \(points.map(\.0).swift), y: \(points.map(\.1).swift))
      }
      .xLabel("seed").yLabel(\(series.name.swift))
      """
  }

  private func overNumbers(_ series: Series, _ axis: String) -> String? {
    let groups = groups(series, by: axis).compactMap { name, spread in
      Double(name).map { (x: $0, spread: spread) }
    }.sorted { $0.x < $1.x }
    guard !groups.isEmpty else { return nil }
    let x = groups.map(\.x)
    let hasSpread = groups.contains { $0.spread.count > 1 }
    let band =
      hasSpread
      ? """
        BandMark(x: \(x.swift), yStart: \(groups.map(\.spread.least).swift), yEnd: \
      \(groups.map(\.spread.greatest).swift)).series("mean")

      """ : ""
    let isLogarithmic = x.count > 2 && x[0] > 0 && x[x.count - 1] / x[0] >= 50
    let y = groups.map(\.spread.mean).swift
    return """
      Chart(\("\(series.name) by \(axis)".swift)) {
      \(band)  LineMark(x: \(x.swift), y: \(y)).series("mean")
        PointMark(x: \(x.swift), y: \(y)).series("mean")
      }
      \(isLogarithmic ? ".xScale(.log)" : "").xLabel(\(axis.swift)).yLabel(\(series.name.swift))
      """
  }

  private func overNames(_ series: Series, _ axis: String) -> String? {
    let groups = groups(series, by: axis)
    guard !groups.isEmpty else { return nil }
    let averages = groups.contains { $0.spread.count > 1 }
    let deviations = groups.map(\.spread.standardDeviation)
    let error = averages ? ", error: \(deviations.swift)" : ""
    return """
      Chart(\(title(series, by: axis, averages: averages).swift)) {
        BarMark(x: .value(\(series.name.swift), \(groups.map(\.spread.mean).swift)), y: \
      .value(\(axis.swift), \(groups.map(\.name).swift))\(error))
      }
      """
  }

  private func overTwo(_ series: Series, _ first: String, _ second: String) -> String? {
    let rows = values(of: first)
    let columns = values(of: second)
    let spreads = rows.map { row in
      columns.map { column in
        Spread(
          zip(result.rows, series.values).filter {
            $0.0.run[first] == row && $0.0.run[second] == column
          }.compactMap(\.1))
      }
    }
    let table = spreads.map { $0.map { $0?.mean ?? .nan } }
    let averages = spreads.joined().contains { ($0?.count ?? 0) > 1 }
    return """
      Chart(\(title(series, by: "\(first) and \(second)", averages: averages).swift)) {
        CellMark([\(table.map(\.swift).joined(separator: ", "))], rows: \(rows.swift), columns: \
      \(columns.swift))
      }
      .xLabel(\(second.swift)).yLabel(\(first.swift))
      """
  }

  /// A line for each run, coloured by the figure; each parameter has the same height, from its
  /// least to its greatest value.
  private func parallel(_ series: Series, _ axes: [String]) -> String? {
    let places = axes.map { axis in
      let values = values(of: axis)
      let last = Double(max(values.count - 1, 1))
      return Dictionary(
        values.enumerated().map { ($1, Double($0) / last) }, uniquingKeysWith: { $1 })
    }
    let lines = zip(result.rows, series.values).compactMap { row, value -> String? in
      guard let value, value.isFinite else { return nil }
      let heights = zip(axes, places).map { axis, places in places[row.run[axis] ?? ""] ?? .nan }
      return "(\(heights.swift), \(value.swift))"
    }
    guard !lines.isEmpty else { return nil }
    return """
      Chart(\("\(series.name) by \(axes.joined(separator: ", "))".swift)) {
        for (heights, value) in [\(lines.joined(separator: ", "))] as [([Double], Double)] {
          LineMark(x: \(axes.swift), y: heights).foregroundStyle(by: .value(\(series.name.swift), value))
        }
      }
      .yLabel("rank of the value, from least to greatest")
      """
  }

  /// What a chart shows; where it averages several runs, that is said.
  private func title(_ series: Series, by axes: String, averages: Bool) -> String {
    "\(averages ? "mean of " : "")\(series.name) by \(axes)"
  }

  // MARK: Values

  /// The values of a parameter in their order: of numbers, else as they are first met.
  private func values(of axis: String) -> [String] {
    var values: [String] = []
    var seen: Set<String> = []
    for value in result.plan.runs.compactMap({ $0[axis] }) where seen.insert(value).inserted {
      values.append(value)
    }
    guard numbers(of: axis) != nil else { return values }
    return values.sorted { (Double($0) ?? 0) < (Double($1) ?? 0) }
  }

  /// The values as numbers; `nil` where one is none.
  private func numbers(of axis: String) -> [Double]? {
    let values = result.plan.runs.compactMap { $0[axis] }
    let numbers = values.compactMap(Double.init)
    return numbers.count == values.count ? numbers : nil
  }

  /// The spread of a figure for each value of a parameter.
  private func groups(_ series: Series, by axis: String) -> [(name: String, spread: Spread)] {
    values(of: axis).compactMap { name in
      let numbers = zip(result.rows, series.values).filter { $0.0.run[axis] == name }
        .compactMap(\.1)
      return Spread(numbers).flatMap { $0.hasFinite ? (name, $0) : nil }
    }
  }
}

extension Double {
  /// The number as Swift code; what has no digits is not a number.
  fileprivate var swift: String { isFinite ? "\(self)" : "Double.nan" }
}

extension String {
  fileprivate var swift: String { debugDescription }
}

extension [Double] {
  fileprivate var swift: String { "[\(map(\.swift).joined(separator: ", "))]" }
}

extension [String] {
  fileprivate var swift: String { "[\(map(\.swift).joined(separator: ", "))]" }
}
