/// A point in pixels of the plot area, y downwards.
struct PlotPoint: Equatable, Sendable {
  var x: Double
  var y: Double

  init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}
