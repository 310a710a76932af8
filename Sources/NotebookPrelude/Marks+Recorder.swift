public import NeuralNetworks
public import Plotting

// What a recorder saw, put straight into a chart.

extension BandMark {
  /// The area between two recorded percentiles at every step:
  /// `BandMark(recorder["layer 5"], low: 15, high: 85)`.
  public init(
    _ record: Recorder.Record, low: Double, high: Double, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    self.init(
      x: record.steps, yStart: record.values(atPercentile: low, file: file, line: line),
      yEnd: record.values(atPercentile: high, file: file, line: line))
  }
}

extension PointwiseMark {
  /// A recorded percentile at every step: `LineMark(recorder["layer 5"], percentile: 50)`.
  public init(
    _ record: Recorder.Record, percentile: Double, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    self.init(
      x: record.steps, y: record.values(atPercentile: percentile, file: file, line: line))
  }

  /// A number recorded at every step: `LineMark(recorder["accuracy"])`.
  public init(_ record: Recorder.Record) { self.init(x: record.steps, y: record.values) }
}

extension RidgeMark {
  /// The distribution of all values recorded at every step: `RidgeMark(recorder["dense_1"])` of a
  /// quantity recorded `as: .values`. One of which only percentiles, a norm or a histogram were
  /// kept ends the program with what to record instead.
  public init(
    _ record: Recorder.Record, bins: Int = 60, file: StaticString = #fileID, line: UInt = #line
  ) {
    self.init(record.allValues(file: file, line: line), steps: record.steps, bins: bins)
  }
}
