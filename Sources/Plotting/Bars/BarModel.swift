import NotebookDisplay

/// Bars by category and series.
struct BarModel {
  struct Series {
    var name: String?
    var slot: Int
    /// One for each category; `nil` where the series has no bar.
    var values: [Double?]
    var errors: [Double?]
  }

  var categories: [String] = []
  var series: [Series] = []
  var areLying = true
  var categoryLabel: String?
  var valueLabel: String?
  var format: NumberFormat
  var rules: [(value: Double, name: String?)] = []

  init(_ chart: Chart, colors: SeriesColors) {
    var bars: [(name: String?, data: BarData)] = []
    for mark in chart.marks {
      if case .bars(let data) = mark.content {
        bars += Self.split(data, mark.style)
      } else if case .rule(let rule) = mark.content {
        rules.append((rule.value, mark.style.annotation ?? mark.style.series))
      }
    }
    areLying = bars.first?.data.areLying ?? true
    for bar in bars {
      for name in bar.data.categories.names where !categories.contains(name) {
        categories.append(name)
      }
      categoryLabel = categoryLabel ?? bar.data.categories.label
      valueLabel = valueLabel ?? bar.data.values.label
    }
    let (along, across) =
      areLying ? (chart.options.x, chart.options.y) : (chart.options.y, chart.options.x)
    categoryLabel = across.label ?? categoryLabel
    valueLabel = along.label ?? valueLabel
    format = along.format
    let slots = colors.slots(for: bars.compactMap(\.name))
    series = bars.enumerated().map { order, bar in
      var values = [Double?](repeating: nil, count: categories.count)
      var errors = values
      let numbers = bar.data.values.numbers?.values ?? []
      for (index, name) in bar.data.categories.names.enumerated() {
        guard let row = categories.firstIndex(of: name) else { continue }
        values[row] = numbers[index]
        errors[row] = bar.data.errors?[index]
      }
      let slot = bar.name.flatMap { slots[$0] } ?? order % SeriesColors.count + 1
      return Series(name: bar.name, slot: slot, values: values, errors: errors)
    }
  }

  /// One bar mark for each name of `foregroundStyle(by:)`.
  private static func split(
    _ data: BarData, _ style: MarkStyle
  ) -> [(name: String?, data: BarData)] {
    guard let groups = style.groups else { return [(style.series, data)] }
    let names = groups.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    // A bar that is coloured by its own category needs no place for the others beside it.
    return names.map { name in
      let rows = groups.indices.filter { groups[$0] == name }
      let numbers = data.values.numbers?.values ?? []
      let part = BarData(
        categories: PlottableValue(
          data.categories.label, .names(rows.map { data.categories.names[$0] })),
        values: PlottableValue(data.values.label, .numbers(ChartNumbers(rows.map { numbers[$0] }))),
        errors: data.errors.map { errors in rows.map { errors[$0] } }, areLying: data.areLying)
      return (name, part)
    }
  }

  /// The lowest and highest value to show, with zero.
  var domain: ClosedRange<Double> {
    var (low, high) = (0.0, 0.0)
    for series in series {
      for (value, error) in zip(series.values, series.errors) {
        guard let value, value.isFinite else { continue }
        let error = error.map { $0.isFinite ? abs($0) : 0 } ?? 0
        low = min(low, value - error)
        high = max(high, value + error)
      }
    }
    for rule in rules where rule.value.isFinite {
      low = min(low, rule.value)
      high = max(high, rule.value)
    }
    if low == high { high = 1 }
    return low...high
  }

  /// A value as it is printed at its bar, with its error.
  func text(_ value: Double, error: Double?) -> String {
    let number = Self.text(value, format: format)
    guard let error else { return number }
    return number + " ± " + Self.text(error, format: format, like: value)
  }

  static func text(_ value: Double, format: NumberFormat, like model: Double? = nil) -> String {
    guard value.isFinite else { return NumberText.short(value) }
    switch format {
    case .percent: return NumberText.fixed(value * 100, decimals: 1) + " %"
    case .scientific: return NumberText.scientific(value)
    case .decimals(let count): return NumberText.fixed(value, decimals: count)
    case .automatic: return NumberText.short(value)
    }
  }

  var table: Table {
    let names = series.map { $0.name ?? valueLabel ?? "value" }
    let columns =
      [Table.Column(categoryLabel ?? "category")]
      + names.map { Table.Column($0, alignment: .trailing) }
    let rows = categories.indices.map { row in
      [categories[row]]
        + series.map { series in
          series.values[row].map { text($0, error: series.errors[row]) } ?? ""
        }
    }
    return Table(columns: columns, rows: rows)
  }

  var description: String {
    let count = categories.count
    var text = "Bar chart. \(count) \(count == 1 ? "category" : "categories")"
    text += categoryLabel.map { " of \($0)" } ?? ""
    text += valueLabel.map { ", showing \($0)." } ?? "."
    for series in series {
      let known = zip(categories, series.values).compactMap { name, value in
        value.map { (name, $0) }
      }
      let finite = known.filter { $0.1.isFinite }
      guard let low = finite.min(by: { $0.1 < $1.1 }), let high = finite.max(by: { $0.1 < $1.1 })
      else { continue }
      let prefix = series.name.map { " \($0): " } ?? " "
      if known.count <= 6 {
        text +=
          prefix + known.map { "\($0) \(Self.text($1, format: format))" }.joined(separator: ", ")
          + "."
      } else {
        text +=
          prefix + "highest \(high.0) \(Self.text(high.1, format: format)), "
          + "lowest \(low.0) \(Self.text(low.1, format: format))."
      }
    }
    return text
  }
}
