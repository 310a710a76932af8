extension CellOutput {
  /// How any value is shown: as it wishes if it is ``Displayable``, a list of records as a table,
  /// everything else as readable text; `nil` for the empty tuple.
  package init?(showing value: some Any) {
    if value is Void { return nil }
    if let displayable = value as? any Displayable {
      self = displayable.cellOutput
    } else if let table = Table(listing: value) {
      self.init(.table(table))
    } else {
      self.init(.text(ValueText().text(for: value)))
    }
  }
}

/// Shows any value in the report at this place: a list of charts or marks one after the other, a
/// list of structures or dictionaries as a table, anything else as readable text.
///
/// ```swift
/// display([1, 2, 3])
/// display(errors.map { (epoch: $0.epoch, loss: $0.loss) })
/// ```
public func display<Value>(_ value: Value) {
  show(value, isLastValue: false)
}

/// Shows the value of a cell's last expression.
package func displayLastValue(_ value: some Any) {
  show(value, isLastValue: true)
}

private func show(_ value: some Any, isLastValue: Bool) {
  if let figures = value as? [any FailableDisplayable], !figures.isEmpty {
    for (index, figure) in figures.enumerated() {
      show(figure, isLastValue: isLastValue && index == figures.count - 1)
    }
    return
  }
  (value as? any FailableDisplayable)?.leaveCellOnProblem()
  guard var output = CellOutput(showing: value) else { return }
  output.isLastValue = isLastValue
  DisplaySink.send(.output(output))
}
