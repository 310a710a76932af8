/// How values are spread along an axis.
public enum ScaleType: Sendable, Equatable {
  /// Equal differences at equal distances.
  case linear
  /// Powers of ten at equal distances; values that are not positive cannot be shown.
  case log
  /// Logarithmic to both sides of zero, linear around it.
  case symlog
  /// Square roots at equal distances.
  case sqrt
  /// Linear over the middle 90 % of the values; the rest is marked at the edge.
  case robust
}

/// How the numbers of an axis or of cells are written.
public enum NumberFormat: Sendable, Equatable {
  /// As many digits as tell the numbers apart.
  case automatic
  /// 0.25 as 25 %.
  case percent
  /// 0.00012 as 1.2×10⁻⁴.
  case scientific
  /// So many decimals, and more where two numbers that are read together would have the same text.
  case decimals(Int)
}

/// How the values of cells, of filled contours and of marks coloured by numbers become colours.
public enum ColorScale: Sendable, Equatable {
  /// Equal differences are equal steps of colour.
  case linear
  /// Shows small values next to large ones, as in a confusion matrix.
  case sqrt
  /// Equal factors are equal steps of colour; values that are not positive have no colour.
  case log
  /// Two colours around zero.
  case diverging
}

/// Whether a chart brings the numbers it draws.
public enum ChartData: Sendable, Equatable {
  /// A table below the figure.
  case table
  /// No table.
  case none
}

/// What the modifiers of a chart set.
package struct ChartOptions: Sendable {
  /// One axis.
  package struct Axis: Sendable {
    package var label: String?
    package var scale: ScaleType?
    package var domain: ClosedRange<Double>?
    package var format = NumberFormat.automatic
    package var ticks: Ticks?
    package var isReversed = false
    /// Categories that come before those of the marks: those that charts of a grid share.
    var categories: [String] = []
  }

  /// Ticks chosen by the author.
  package struct Ticks: Sendable {
    package var values: [Double]
    package var labels: [String]?
  }

  package var x = Axis()
  package var y = Axis()
  package var colorScale: ColorScale?
  package var colorDomain: ClosedRange<Double>?
  package var hasEqualAspect = false
  package var alternativeText: String?
  package var caption: String?
  package var data = ChartData.table
  /// Pixels.
  package var height: Int?
  /// What ``height`` can be.
  package static let heights = 120...1200
  /// Pixels; `nil` lets the chart become as wide as the page.
  package var maximalWidth: Double?
}
