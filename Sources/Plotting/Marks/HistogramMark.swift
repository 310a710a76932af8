/// How often values fall into equally wide bins. Several histograms of a chart share the bins.
public struct HistogramMark: ChartContent {
  public let mark: AnyMark

  /// Creates a histogram; values that are not finite are counted in a remark, not drawn.
  public init(_ values: some Sequence<some ChartNumber>, bins: Int = 30) {
    let data = HistogramData(values: ChartNumbers(values).values, bins: bins)
    mark = AnyMark(
      .histogram(data), kind: "HistogramMark", problem: HistogramData.problem(bins: bins))
  }
}

/// The values of a histogram.
package struct HistogramData: Sendable {
  package var values: [Double]
  package var bins: Int

  static func problem(bins: Int) -> String? {
    (1...1000).contains(bins) ? nil : "bins is \(bins); it must be between 1 and 1,000"
  }
}

/// Histograms of the same quantity at several times, one behind the other, the last in front.
public struct RidgeMark: ChartContent {
  public let mark: AnyMark

  /// Creates a ridge from one list of values for each time.
  ///
  /// - Parameter steps: the times, one for each frame; 1, 2, 3, … where none are given.
  public init(
    _ frames: some Sequence<some Sequence<some ChartNumber>>, steps: [Int]? = nil, bins: Int = 60
  ) {
    let frames = frames.map { ChartNumbers($0).values }
    let data = RidgeData(frames: frames, steps: steps ?? Array(1..<(frames.count + 1)), bins: bins)
    var problem = HistogramData.problem(bins: bins)
    if data.steps.count != frames.count {
      problem = "there are \(frames.count) frames and \(data.steps.count) steps"
    }
    mark = AnyMark(.ridge(data), kind: "RidgeMark", problem: problem)
  }
}

/// The values of a ridge.
package struct RidgeData: Sendable {
  package var frames: [[Double]]
  package var steps: [Int]
  package var bins: Int
}
