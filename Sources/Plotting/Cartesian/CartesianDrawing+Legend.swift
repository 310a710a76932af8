extension CartesianDrawing {
  /// Every series with a colour of its own once, and how many have none.
  var legend: [LegendEntry] {
    let others = Set(model.traces.filter { $0.slot == 0 }.compactMap(\.name)).count
    let rest = others == 0 ? [] : [LegendEntry.text("grey: \(others) more")]
    return colored + rest
  }

  private var colored: [LegendEntry] {
    var names: Set<String> = []
    return model.traces.compactMap { trace -> LegendEntry? in
      guard trace.slot > 0, let name = trace.name, names.insert(name).inserted else { return nil }
      switch trace.shape {
      case .line, .area:
        let dash = trace.dashesOnScreen ? " k\(trace.dash)" : ""
        return .series(name: name, classes: "l s\(trace.slot)\(dash)", isLine: true)
      case .points, .band, .histogram:
        return .series(name: name, classes: "b s\(trace.slot)", isLine: false)
      }
    }
  }
}

extension CartesianModel {
  /// Whether nothing can be drawn.
  var isEmpty: Bool {
    contours.isEmpty && traces.allSatisfy { trace in !trace.y.contains(where: \.isFinite) }
  }
}
