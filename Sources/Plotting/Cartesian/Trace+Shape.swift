extension Trace {
  /// How a series is drawn.
  ///
  /// What the rest of a chart has to know of a shape are its ``traits``; the compiler asks for all
  /// of them, and for a new case wherever shapes are drawn or put into words. A chart is named
  /// after the first of these shapes that it has.
  enum Shape: CaseIterable { case histogram, bars, line, area, band, points, texts }

  /// What holds for every series of a shape.
  struct Traits {
    /// A chart of it, in words.
    var chartName: String
    /// What its values are called where they are counted.
    var noun: String
    /// Whether zero belongs to the axis of its values.
    var zero: ZeroOnAxis
    /// Whether its values have no order along x: both axes have round ends and grid lines.
    var isCloud: Bool
    /// Whether a line goes through its values: it can break off, be averaged and be read between
    /// two values.
    var isLine: Bool
    /// Whether neighbouring values are joined, so that it has an end and one colour.
    var isJoined: Bool
    /// Whether there are two values at every place, a low and a high one.
    var isRange: Bool
    /// Whether the legend shows it as a line rather than as an area.
    var hasLineInLegend: Bool
    /// Where a pointer finds its values.
    var hover: HoverPlace
    /// Pixels of a chart of it from top to bottom, unless another height was set.
    var height: Double
  }

  /// Whether an axis shows zero.
  enum ZeroOnAxis { case always, ifNear, ifAmongValues }

  /// Where a pointer finds values.
  enum HoverPlace { case columns, spots, nowhere }
}

extension Trace.Shape {
  var traits: Trace.Traits {
    switch self {
    case .histogram:
      Trace.Traits(
        chartName: "Histogram", noun: "value", zero: .always, isCloud: false, isLine: false,
        isJoined: false, isRange: false, hasLineInLegend: false, hover: .columns, height: 300)
    case .bars:
      Trace.Traits(
        chartName: "Bar chart", noun: "value", zero: .always, isCloud: false, isLine: false,
        isJoined: false, isRange: false, hasLineInLegend: false, hover: .columns, height: 300)
    case .line:
      Trace.Traits(
        chartName: "Line chart", noun: "value", zero: .ifNear, isCloud: false, isLine: true,
        isJoined: true, isRange: false, hasLineInLegend: true, hover: .columns, height: 360)
    case .area:
      Trace.Traits(
        chartName: "Area chart", noun: "value", zero: .always, isCloud: false, isLine: true,
        isJoined: true, isRange: false, hasLineInLegend: true, hover: .columns, height: 300)
    case .band:
      Trace.Traits(
        chartName: "Band chart", noun: "value", zero: .ifNear, isCloud: false, isLine: false,
        isJoined: true, isRange: true, hasLineInLegend: false, hover: .columns, height: 300)
    case .points:
      Trace.Traits(
        chartName: "Scatter chart", noun: "point", zero: .ifAmongValues, isCloud: true,
        isLine: false, isJoined: false, isRange: false, hasLineInLegend: false, hover: .spots,
        height: 300)
    case .texts:
      Trace.Traits(
        chartName: "Texts", noun: "value", zero: .ifAmongValues, isCloud: true, isLine: false,
        isJoined: false, isRange: false, hasLineInLegend: false, hover: .nowhere, height: 300)
    }
  }
}
