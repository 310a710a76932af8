import NotebookDisplay

/// The numbers behind a chart with axes.
struct CartesianTable {
  private let model: CartesianModel
  /// Of marks that show the same values, such as a line and its points, one.
  private let traces: [Trace]

  init(model: CartesianModel) {
    self.model = model
    traces = model.traces.enumerated().filter { index, trace in
      !model.traces.enumerated().contains { other, candidate in
        other != index && candidate.tells(trace) && (other < index || !trace.tells(candidate))
      }
    }.map(\.element)
  }

  /// Up to so many rows are shown in full.
  private static let mostRows = 200
  private static let samples = 11

  /// One row for each place, one column for each series, where every series has at most one value
  /// at a place; else one row for each value. `nil` where there is nothing to list.
  var table: Table? {
    guard !traces.isEmpty, model.bins == nil || !model.isEmpty else { return nil }
    let isWide = traces.allSatisfy { trace in
      // A column of its own says what coloured each point.
      let isShaded = !trace.shades.isEmpty && trace.name == nil
      // Beside horizontal bars, other marks have their places along the axis of values.
      return trace.texts.isEmpty && !isShaded && trace.hasAscendingPlaces
        && trace.isHorizontal == areHorizontal
    }
    return isWide ? wide : list
  }

  private var areHorizontal: Bool { traces.contains(where: \.isHorizontal) }
  /// The axes of places and of values.
  private var places: AxisModel { areHorizontal ? model.y : model.x }
  private var values: AxisModel { areHorizontal ? model.x : model.y }

  private var wide: Table {
    let all = Self.union(traces.map(\.places))
    let shown = all.count <= Self.mostRows ? all : notable(all)
    let heads = AxisTexts(places, shown)
    var columns = [
      Table.Column(
        places.label ?? (places.kind == .numbers ? "x" : "category"),
        alignment: places.kind == .numbers ? .trailing : .leading)
    ]
    var cells: [[[String]]] = []
    for trace in traces {
      let name = trace.name ?? values.label ?? (trace.shape == .bars ? "value" : "y")
      let average = trace.smoothingLabel.map { [", " + $0] } ?? []
      let ends = trace.shape.traits.isRange ? [", low", ", high"] : [""] + average
      columns += ends.map { Table.Column(name + $0, alignment: .trailing) }
      cells.append(texts(trace, at: shown))
    }
    let rows = shown.indices.map { row in
      [heads.text(shown[row])] + cells.flatMap { $0[row] }
    }
    return Table(columns: columns, rows: rows, omittedRows: all.count - shown.count)
  }

  /// The texts of a trace at some places; empty where it has no value.
  private func texts(_ trace: Trace, at places: [Double]) -> [[String]] {
    let own = trace.places
    let order = trace.placeOrder
    let lists =
      trace.shape.traits.isRange
      ? [trace.low, trace.high] : [trace.rawValues] + (trace.average.map { [$0] } ?? [])
    let found = places.map { place -> Int? in
      let index = Trace.firstIndex(in: own, from: place)
      return index < own.count && own[index] == place ? order.map { $0[index] } ?? index : nil
    }
    let texts = lists.map { list in AxisTexts(values, found.compactMap { $0.map { list[$0] } }) }
    return found.map { index in
      guard let index else { return lists.map { _ in "" } }
      return zip(lists, texts).map { list, texts in
        texts.text(list[index], error: trace.errors?[index])
      }
    }
  }

