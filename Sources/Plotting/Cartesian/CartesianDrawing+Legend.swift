extension CartesianDrawing {
  /// Every named series once.
  var legend: [LegendEntry] {
    var names: Set<String> = []
    return model.traces.compactMap { trace -> LegendEntry? in
      guard let name = trace.name, names.insert(name).inserted else { return nil }
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
