/// Equally wide bins shared by all histograms of a chart.
struct HistogramBins {
  var low: Double
  var width: Double
  var count: Int

  /// Bins over all finite values, or over `domain`.
  init(values: some Sequence<Double>, count: Int, domain: ClosedRange<Double>?) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
    if let domain { (low, high) = (domain.lowerBound, domain.upperBound) }
    if !(low <= high) { (low, high) = (0, 1) }
    if low == high {
      let margin = max(abs(low) * 0.05, 0.5)
      (low, high) = (low - margin, high + margin)
    }
    self.low = low
    self.count = count
    width = high / Double(count) - low / Double(count)
  }

  func edge(_ index: Int) -> Double { low + Double(index) * width }

  /// How many values fall into each bin; the last bin includes its upper edge.
  func counts(_ values: [Double]) -> [Double] {
    var counts = [Double](repeating: 0, count: count)
    for value in values where value.isFinite {
      let place = (value - low) / width
      if place >= 0 && place <= Double(count) + 1e-9 {
        counts[min(Int(place), count - 1)] += 1
      }
    }
    return counts
  }
}