  /// One row for each value.
  private var list: Table {
    let counts = traces.map(\.x.count)
    let total = counts.reduce(0, +)
    let shown =
      total <= Self.mostRows
      ? Array(0..<total) : (0..<Self.mostRows).map { $0 * (total - 1) / (Self.mostRows - 1) }
    var places: [(trace: Int, index: Int)] = []
    var (trace, start) = (0, 0)
    for row in shown {
      while row - start >= counts[trace] {
        start += counts[trace]
        trace += 1
      }
      places.append((trace, row - start))
    }
    let x = AxisTexts(model.x, places.map { traces[$0.trace].x[$0.index] })
    let y = AxisTexts(
      model.y,
      places.flatMap { place in
        let (trace, index) = (traces[place.trace], place.index)
        return trace.shape.traits.isRange
          ? [trace.low[index], trace.high[index]] : [trace.y[index]]
      })
    let hasShades = traces.contains { !$0.shades.isEmpty }
    let shades = NumberColumn(
      places.compactMap { place in
        let shades = traces[place.trace].shades
        return shades.isEmpty ? nil : shades[place.index]
      })
    let hasTexts = traces.contains { !$0.texts.isEmpty }
    let rows = places.map { place in
      let trace = traces[place.trace]
      let index = place.index
      let value =
        trace.shape.traits.isRange
        ? y.text(trace.low[index]) + " to " + y.text(trace.high[index])
        : y.text(trace.y[index], error: trace.isHorizontal ? nil : trace.errors?[index])
      var row = [
        trace.name ?? "",
        x.text(trace.x[index], error: trace.isHorizontal ? trace.errors?[index] : nil),
        value,
      ]
      if hasShades {
        row.append(trace.shades.isEmpty ? "" : shades.text(trace.shades[index]))
      }
      if hasTexts { row.append(trace.texts.isEmpty ? "" : trace.texts[index]) }
      return row
    }
    func alignment(_ axis: AxisModel) -> Table.Alignment {
      axis.kind == .numbers ? .trailing : .leading
    }
    var columns = [
      Table.Column("series"),
      Table.Column(model.x.label ?? "x", alignment: alignment(model.x)),
      Table.Column(model.y.label ?? "y", alignment: alignment(model.y)),
    ]
    if hasShades {
      columns.append(Table.Column(model.shades?.label ?? "colour", alignment: .trailing))
    }
    if hasTexts { columns.append(Table.Column("text")) }
    return Table(columns: columns, rows: rows, omittedRows: total - rows.count)
  }

  /// All places, sorted, each once.
  private static func union(_ lists: [[Double]]) -> [Double] {
    guard var result = lists.first else { return [] }
    for list in lists.dropFirst() where list != result { result = merged(result, list) }
    return result
  }

  private static func merged(_ a: [Double], _ b: [Double]) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(max(a.count, b.count))
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      if j == b.count || (i < a.count && a[i] < b[j]) {
        result.append(a[i])
        i += 1
      } else {
        if i < a.count, a[i] == b[j] { i += 1 }
        result.append(b[j])
        j += 1
      }
    }
    return result
  }

  /// Rows at even distances and those with the ends, the lowest and the highest value of a series.
  private func notable(_ all: [Double]) -> [Double] {
    var kept = Set((0..<Self.samples).map { all[$0 * (all.count - 1) / (Self.samples - 1)] })
    for trace in traces {
      if let found = trace.extremes { kept.formUnion(found.map { trace.categories[$0] }) }
    }
    return kept.sorted()
  }
}

extension Trace {
  /// Whether a table that lists this trace says all of another one.
  fileprivate func tells(_ other: Trace) -> Bool {
    name == other.name && average == other.average && isHorizontal == other.isHorizontal
      && shape.traits.isRange == other.shape.traits.isRange && texts == other.texts
      && shades == other.shades && (other.errors == nil || errors == other.errors)
      && (shape == .histogram) == (other.shape == .histogram) && x == other.x && y == other.y
      && (!shape.traits.isRange || low == other.low && high == other.high)
  }

  /// The values as they were given, which a table lists.
  var rawValues: [Double] { isHorizontal ? x : y }

  /// The places of the values in ascending order.
  var places: [Double] {
    guard shape == .bars else { return x }
    return categories.sorted()
  }

  /// The index of each of ``places``; `nil` where they are in order.
  var placeOrder: [Int]? {
    guard shape == .bars else { return nil }
    return categories.indices.sorted { categories[$0] < categories[$1] }
  }

  /// Whether every place has one value and the places can be searched.
  var hasAscendingPlaces: Bool {
    var last = -Double.infinity
    for value in places {
      guard value > last else { return false }
      last = value
    }
    return true
  }

  static func firstIndex(in values: [Double], from value: Double) -> Int {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The indices of the first, last, lowest and highest finite value.
  var extremes: [Int]? {
    let values = rawValues
    var (first, last, lowest, highest) = (-1, -1, -1, -1)
    for index in values.indices where values[index].isFinite {
      if first < 0 { (first, lowest, highest) = (index, index, index) }
      last = index
      if values[index] < values[lowest] { lowest = index }
      if values[index] > values[highest] { highest = index }
    }
    return first < 0 ? nil : [first, last, lowest, highest]
  }
}
