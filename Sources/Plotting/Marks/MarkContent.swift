/// The data of a mark.
package enum MarkContent: Sendable {
  case line(PointData)
  case area(PointData)
  case points(PointData)
  case texts(PointData)
  case band(BandData)
  case bars(BarData)
  case rule(RuleData)
  case histogram(HistogramData)
  case ridge(RidgeData)
  case cells(CellData)
  case contour(ContourData)
  case images(ImageGrid)
}

extension MarkContent {
  /// The kind of mark whose data they are.
  package var kind: MarkKind {
    switch self {
    case .line: .line
    case .area: .area
    case .points: .points
    case .texts: .texts
    case .band: .band
    case .bars: .bars
    case .rule: .rule
    case .histogram: .histogram
    case .ridge: .ridge
    case .cells: .cells
    case .contour: .contour
    case .images: .images
    }
  }

  /// How many values can have a series of their own; `nil` where none can.
  var count: Int? {
    switch self {
    case .line(let data), .area(let data), .points(let data), .texts(let data): data.x.count
    case .band(let data): data.x.count
    case .bars(let data): data.values.count
    case .histogram(let data): data.values.count
    case .rule, .ridge, .cells, .contour, .images: nil
    }
  }

  /// What the mark has along both axes.
  var axes: (x: AxisContent, y: AxisContent) {
    switch self {
    case .line(let data), .area(let data), .points(let data), .texts(let data):
      (.values(data.x, label: data.x.label), .values(data.y, label: data.y.label))
    case .band(let data):
      // The name of its lower end is not that of the axis.
      (.values(data.x, label: data.x.label), .values(data.low, label: nil))
    case .bars(let data) where data.areHorizontal:
      (.values(data.values, label: data.values.label), .categories(data.categories))
    case .bars(let data):
      (.categories(data.categories), .values(data.values, label: data.values.label))
    case .rule(let data) where data.isHorizontal: (.nothing, .values(data.value, label: nil))
    case .rule(let data): (.values(data.value, label: nil), .nothing)
    case .histogram, .contour: (.numbers, .numbers)
    case .ridge, .cells, .images: (.nothing, .nothing)
    }
  }

  /// Numbers that become the colours of areas, row by row; `nil` for marks without such areas.
  var areaColors: [[Double]]? {
    switch self {
    case .cells(let data): data.values
    case .contour(let data): data.isFilled ? data.values : nil
    case .line, .area, .points, .texts, .band, .bars, .rule, .histogram, .ridge, .images: nil
    }
  }
}

/// What a mark has along one axis.
enum AxisContent {
  /// Values at their places, and what they call the axis.
  case values(PlottableValue, label: String?)
  /// Names; numbers are names too, unless other marks have numbers there.
  case categories(PlottableValue)
  /// Numbers that the mark works out, such as the ends of bins.
  case numbers
  case nothing

  /// The values that it was given.
  var values: PlottableValue? {
    switch self {
    case .values(let values, _), .categories(let values): values
    case .numbers, .nothing: nil
    }
  }

  /// What it calls the axis.
  var label: String? {
    switch self {
    case .values(_, let label): label
    case .categories(let values): values.label
    case .numbers, .nothing: nil
    }
  }

  /// The kind of values that the axis has to show for it: `numbers`, `names` or `times`.
  var kind: String? {
    switch self {
    case .values(let values, _): values.kind
    case .categories(let values): values.numbers == nil ? values.kind : nil
    case .numbers: "numbers"
    case .nothing: nil
    }
  }
}

extension PlottableValue {
  fileprivate var kind: String {
    switch content {
    case .names: "names"
    case .times: "times"
    case .numbers: "numbers"
    }
  }
}
