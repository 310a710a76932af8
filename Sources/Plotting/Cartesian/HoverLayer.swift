import MarkupTree

/// Invisible areas that show values while the pointer is over them, without scripts: columns over
/// lines, areas, bands, histograms and vertical bars, rows over horizontal bars, spots over points.
struct HoverLayer {
  var model: CartesianModel
  var space: PlotSpace
  /// Whether the values of bars are printed anyway.
  var printsBars: Bool

  private static let mostColumns = 25
  private static let mostSpots = 120

  /// What fits into `bytes`; nothing where too little would.
  func nodes(bytes: Int) -> [MarkupNode] {
    guard model.contours.isEmpty else { return [] }
    let points = model.traces.filter { $0.shape.traits.hover == .spots }
    let others = model.traces.filter {
      $0.shape.traits.hover == .columns && !($0.shape == .bars && printsBars)
    }
    guard others.count <= 6 else { return [] }
    if others.contains(where: \.isHorizontal) { return rows(others, bytes: bytes) }
    if !others.isEmpty, others.allSatisfy(\.isFunctionOrBars) {
      return columnNodes(others, bytes: bytes)
    }
    return others.isEmpty ? spots(points, bytes: bytes) : []
  }

  private func columnNodes(_ traces: [Trace], bytes: Int) -> [MarkupNode] {
    let all = Self.merged(traces.map(\.hoverPlaces)).filter(inside)
    guard !all.isEmpty else { return [] }
    let most = all.count <= 40 ? all.count : Self.mostColumns
    var count = most
    // Fewer columns until they fit; those left out were about as long as the others.
    while count >= min(8, all.count), count > 0 {
      let nodes = columns(traces, Self.spread(all, count))
      let size = nodes.serialized(as: .svg).utf8.count
      if size <= bytes { return nodes }
      count = min(count - 1, bytes * count / size)
    }
    return []
  }

  private func inside(_ x: Double) -> Bool {
    let share = model.x.scale.position(x)
    return share >= -1e-9 && share <= 1 + 1e-9
  }

  /// Sorted, without repetitions; of long lists some at even distances.
  private static func merged(_ lists: [[Double]]) -> [Double] {
    let short = lists.map { spread($0, 200) }
    return Set(short.joined()).sorted()
  }

  /// So many of the values, at even distances, with both ends.
  private static func spread(_ values: [Double], _ count: Int) -> [Double] {
    guard count < values.count, count > 1 else { return values }
    return (0..<count).map { values[$0 * (values.count - 1) / (count - 1)] }
  }

  private func columns(_ traces: [Trace], _ xs: [Double]) -> [MarkupNode] {
    let sorted = model.x.scale.isReversed ? xs.reversed() : xs
    let shares = sorted.map(model.x.scale.position)
    let readings = Readings(traces: traces, model: model, places: sorted)
    let headings = headings(sorted)
    return sorted.indices.map { index in
      let share = shares[index]
      let half = model.traces.first { $0.shape == .bars }.map { _ in 0.5 / Double(shares.count) }
      let left = index > 0 ? (shares[index - 1] - share) / 2 : -(half ?? 0.01)
      let right = index + 1 < shares.count ? (shares[index + 1] - share) / 2 : half ?? 0.01
      let isLate = share > 0.6
      let x = isLate ? "-8" : "8"
      let text = reading(
        headings[index], readings.at(sorted[index]), x: x, isLate: isLate)
      return .element(
        "svg", ["class": "h", "x": Shape.percent(share)],
        [
          .element(
            "rect",
            [
              "class": "hit", "x": Shape.percent(left), "width": Shape.percent(right - left),
              "height": "100%",
            ]), .element("g", [:], [.element("line", ["y2": "100%"]), text]),
        ])
    }
  }

  private func headings(_ xs: [Double]) -> [String] {
    if let bins = model.bins {
      let column = AxisTexts(model.x, (0...bins.count).map(bins.edge))
      return xs.map { x in
        let index = bins.index(of: x)
        return column.text(bins.edge(index)) + " to " + column.text(bins.edge(index + 1))
      }
    }
    let texts = AxisTexts(model.x, xs)
    if case .categories = model.x.kind { return xs.map(texts.text) }
    return xs.map { (model.x.label.map { $0 + " " } ?? "") + texts.text($0) }
  }

  private func reading(
    _ heading: String, _ rows: [Readings.Row], x: String, isLate: Bool
  ) -> MarkupNode {
    let head = MarkupNode.element("tspan", ["class": "hx"], [.text(heading)])
    let lines = rows.map { row in
      MarkupNode.element(
        "tspan", ["class": row.color.textName, "x": x, "dy": "14"],
        [.text(row.text + (row.name.map { " " + $0 } ?? ""))])
    }
    let text = MarkupNode.element("text", ["x": x, "y": "10"], [head] + lines)
    return isLate ? text.attribute("class", "e") : text
  }

  /// Rows over the categories of horizontal bars.
  private func rows(_ traces: [Trace], bytes: Int) -> [MarkupNode] {
    guard case .categories(let names) = model.y.kind else { return [] }
    let height = 1 / Double(max(names.count, 1))
    let readings = Readings(
      traces: traces, model: model, places: names.indices.map(Double.init))
    let nodes = names.indices.map { index in
      let share = 1 - model.y.scale.position(Double(index))
      let text = reading(
        names[index], readings.at(Double(index)), x: "8", isLate: false)
      return MarkupNode.element(
        "svg", ["class": "h", "y": Shape.percent(share - height / 2)],
        [
          .element("rect", ["class": "hit", "width": "100%", "height": Shape.percent(height)]),
          .element("g", [:], [text]),
        ])
    }
    return nodes.serialized(as: .svg).utf8.count <= bytes ? nodes : []
  }

  /// Spots over points, where there are few of them.
  private func spots(_ traces: [Trace], bytes: Int) -> [MarkupNode] {
    guard traces.reduce(0, { $0 + $1.x.count }) <= Self.mostSpots else { return [] }
    let (xTexts, yTexts) = (
      AxisTexts(model.x, traces.flatMap(\.x)), AxisTexts(model.y, traces.flatMap(\.y))
    )
    let shades = NumberColumn(traces.flatMap(\.shades))
    let nodes = traces.flatMap { trace in
      trace.x.indices.compactMap { index -> MarkupNode? in
        let (x, y) = (
          model.x.scale.position(trace.x[index]), 1 - model.y.scale.position(trace.y[index])
        )
        guard (0...1).contains(x), (0...1).contains(y) else { return nil }
        let isLate = x > 0.6
        var label = xTexts.text(trace.x[index]) + ", "
        label += yTexts.text(trace.y[index], error: trace.errors?[index])
        if !trace.shades.isEmpty { label += ", " + shades.text(trace.shades[index]) }
        if let name = trace.name { label += " " + name }
        var text = MarkupNode.element(
          "text", ["x": isLate ? "-8" : "8", "y": "-6"], [.text(label)])
        if isLate { text = text.attribute("class", "e") }
        return .element(
          "svg", ["class": "h", "x": Shape.percent(x), "y": Shape.percent(y)],
          [.element("circle", ["class": "hit", "r": "6"]), .element("g", [:], [text])])
      }
    }
    return nodes.serialized(as: .svg).utf8.count <= bytes ? nodes : []
  }
}
