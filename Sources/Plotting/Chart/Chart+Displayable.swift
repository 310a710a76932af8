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
