/// Equally wide bins shared by all histograms of a chart.
struct HistogramBins {
  let low: Double
  let width: Double
  let count: Int

  /// Bins over all finite values, or over `domain`.
  init(values: some Sequence<Double>, count: Int, domain: ClosedRange<Double>?) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
    if let domain { (low, high) = (domain.lowerBound, domain.upperBound) }
    if !(low <= high) { (low, high) = (0, 1) }
    if !(high / Double(count) - low / Double(count) > max(low.magnitude, high.magnitude) * 1e-14) {
      let margin = max(abs(low) * 0.05, low == 0 && high == 0 ? 0.5 : 1e-300)
      (low, high) = (low - margin, high + margin)
    }
    self.low = low
    self.count = count
    width = high / Double(count) - low / Double(count)
  }

  func edge(_ index: Int) -> Double { low + Double(index) * width }

  /// How many values fall into each bin, and how many into none. The last bin includes its upper
  /// edge.
  func counted(_ values: [Double]) -> (counts: [Double], lost: LostValues) {
    var counts = [Double](repeating: 0, count: count)
    var lost = LostValues()
    for value in values {
      guard value.isFinite else {
        lost.notFinite += 1
        continue
      }
      let place = value / width - low / width
      if place >= -1e-9 && place <= Double(count) + 1e-9 {
        counts[min(max(Int(saturating: place.rounded(.down)), 0), count - 1)] += 1
      } else {
        lost.outside += 1
      }
    }
    return (counts, lost)
  }

  /// What is drawn for the counts.
  func heights(_ counts: [Double], _ normalization: HistogramNormalization) -> [Double] {
    let total = max(counts.reduce(0, +), 1)
    switch normalization {
    case .count: return counts
    case .share: return counts.map { $0 / total }
    case .density: return counts.map { $0 / total / width }
    }
  }
}
