public import NotebookDisplay

/// Something a ``Chart`` can draw. A mark that is a cell's last expression is drawn as a chart of
/// its own.
public protocol ChartContent: Displayable {
  /// What is drawn, with the type of mark erased, so that large charts type-check fast.
  var mark: AnyMark { get }
}

/// Any mark together with how it is to look; every modifier returns one.
public struct AnyMark: ChartContent, Sendable {
  package var content: MarkContent
  package var style = MarkStyle()
  /// Why its data cannot be drawn, whatever its modifiers are.
  package var dataProblem: String?

  public var mark: AnyMark { self }

  /// The name of the mark in messages, such as `LineMark`.
  package var kind: String { content.kind.name }

  package init(_ content: MarkContent, problem: String? = nil) {
    self.content = content
    dataProblem = problem
  }
}

/// What the modifiers of a mark set.
package struct MarkStyle: Sendable {
  package var series: String?
  /// One value for each of the mark's: it falls apart into one series for each name, or is
  /// coloured along a ramp of numbers.
  package var groups: PlottableValue?
  package var smoothing: Smoothing?
  package var lineStyle: LineStyle?
  package var interpolation: InterpolationMethod?
  package var stacking: Stacking?
  package var opacity: Double?
  package var annotation: String?
}

/// How a line is stroked.
public enum LineStyle: Sendable, Equatable {
  /// Without gaps.
  case solid
  /// 6 pixels and a gap of 3.
  case dashed
  /// 2 pixels and a gap of 3.
  case dotted
}
