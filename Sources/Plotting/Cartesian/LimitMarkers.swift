import MarkupTree

/// Says where values are missing that the axes cannot show: NaN, infinity, values beyond the edge.
struct LimitMarkers {
  var model: CartesianModel

  func nodes() -> [MarkupNode] {
    var nodes: [MarkupNode] = []
    var row = 0
    for trace in model.traces where trace.shape != .histogram {
      if let first = trace.y.firstIndex(where: { !$0.isFinite }), trace.x[first].isFinite {
        nodes += marker(trace, at: trace.x[first], text: sentence(trace, first), row: row)
        row += 1
      }
      let beyond = clippedPlaces(trace)
      for x in beyond.starts { nodes.append(triangle(trace, at: position(x))) }
    }
    let notes = remarks
    if !notes.isEmpty {
      nodes.append(
        Shape.text(notes.joined(separator: "; "), class: "note", x: "0", y: "100%", dy: 34))
    }
    return nodes
  }

  /// What cannot be shown at all, in words.
  var remarks: [String] {
    var remarks: [String] = []
    if model.valuesBelowLog > 0 {
      let count = model.valuesBelowLog
      remarks.append(
        "\(NumberText.grouped(count)) value\(count == 1 ? "" : "s") ≤ 0 not shown on a log axis")
    }
    let clipped = model.traces.reduce(0) { $0 + clippedPlaces($1).count }
    if clipped > 0 {
      remarks.append(
        "▲ \(NumberText.grouped(clipped)) value\(clipped == 1 ? "" : "s") beyond the axes")
    }
    return remarks
  }

  /// `NaN from step 412`, or `at` where values follow.
  func sentence(_ trace: Trace, _ first: Int) -> String {
    let value = trace.y[first]
    let name = value.isNaN ? "NaN" : value > 0 ? "∞" : NumberText.minus + "∞"
    let goesOn = trace.y[first...].allSatisfy { !$0.isFinite }
    let place = (model.x.label.map { $0 + " " } ?? "") + NumberText.short(trace.x[first])
    return "\(name) \(goesOn ? "from" : "at") \(place)"
  }

  private func marker(_ trace: Trace, at x: Double, text: String, row: Int) -> [MarkupNode] {
    let share = position(x)
    let isLate = share > 0.6
    return [
      triangle(trace, at: share),
      Shape.text(
        text, class: isLate ? "lost t\(trace.slot) e" : "lost t\(trace.slot)",
        x: Shape.percent(share), y: Shape.pixels(Double(9 + 14 * row)), dx: isLate ? -8 : 8),
    ]
  }

  private func triangle(_ trace: Trace, at share: Double) -> MarkupNode {
    .element(
      "svg", ["x": Shape.percent(share)],
      [.element("path", ["class": "tri s\(trace.slot)", "d": "M0 0l5 9h-10z"])])
  }

  private func position(_ x: Double) -> Double {
    let share = model.x.scale.position(x)
    return share.isNaN ? 0 : min(max(share, 0), 1)
  }

  /// Where runs of values beyond the y axis begin, at most twelve, and how many values they hold.
  private func clippedPlaces(_ trace: Trace) -> (starts: [Double], count: Int) {
    guard model.x.clips || model.y.clips else { return ([], 0) }
    var starts: [Double] = []
    var count = 0
    var wasOutside = false
    for index in trace.x.indices {
      let position = model.x.scale.position(trace.x[index])
      let outsideX = position < -1e-9 || position > 1 + 1e-9
      let values =
        trace.shape == .band ? [trace.low[index], trace.high[index]] : [trace.y[index]]
      let outsideY = values.contains {
        let share = model.y.scale.position($0)
        return $0.isFinite && (share < -1e-9 || share > 1 + 1e-9)
      }
      if outsideX || outsideY { count += 1 }
      if outsideY && !outsideX && !wasOutside && starts.count < 12 {
        starts.append(trace.x[index])
      }
      wasOutside = outsideY
    }
    return (starts, count)
  }
}
