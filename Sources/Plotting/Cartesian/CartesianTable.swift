import NotebookDisplay

/// The numbers behind a chart with axes.
struct CartesianTable {
  var model: CartesianModel

  /// Up to so many rows are shown in full.
  private static let mostRows = 200
  private static let samples = 11

  /// One row for each x, one column for each series; `nil` where there is nothing to list.
  var table: Table? {
    guard !model.traces.isEmpty else { return nil }
    if model.traces.contains(where: Self.repeatsPlaces) { return list }
    var columns = [Table.Column(model.x.label ?? "x", alignment: .trailing)]
    var cells: [[Double: [String]]] = []
    for trace in model.traces {
      let name = trace.name ?? model.y.label ?? "y"
      if trace.shape == .band {
        columns.append(Table.Column(name + ", low", alignment: .trailing))
        columns.append(Table.Column(name + ", high", alignment: .trailing))
      } else {
        columns.append(Table.Column(name, alignment: .trailing))
      }
      cells.append(Self.cells(trace))
    }
    let all = Set(model.traces.flatMap(\.x).filter { !$0.isNaN }).sorted()
    let shown = all.count <= Self.mostRows ? all : notable(all)
    let rows = shown.map { x in
      [NumberText.short(x)]
        + zip(model.traces, cells).flatMap { trace, cells in
          cells[x] ?? (trace.shape == .band ? ["", ""] : [""])
        }
    }
    return Table(columns: columns, rows: rows, omittedRows: all.count - shown.count)
  }

  /// Points of a cloud or a path may share their x: they get a row each.
  private static func repeatsPlaces(_ trace: Trace) -> Bool {
    trace.shape != .band && Set(trace.x).count < trace.x.count
  }

  /// One row for each value.
  private var list: Table {
    let rows = model.traces.flatMap { trace in
      trace.x.indices.map { index in
        let values =
          trace.shape == .band ? [trace.low[index], trace.high[index]] : [trace.y[index]]
        return [trace.name ?? "", NumberText.short(trace.x[index])]
          + [values.map(NumberText.short).joined(separator: " to ")]
      }
    }
    var shown = rows
    if rows.count > Self.mostRows {
      shown = (0..<Self.mostRows).map { rows[$0 * (rows.count - 1) / (Self.mostRows - 1)] }
    }
    return Table(
      columns: [
        Table.Column("series"), Table.Column(model.x.label ?? "x", alignment: .trailing),
        Table.Column(model.y.label ?? "y", alignment: .trailing),
      ], rows: shown, omittedRows: rows.count - shown.count)
  }

  /// The texts of a trace by x; of bands, which may repeat an x, the last ones.
  private static func cells(_ trace: Trace) -> [Double: [String]] {
    var cells: [Double: [String]] = [:]
    for index in trace.x.indices where !trace.x[index].isNaN {
      cells[trace.x[index]] =
        trace.shape == .band
        ? [NumberText.short(trace.low[index]), NumberText.short(trace.high[index])]
        : [NumberText.short(trace.y[index])]
    }
    return cells
  }

  /// Rows at even distances and those with the ends, the lowest and the highest value of a series.
  private func notable(_ all: [Double]) -> [Double] {
    var kept = Set((0..<Self.samples).map { all[$0 * (all.count - 1) / (Self.samples - 1)] })
    for trace in model.traces {
      let finite = trace.y.indices.filter { trace.y[$0].isFinite && !trace.x[$0].isNaN }
      let extremes = [
        finite.first, finite.last, finite.min { trace.y[$0] < trace.y[$1] },
        finite.max { trace.y[$0] < trace.y[$1] },
      ]
      for index in extremes.compactMap(\.self) { kept.insert(trace.x[index]) }
    }
    return kept.sorted()
  }
}
