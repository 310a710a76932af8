public import Tensors

extension TrainingData {
  /// The same examples with other inputs: `digits.mapInputs { $0 .> 0.5 }` makes pixels black or
  /// white.
  ///
  /// - Parameter transform: Gets all inputs, `[count, ...]`, and returns as many rows.
  public func mapInputs(
    file: StaticString = #fileID, line: UInt = #line, _ transform: (Tensor) throws -> Tensor
  ) rethrows -> Self {
    let inputs = try transform(examples.inputs)
    requireRows(inputs, "mapInputs", file, line)
    return replacing(inputs: inputs)
  }

  /// The same examples with other targets.
  ///
  /// - Parameter transform: Gets all targets, `[count, ...]`, and returns as many rows.
  public func mapTargets(
    file: StaticString = #fileID, line: UInt = #line, _ transform: (Tensor) throws -> Tensor
  ) rethrows -> Self {
    let targets = try transform(examples.targets)
    requireRows(targets, "mapTargets", file, line)
    return replacing(targets: targets)
  }

  /// The inputs with mean 0 and standard deviation 1: every column of a table, every channel of
  /// colour images, grey images as a whole.
  ///
  /// Test data are to be scaled by what the training data had:
  ///
  /// ```swift
  /// let scale = Standardization(of: training)
  /// let (train, test) = (training.standardized(by: scale), test.standardized(by: scale))
  /// ```
  ///
  /// - Parameter scale: Means and deviations; this collection's own unless given.
  public func standardized(by scale: Standardization? = nil) -> Self {
    let scale = scale ?? Standardization(of: self)
    return mapInputs { scale($0) }
  }

  /// The same collection with other tensors in the place of some.
  func replacing(
    inputs: Tensor? = nil, targets: Tensor? = nil, sampleWeights: Tensor? = nil
  ) -> Self {
    Self(
      Examples(
        wholeInputs: inputs ?? examples.inputs, wholeTargets: targets ?? examples.targets,
        wholeSampleWeights: sampleWeights ?? examples.sampleWeights, rows: 0..<count,
        classNames: classNames))
  }

  private func requireRows(
    _ result: Tensor, _ name: String, _ file: StaticString, _ line: UInt
  ) {
    require(
      result.shape.first == count,
      "\(name) expects a row for each of the \(count) examples, got shape \(result.shape)",
      file: file, line: line)
  }
}

/// Means and standard deviations of inputs, and the change that makes them 0 and 1.
public struct Standardization: Sendable, CustomStringConvertible {
  /// What is subtracted, of a shape that broadcasts to a batch.
  public let mean: Tensor
  /// What is divided by afterwards; 1 where all inputs were equal.
  public let standardDeviation: Tensor

  /// The statistics of a collection's inputs: for every column of `[n, features]`, for every
  /// channel of `[n, channels, height, width]`, otherwise of all numbers together.
  public init(of data: some TrainingData) {
    let x = data.examples.inputs
    require(x.count > 0, "Standardization expects at least one number, got shape \(x.shape)")
    let axes = x.rank == 2 ? [0] : x.rank == 4 ? [0, 2, 3] : Array(0..<x.rank)
    mean = x.mean(axes: axes, keepDimensions: true)
    let deviation = x.variance(axes: axes, keepDimensions: true).sqrt()
    standardDeviation = `where`(deviation .> 0.0, deviation, 1.0)
  }

  /// (x - mean) / standard deviation.
  public func callAsFunction(_ x: Tensor) -> Tensor { (x - mean) / standardDeviation }

  /// What it does: "(x - [0.49, 0.48, 0.45]) / [0.25, 0.24, 0.26]".
  public var description: String {
    "(x - \(Self.numbers(mean))) / \(Self.numbers(standardDeviation))"
  }

  /// A number, or a list of which long ones are cut.
  private static func numbers(_ statistics: Tensor) -> String {
    let list = statistics.reshaped(to: statistics.count == 1 ? [] : [statistics.count])
    return String(list.description.dropFirst("\(list.shape) \(list.elementType) ".count))
  }
}
