/// Something a ``Chart`` can draw.
public protocol ChartContent {
  /// What is drawn, with the type of mark erased, so that large charts type-check fast.
  var mark: AnyMark { get }
}

/// Any mark together with how it is to look; every modifier returns one.
public struct AnyMark: ChartContent, Sendable {
  package var content: MarkContent
  package var style = MarkStyle()
  /// The name of the mark in messages, such as `LineMark`.
  package var kind: String
  /// Why the mark cannot be drawn.
  package var problem: String?

  public var mark: AnyMark { self }

  package init(_ content: MarkContent, kind: String, problem: String? = nil) {
    self.content = content
    self.kind = kind
    self.problem = problem
  }
}

/// The data of a mark.
package enum MarkContent: Sendable {
  case line(PointData)
  case area(PointData)
  case points(PointData)
  case band(BandData)
  case bars(BarData)
  case rule(RuleData)
  case histogram(HistogramData)
  case ridge(RidgeData)
  case cells(CellData)
  case contour(ContourData)
  case images(ImageGrid)
}

/// What the modifiers of a mark set.
package struct MarkStyle: Sendable {
  package var series: String?
  /// One series name per value: the mark falls apart into one for each name.
  package var groups: [String]?
  package var smoothing: Smoothing?
  package var lineStyle: LineStyle?
  package var opacity: Double?
  package var annotation: String?
}

/// How a line is stroked.
public enum LineStyle: Sendable {
  case solid, dashed, dotted
}
