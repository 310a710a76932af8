public import Tensors

/// A function applied to every element of a layer's output, or over its last axis.
public struct Activation: Sendable, Equatable, CustomStringConvertible {
  /// As it is written after the dot: "relu".
  public let name: String
  private let function: @Sendable (Tensor) -> Tensor

  /// A function of one's own.
  public init(_ name: String, _ function: @escaping @Sendable (Tensor) -> Tensor) {
    self.name = name
    self.function = function
  }

  /// The function's value.
  public func callAsFunction(_ x: Tensor) -> Tensor { function(x) }

  /// ".relu".
  public var description: String { ".\(name)" }

  public static func == (left: Activation, right: Activation) -> Bool { left.name == right.name }

  /// The input itself.
  public static let linear = Activation("linear") { $0 }
  /// max(x, 0); the derivative at 0 is 0.
  public static let relu = Activation("relu") { Tensors.relu($0) }
  /// x where x > 0, else 0.3 · x, Keras' slope for the layer.
  public static let leakyReLU = leakyReLU()
  /// x where x > 0, else slope · x. The default 0.3 is Keras' for the layer.
  public static func leakyReLU(slope: Double = 0.3) -> Activation {
    Activation(slope == 0.3 ? "leakyReLU()" : "leakyReLU(slope: \(slope))") {
      Tensors.leakyReLU($0, slope: slope)
    }
  }
  /// x where x > 0, else exp(x) - 1.
  public static let elu = Activation("elu") { Tensors.elu($0) }
  /// x Φ(x), exactly, not by the tanh formula.
  public static let gelu = Activation("gelu") { Tensors.gelu($0) }
  /// x · sigmoid(x).
  public static let silu = Activation("silu") { Tensors.silu($0) }
  /// 1 / (1 + exp(-x)). At the end of a model it may stay when training by
  /// ``Loss/binaryCrossEntropy``, which goes back to the logits.
  public static let sigmoid = Activation("sigmoid") { Tensors.sigmoid($0) }
  /// The hyperbolic tangent.
  public static let tanh = Activation("tanh") { Tensors.tanh($0) }
  /// Probabilities over the last axis. At the end of a model it may stay when training by
  /// ``Loss/softmaxCrossEntropy``, which goes back to the logits.
  public static let softmax = Activation("softmax") { Tensors.softmax($0) }
}
