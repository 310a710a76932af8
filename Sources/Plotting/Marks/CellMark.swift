/// A table of numbers as coloured cells: a confusion matrix, a grid of hyper-parameters.
public struct CellMark: ChartContent {
  public let mark: AnyMark

  /// Creates cells with named rows and columns; the first row is at the top.
  public init(
    _ values: some Sequence<some Sequence<some ChartNumber>>, rows: PlottableValue,
    columns: PlottableValue
  ) {
    self.init(values.map { ChartNumbers($0) }, rows: rows, columns: columns)
  }

  /// Creates cells with the names of rows and columns.
  public init(
    _ values: some Sequence<some Sequence<some ChartNumber>>, rows: some Sequence<String>,
    columns: some Sequence<String>
  ) {
    self.init(
      values.map { ChartNumbers($0) }, rows: PlottableValue(nil, .names(Array(rows))),
      columns: PlottableValue(nil, .names(Array(columns))))
  }

  /// Creates cells without names, such as a weight matrix.
  public init(_ values: some Sequence<some Sequence<some ChartNumber>>) {
    self.init(values.map { ChartNumbers($0) }, rows: nil, columns: nil)
  }

  /// Creates cells without names, such as a weight matrix.
  ///
  /// Beside the general form, because it gives `.infinity` in a list its type.
  public init(_ values: [[Double]]) {
    self.init(values.map { ChartNumbers($0) }, rows: nil, columns: nil)
  }

  /// Creates cells with the names of rows and columns.
  ///
  /// Beside the general form, because it gives `.infinity` in a list its type.
  public init(
    _ values: [[Double]], rows: some Sequence<String>, columns: some Sequence<String>
  ) {
    self.init(
      values.map { ChartNumbers($0) }, rows: PlottableValue(nil, .names(Array(rows))),
      columns: PlottableValue(nil, .names(Array(columns))))
  }

  init(_ values: [ChartNumbers], rows: PlottableValue?, columns: PlottableValue?) {
    let data = CellData(
      values: values.map(\.values), areCounts: values.allSatisfy(\.areCounts), rows: rows,
      columns: columns)
    mark = AnyMark(.cells(data), problem: data.problem)
  }
}

extension CellMark {
  /// A mark that cannot be drawn.
  init(problem: String) {
    let empty = CellData(values: [], areCounts: false)
    mark = AnyMark(.cells(empty), problem: problem)
  }
}

/// The values of cells, row by row.
package struct CellData: Sendable {
  package var values: [[Double]]
  package var areCounts: Bool
  package var rows: PlottableValue?
  package var columns: PlottableValue?

  var problem: String? {
    let width = values.first?.count ?? 0
    if let row = values.firstIndex(where: { $0.count != width }) {
      return "row 0 has \(NumberText.counted(width, "value")), row \(row) has \(values[row].count)"
    }
    if let rows, rows.count != values.count {
      return
        "the values have \(NumberText.counted(values.count, "row")), and "
        + NumberText.counted(rows.count, "row name")
    }
    if let columns, columns.count != width, !values.isEmpty {
      return
        "the values have \(NumberText.counted(width, "column")), and "
        + NumberText.counted(columns.count, "column name")
    }
    return nil
  }
}
