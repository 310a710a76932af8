import MarkupTree

/// Invisible columns that show the values at one x while the pointer is over them, without scripts.
struct HoverLayer {
  var model: CartesianModel

  private static let mostColumns = 25

  /// The columns that fit into `bytes`; none where too few would.
  func nodes(bytes: Int) -> [MarkupNode] {
    let traces = model.traces.filter { $0.shape == .line || $0.shape == .area }
    guard !traces.isEmpty, traces.count <= 6, model.contours.isEmpty,
      traces.allSatisfy(\.isFunction)
    else { return [] }
    let all = Set(traces.flatMap(\.x).filter { inside($0) }).sorted()
    guard all.count > 1 else { return [] }
    let most = all.count <= 40 ? all.count : Self.mostColumns
    let sample = columns(traces, Self.spread(all, most)).serialized(as: .svg).utf8.count
    let perColumn = max(sample / most, 1)
    let count = min(most, bytes / perColumn)
    return count >= min(8, all.count) ? columns(traces, Self.spread(all, count)) : []
  }

  private func inside(_ x: Double) -> Bool {
    let share = model.x.scale.position(x)
    return share >= 0 && share <= 1
  }

  /// So many of the sorted values, at even distances, with both ends.
  private static func spread(_ values: [Double], _ count: Int) -> [Double] {
    guard count < values.count, count > 1 else { return values }
    return (0..<count).map { values[$0 * (values.count - 1) / (count - 1)] }
  }

  private func columns(_ traces: [Trace], _ xs: [Double]) -> [MarkupNode] {
    let shares = xs.map(model.x.scale.position)
    return xs.indices.map { index in
      let share = shares[index]
      let left = index > 0 ? (shares[index - 1] - share) / 2 : -0.01
      let right = index + 1 < shares.count ? (shares[index + 1] - share) / 2 : 0.01
      let isLate = share > 0.6
      let x = isLate ? "-8" : "8"
      let rows = readings(traces, at: xs[index])
      let head = MarkupNode.element(
        "tspan", ["class": "hx"],
        [.text((model.x.label.map { $0 + " " } ?? "") + NumberText.short(xs[index]))])
      let lines = rows.map { row in
        MarkupNode.element(
          "tspan", ["class": "t\(row.slot)", "x": x, "dy": "14"],
          [.text(NumberText.short(row.value) + (row.name.map { " " + $0 } ?? ""))])
      }
      var text = MarkupNode.element("text", ["x": x, "y": "10"], [head] + lines)
      if isLate { text = text.attribute("class", "e") }
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

  /// The value of every trace nearest to `x`, the highest first.
  private func readings(
    _ traces: [Trace], at x: Double
  ) -> [(slot: Int, name: String?, value: Double)] {
    traces.compactMap { trace in
      guard let index = trace.nearestIndex(to: x), trace.drawn[index].isFinite else { return nil }
      // A line that has ended has no value here.
      let isBeyond = x > (trace.x.last ?? x) || x < (trace.x.first ?? x)
      return isBeyond ? nil : (trace.slot, trace.name, trace.drawn[index])
    }.sorted { $0.value > $1.value }
  }
}

extension Trace {
  /// The index of the x closest to a value; x ascends.
  func nearestIndex(to value: Double) -> Int? {
    guard !x.isEmpty else { return nil }
    var (low, high) = (0, x.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if x[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low > 0 && abs(x[low - 1] - value) <= abs(x[low] - value) ? low - 1 : low
  }
}
