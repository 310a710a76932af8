/// Where values lie in the plot area, in pixels from its upper left corner.
struct PlotSpace {
  var x: AxisScale
  var y: AxisScale
  var width: Double
  var height: Double

  func point(_ x: Double, _ y: Double) -> PlotPoint {
    PlotPoint(self.x.position(x) * width, (1 - self.y.position(y)) * height)
  }

  /// Whether a point lies in the plot area.
  func contains(_ point: PlotPoint) -> Bool {
    point.x >= -0.01 && point.x <= width + 0.01 && point.y >= -0.01 && point.y <= height + 0.01
  }

  /// The values in pixels, broken wherever one of them cannot be shown.
  func pieces(_ x: [Double], _ y: [Double]) -> [[PlotPoint]] {
    var pieces: [[PlotPoint]] = []
    var piece: [PlotPoint] = []
    piece.reserveCapacity(x.count)
    for (x, y) in zip(x, y) {
      let point = point(x, y)
      if point.x.isFinite && point.y.isFinite {
        piece.append(point)
      } else if !piece.isEmpty {
        pieces.append(piece)
        piece = []
      }
    }
    return piece.isEmpty ? pieces : pieces + [piece]
  }

  /// Zero on the y axis, or the end of the axis where it has no zero.
  var baseline: Double { Self.baseline(y) }

  static func baseline(_ scale: AxisScale) -> Double { scale.clamped(0) }
}

extension InterpolationMethod {
  /// The corners of a line that goes in steps.
  func corners(_ points: [PlotPoint]) -> [PlotPoint] {
    guard self != .linear, let first = points.first else { return points }
    var result = [first]
    for (a, b) in zip(points, points.dropFirst()) {
      switch self {
      case .linear: break
      case .stepEnd: result.append(PlotPoint(b.x, a.y))
      case .stepStart: result.append(PlotPoint(a.x, b.y))
      case .stepCenter:
        let middle = (a.x + b.x) / 2
        result.append(PlotPoint(middle, a.y))
        result.append(PlotPoint(middle, b.y))
      }
      result.append(b)
    }
    return result
  }
}
