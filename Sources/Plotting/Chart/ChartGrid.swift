/// Charts side by side; on a narrow page one below the other.
///
/// ```swift
/// ChartGrid(columns: 2) {
///   for run in runs { Chart(run.name) { LineMark(run.loss) } }
/// }
/// .sharedY()
/// ```
public struct ChartGrid: Sendable {
  package var title: String?
  package var columns: Int
  package var charts: [Chart]
  package var caption: String?
  package var sharesX = false
  package var sharesY = false
  package var sharesColors = false
  package var line: Int

  /// Creates a grid; the title names the whole figure, the titles of the charts stand above them.
  public init(
    _ title: String? = nil, columns: Int = 2, line: Int = #line,
    @ChartGridBuilder _ content: () throws -> [Chart]
  ) rethrows {
    self.title = title?.titleLine
    self.line = line
    self.columns = min(max(columns, 1), 6)
    charts = try content()
  }

  /// Gives all charts the same x axis: the same ends, or the names of all charts in the order of
  /// their first appearance. Axes of different kinds or scales are an error.
  public func sharedX() -> ChartGrid { modified { $0.sharesX = true } }

  /// Gives all charts the same y axis: the same ends, or the names of all charts in the order of
  /// their first appearance. Axes of different kinds or scales are an error.
  public func sharedY() -> ChartGrid { modified { $0.sharesY = true } }

  /// Gives all charts the same scale of colours, from the lowest to the highest value of all.
  public func sharedColors() -> ChartGrid { modified { $0.sharesColors = true } }

  /// Sets the caption of the figure.
  public func caption(_ text: String) -> ChartGrid { modified { $0.caption = text.plainLine } }

  private func modified(_ change: (inout ChartGrid) -> Void) -> ChartGrid {
    var grid = self
    change(&grid)
    return grid
  }
}
