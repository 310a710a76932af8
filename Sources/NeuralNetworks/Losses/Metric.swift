public import Tensors

/// A figure that tells how good a model is: a mean over examples, which training reports but does
/// not minimize.
public struct Metric: Sendable, CustomStringConvertible {
  /// The key in a history: "accuracy".
  public let name: String
  private let function: @Sendable (_ output: Tensor, _ target: Tensor) -> Tensor

  /// A metric of one's own; the function returns one number for a batch.
  public init(
    _ name: String, _ function: @escaping @Sendable (_ output: Tensor, _ target: Tensor) -> Tensor
  ) {
    self.name = name
    self.function = function
  }

  /// The mean over a batch.
  public func callAsFunction(_ output: Tensor, _ target: Tensor) -> Tensor {
    function(output, target)
  }

  /// ".accuracy".
  public var description: String { ".\(name)" }

  /// The share of examples whose largest output is at their label; of equal ones the first counts.
  /// Targets of the outputs' shape are taken as one-hot rows.
  public static let accuracy = Metric("accuracy") { output, targets in
    let labels = targets.shape == output.shape ? targets.argmax(axis: -1) : targets
    return (output.argmax(axis: -1) .== labels).mean()
  }

  /// The share of examples whose label is among the `count` largest outputs.
  public static func topAccuracy(_ count: Int) -> Metric {
    require(count > 0, ".topAccuracy(\(count)) expects a count of at least 1, got \(count)")
    return Metric("top \(count) accuracy") { output, labels in
      let own = (output * labels.oneHot(depth: output.shape[1])).sum(axes: 1, keepDimensions: true)
      let larger = (output .> own).sum(axes: 1)
      return (larger .< Double(count)).mean()
    }
  }

  /// The share of logits on the right side of 0, for targets 0 and 1.
  public static let binaryAccuracy = Metric("binary accuracy") { output, target in
    ((output .> 0.0) .== target.converted(to: .float32)).mean()
  }

  /// The mean of absolute differences.
  public static let meanAbsoluteError = Metric("mean absolute error") {
    abs($0 - $1).mean()
  }

  /// The mean of squared differences.
  public static let meanSquaredError = Metric("mean squared error") {
    ($0 - $1).squared().mean()
  }
}
