public import Tensors

/// max(x, 0); the derivative at 0 is 0.
public struct ReLU: Layer, CustomStringConvertible {
  /// A rectifier.
  public init() {}
  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor { relu(x) }
  public var description: String { "ReLU()" }
}

/// x where x > 0, else slope · x; at 0 the derivative is the slope.
public struct LeakyReLU: Layer, CustomStringConvertible {
  /// The factor of negative inputs.
  public let slope: Double

  /// A leaky rectifier; the default slope 0.3 is Keras'.
  public init(slope: Double = 0.3) { self.slope = slope }

  /// With PyTorch's slope, 0.01.
  public static var pyTorch: LeakyReLU { .pyTorch() }

  /// With PyTorch's slope unless another is given.
  public static func pyTorch(slope: Double = 0.01) -> LeakyReLU { LeakyReLU(slope: slope) }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    leakyReLU(x, slope: slope)
  }
  public var description: String { slope == 0.3 ? "LeakyReLU()" : "LeakyReLU(slope: \(slope))" }
}

/// x where x > 0, else alpha · (exp(x) - 1).
public struct ELU: Layer, CustomStringConvertible {
  /// The value that negative inputs tend to, with the sign turned.
  public let alpha: Double

  /// An exponential linear unit; alpha is 1 in Keras and PyTorch.
  public init(alpha: Double = 1) { self.alpha = alpha }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor { elu(x, alpha: alpha) }
  public var description: String { alpha == 1 ? "ELU()" : "ELU(alpha: \(alpha))" }
}

/// x Φ(x) with the normal distribution function Φ, exactly.
public struct GELU: Layer, CustomStringConvertible {
  /// A Gaussian error linear unit.
  public init() {}
  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor { gelu(x) }
  public var description: String { "GELU()" }
}

/// x · sigmoid(x), also called swish.
public struct SiLU: Layer, CustomStringConvertible {
  /// A sigmoid linear unit.
  public init() {}
  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor { silu(x) }
  public var description: String { "SiLU()" }
}

/// 1 / (1 + exp(-x)).
public struct Sigmoid: Layer, CustomStringConvertible {
  /// A logistic function.
  public init() {}
  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    Activation.sigmoid(x)
  }
  public var description: String { "Sigmoid()" }
}

/// The hyperbolic tangent.
public struct Tanh: Layer, CustomStringConvertible {
  /// A hyperbolic tangent.
  public init() {}
  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor { tanh(x) }
  public var description: String { "Tanh()" }
}

/// Probabilities over the last axis. At the end of a model it may stay when training by
/// ``Loss/softmaxCrossEntropy``, which goes back to the logits.
public struct Softmax: Layer, CustomStringConvertible {
  /// A softmax over the last axis.
  public init() {}
  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    Activation.softmax(x)
  }
  public var description: String { "Softmax()" }
}
