#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Bins shared by all histograms of a chart: equally wide, or equally wide on a logarithmic axis.
///
/// Of whole numbers every bin holds equally many, with the number or the numbers in its middle:
/// bins of another width would hold more and fewer of them in turn. So it is with many values that
/// are multiples of another step, such as ratings in tenths. Equal values have one bin around them.
struct HistogramBins {
  let count: Int
  private let isLogarithmic: Bool
  /// The ends of all bins, of logarithms where the axis is logarithmic.
  private let low: Double
  private let high: Double
  /// The values that fall into a bin.
  private let range: ClosedRange<Double>

  /// Bins over all finite values, or over `domain`; only positive ones on a logarithmic axis.
  ///
  /// - Parameters:
  ///   - values: what is counted.
  ///   - count: how many bins; of whole numbers, the most.
  ///   - domain: the values that count; all unless given.
  ///   - isLogarithmic: whether the bins are equally wide on a logarithmic axis.
  init(
    values: some Sequence<Double>, count: Int, domain: ClosedRange<Double>?,
    isLogarithmic: Bool = false
  ) {
    self.isLogarithmic = isLogarithmic
    var (low, high) = (Double.infinity, -Double.infinity)
    var steps = isLogarithmic ? [] : Self.steps[...]
    var seen = 0.0
    for value in values where value.isFinite && !(isLogarithmic && value <= 0) {
      if let domain, !domain.contains(value) { continue }
      low = min(low, value)
      high = max(high, value)
      seen += 1
      while let step = steps.first, !Self.isMultiple(value, of: step) { steps.removeFirst() }
    }
    // One value in a domain says nothing of the others that could lie there.
    let isKnown = domain == nil ? low <= high : low < high
    let multiple = isKnown && high - low < 1e15 ? steps.first : nil
    if let domain { (low, high) = (domain.lowerBound, domain.upperBound) }
    if !(low <= high) { (low, high) = isLogarithmic ? (1, 10) : (0, 1) }
    range = low...high
    if let multiple, let bins = Self.bins(from: low, to: high, step: multiple, of: seen, count) {
      (self.count, self.low, self.high) = bins
      return
    }
    self.count = low == high ? 1 : count
    if isLogarithmic { (low, high) = (log10(low), log10(high)) }
    let magnitude = max(low.magnitude, high.magnitude)
    let step = high / Double(count) - low / Double(count)
    if low == high {
      let margin =
        isLogarithmic ? 0.1 : low == 0 ? 0.5 : max(magnitude * 0.05, magnitude.ulp * Double(count))
      (low, high) = (low - margin, high + margin)
    } else if step < magnitude.ulp * 2 {
      // Bins of one number each: there is none between neighbours.
      let margin = magnitude.ulp * Double(count) - (high / 2 - low / 2)
      (low, high) = (low - margin, high + margin)
    }
    self.low = low
    self.high = high
  }

  /// The largest of which all values are multiples counts.
  private static let steps = [
    1, 0.5, 0.25, 0.2, 0.1, 0.05, 0.025, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0001,
  ]

  /// Whether a value is so many steps, as far as its digits say; those of float32 too.
  private static func isMultiple(_ value: Double, of step: Double) -> Bool {
    if step == 1 { return value.isExactInteger }
    let count = value / step
    return abs(count - count.rounded()) <= 1e-7 * count.magnitude
  }

  /// At most so many bins of equally many multiples of a step, without a part of a bin at the end
  /// where a width up to twice the least allows that. `nil` where the values are so few, or the
  /// multiples in every bin so many, that one more or less is not seen.
  private static func bins(
    from low: Double, to high: Double, step: Double, of values: Double, _ most: Int
  ) -> (count: Int, low: Double, high: Double)? {
    let (first, last) = ((low / step - 1e-6).rounded(.up), (high / step + 1e-6).rounded(.down))
    let numbers = last - first + 1
    guard numbers >= 1, step == 1 || numbers <= min(10 * Double(most), values / 2) else {
      return nil
    }
    let least = max((numbers / Double(most)).rounded(.up), 1)
    let widths = least < 1000 ? Array(stride(from: least, through: 2 * least, by: 1)) : []
    let width =
      widths.first { numbers.truncatingRemainder(dividingBy: $0) == 0 } ?? least
    let count = (numbers / width).rounded(.up)
    let start = first - 0.5
    return (Int(saturating: count), start * step, (start + count * width) * step)
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
    let share = place / Double(count)
    let length = high - low
    let sum =
      share == 1 ? high : length.isFinite ? low + length * share : low * (1 - share) + high * share
    return isLogarithmic ? pow(10, sum) : sum
  }

  private func place(_ value: Double) -> Double {
    let value = isLogarithmic ? log10(value) : value
    return Double.share(of: value, from: low, to: high) * Double(count)
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
      if range.contains(value) {
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
      // Equally wide bins are divided by the same number, whatever their edges are rounded to.
      let width = high / Double(count) - low / Double(count)
      return counts.indices.map { index in
        counts[index] / total / (isLogarithmic ? edge(index + 1) - edge(index) : width)
      }
    }
  }
}
