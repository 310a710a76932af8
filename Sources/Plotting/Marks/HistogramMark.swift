/// How often values fall into equally wide bins. Several histograms of a chart share the bins; of
/// whole numbers every bin holds equally many, so that there may be fewer bins than were asked for.
public struct HistogramMark: ChartContent {
  public let mark: AnyMark

  /// Creates a histogram; values that are not finite or outside of the x axis's domain are counted
  /// in a remark.
  ///
  /// - Parameters:
  ///   - values: what is counted.
  ///   - bins: how many, 1 to 1,000, over all values or the x axis's domain.
  ///   - normalization: what the height of a bin says.
  public init(
    _ values: some Sequence<some ChartNumber>, bins: Int = 30,
    normalization: HistogramNormalization = .count
  ) {
    let data = HistogramData(
      values: ChartNumbers(values).values, bins: bins, normalization: normalization)
    mark = AnyMark(.histogram(data), problem: HistogramData.problem(bins: bins))
  }

  /// Creates a histogram of a list.
  ///
  /// Beside the general form, because it gives `.infinity` in a list its type.
  ///
  /// - Parameters:
  ///   - values: what is counted.
  ///   - bins: how many, 1 to 1,000, over all values or the x axis's domain.
  ///   - normalization: what the height of a bin says.
  public init(
    _ values: [Double], bins: Int = 30, normalization: HistogramNormalization = .count
  ) {
    let data = HistogramData(values: values, bins: bins, normalization: normalization)
    mark = AnyMark(.histogram(data), problem: HistogramData.problem(bins: bins))
  }
}

/// What the height of a histogram's bin says.
public enum HistogramNormalization: Sendable, Equatable {
  /// How many values lie in it.
  case count
  /// Which share of the values lies in it; the heights of all bins add up to 1.
  case share
  /// The share divided by the bin's width; the areas of all bins add up to 1.
  case density

  var label: String {
    switch self {
    case .count: "count"
    case .share: "share"
    case .density: "density"
    }
  }
}

/// The values of a histogram.
package struct HistogramData: Sendable {
  package var values: [Double]
  package var bins: Int
  package var normalization = HistogramNormalization.count

  static func problem(bins: Int) -> String? {
    (1...1000).contains(bins) ? nil : "bins is \(bins); it must be between 1 and 1,000"
  }
}
