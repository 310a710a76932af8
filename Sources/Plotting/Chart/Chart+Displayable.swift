public import NotebookDisplay

extension Chart: Displayable {
  public var cellOutput: CellOutput {
    do {
      return CellOutput(.figure(try figure()))
    } catch {
      return CellOutput(.text("Chart: \(error)"))
    }
  }
}

extension ChartContent {
  /// The mark drawn as a chart of its own.
  public var cellOutput: CellOutput { Chart(marks: [mark]).cellOutput }
}

extension Chart: FailableDisplayable {}
extension ChartGrid: FailableDisplayable {}

extension ChartGrid: Displayable {
  public var cellOutput: CellOutput {
    do {
      return CellOutput(.figure(try figure()))
    } catch {
      return CellOutput(.text("ChartGrid: \(error)"))
    }
  }
}

/// A mark alone that cannot be drawn ends its cell as a chart does.
extension ChartContent {
  package var problem: String? { Chart(marks: [mark]).problem }
  package var line: Int { 0 }
}

extension AnyMark: FailableDisplayable {}
extension LineMark: FailableDisplayable {}
extension AreaMark: FailableDisplayable {}
extension PointMark: FailableDisplayable {}
extension TextMark: FailableDisplayable {}
extension BandMark: FailableDisplayable {}
extension BarMark: FailableDisplayable {}
extension RuleMark: FailableDisplayable {}
extension HistogramMark: FailableDisplayable {}
extension RidgeMark: FailableDisplayable {}
extension CellMark: FailableDisplayable {}
extension ContourMark: FailableDisplayable {}
extension ImageGridMark: FailableDisplayable {}
