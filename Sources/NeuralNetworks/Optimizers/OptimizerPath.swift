public import Tensors

/// The points an optimizer went through, the start included, with the function's value at each.
///
/// ```swift
/// let path = SGD(learningRate: 0.019).path(from: [10, 1], steps: 100) { w in
///   0.5 * (w.squared() * [1, 100]).sum()
/// }
/// path.coordinate(0)                        // the first coordinate at every step
/// path.losses.firstIndex { $0 < 1e-6 }      // after how many steps it was there
/// ```
public struct OptimizerPath: RandomAccessCollection, Sendable {
  private let points: [[Double]]
  /// The function's value at every point; not finite where the path left the numbers.
  public let losses: [Double]

  init(points: [[Double]], losses: [Double]) {
    self.points = points
    self.losses = losses
  }

  public var startIndex: Int { points.startIndex }
  public var endIndex: Int { points.endIndex }
  public subscript(position: Int) -> [Double] { points[position] }

  /// One coordinate of every point, counted from 0.
  public func coordinate(_ index: Int) -> [Double] {
    require(
      points[0].indices.contains(index),
      "coordinate(\(index)): these points have \(plural(points[0].count, "coordinate")), counted "
        + "from 0")
    return points.map { $0[index] }
  }
}

extension Optimizer {
  /// Where this rule leads from a point down a function: what it does, without a network.
  ///
  /// The steps are those of a training, in float32, with clipping and weight decay. A path that
  /// diverges goes on through infinity and NaN, so that it can be shown.
  ///
  /// - Parameters:
  ///   - start: The coordinates to begin with.
  ///   - steps: How many steps to take; the path has one point more.
  ///   - function: One number for a point, a tensor of shape `[coordinates]`.
  public func path(
    from start: [Double], steps: Int, of function: (_ point: Tensor) -> Tensor
  ) -> OptimizerPath {
    require(!start.isEmpty, "path(from: []) expects at least one coordinate, got none")
    require(steps >= 0, "path(steps: \(steps)) expects at least 0 steps, got \(steps)")
    let point = Parameter(Tensor(start), name: "point")
    let state = OptimizerState(self, [point])
    /// The function's value, which must be one number.
    func value() -> Tensor {
      let result = function(point.value)
      require(
        result.count == 1,
        "path expects a function that becomes one number, got shape \(result.shape): end it with "
          + "sum() or mean()")
      return result
    }
    var points = [start]
    var losses: [Double] = []
    for _ in 0..<steps {
      state.prepareStep()
      let (loss, gradients) = valueWithGradients(withRespectTo: [point], of: value)
      losses.append(Double(loss))
      state.apply(gradients)
      state.batchesSeen += 1
      points.append(point.value.doubles)
    }
    losses.append(Double(value()))
    return OptimizerPath(points: points, losses: losses)
  }
}

extension OptimizerPath: CustomStringConvertible {
  /// Begin and end: "2 steps from [10, 1] with value 100 to [8.1, 0.1] with value 33.3".
  public var description: String {
    let ends = [points.startIndex, points.endIndex - 1].map { index in
      let shown = points[index].prefix(6).map(significant)
      let rest = points[index].count > shown.count ? ", …" : ""
      return "[\(shown.joined(separator: ", "))\(rest)] with value \(significant(losses[index]))"
    }
    return "\(plural(points.count - 1, "step")) from \(ends[0]) to \(ends[1])"
  }
}
