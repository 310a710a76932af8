#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Bins shared by all histograms of a chart: equally wide, or equally wide on a logarithmic axis.
struct HistogramBins {
  let count: Int
  private let isLogarithmic: Bool
  /// The lower end and the width of a bin, both of logarithms where the axis is logarithmic.
  private let start: Double
  private let step: Double

  /// Bins over all finite values, or over `domain`; only positive ones on a logarithmic axis.
  init(
    values: some Sequence<Double>, count: Int, domain: ClosedRange<Double>?,
    isLogarithmic: Bool = false
  ) {
    self.count = count
    self.isLogarithmic = isLogarithmic
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in values where value.isFinite && !(isLogarithmic && value <= 0) {
      low = min(low, value)
      high = max(high, value)
    }
    if let domain { (low, high) = (domain.lowerBound, domain.upperBound) }
    if !(low <= high) { (low, high) = isLogarithmic ? (1, 10) : (0, 1) }
    if isLogarithmic { (low, high) = (log10(low), log10(high)) }
    if !(high / Double(count) - low / Double(count) > max(low.magnitude, high.magnitude) * 1e-14) {
      let margin =
        isLogarithmic ? 0.1 : max(abs(low) * 0.05, low == 0 && high == 0 ? 0.5 : 1e-300)
      (low, high) = (low - margin, high + margin)
    }
    start = low
    step = high / Double(count) - low / Double(count)
  }

  /// The lower end of a bin; of the bin after the last, the upper end of all.
  func edge(_ index: Int) -> Double { value(Double(index)) }

  /// The middle of a bin on the axis.
  func middle(_ index: Int) -> Double { value(Double(index) + 0.5) }

  /// The bin that a value within the bins falls into.
  func index(of value: Double) -> Int {
    min(max(Int(saturating: place(value).rounded(.down)), 0), count - 1)
  }

  private func value(_ place: Double) -> Double {
    let sum = start + place * step
    return isLogarithmic ? pow(10, sum) : sum
  }

  private func place(_ value: Double) -> Double {
    isLogarithmic ? (log10(value) - start) / step : value / step - start / step
  }

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
      guard value > 0 || !isLogarithmic else {
        lost.notPositive += 1
        continue
      }
      let place = place(value)
      if place >= -1e-9 && place <= Double(count) + 1e-9 {
        counts[index(of: value)] += 1
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
    case .density:
      return counts.indices.map { counts[$0] / total / (edge($0 + 1) - edge($0)) }
    }
  }
}
