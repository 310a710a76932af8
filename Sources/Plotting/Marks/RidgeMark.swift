/// Histograms of the same quantity at several times, one behind the other, the last in front.
public struct RidgeMark: ChartContent {
  public let mark: AnyMark

  /// Creates a ridge from one list of values for each time.
  ///
  /// - Parameters:
  ///   - frames: the values of each time.
  ///   - steps: the times, one for each frame; 1, 2, 3, … where none are given.
  ///   - bins: how many, 1 to 1,000, over all values or the x axis's domain.
  public init(
    _ frames: some Sequence<some Sequence<some ChartNumber>>, steps: [Int]? = nil, bins: Int = 60
  ) {
    let frames = frames.map { ChartNumbers($0).values }
    let data = RidgeData(frames: frames, steps: steps ?? Array(1..<(frames.count + 1)), bins: bins)
    var problem = HistogramData.problem(bins: bins)
    if data.steps.count != frames.count {
      problem =
        "there are \(NumberText.counted(frames.count, "frame")) and "
        + NumberText.counted(data.steps.count, "step")
    }
    mark = AnyMark(.ridge(data), problem: problem)
  }
}

/// The values of a ridge.
package struct RidgeData: Sendable {
  package var frames: [[Double]]
  package var steps: [Int]
  package var bins: Int
}
