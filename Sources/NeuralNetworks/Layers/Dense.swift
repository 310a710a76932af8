public import Tensors

/// A fully connected layer: activation(x · weight + bias), `[batch, features]` to
/// `[batch, units]`.
///
/// Defaults are Keras': weights from the Glorot uniform distribution, biases 0. ``pyTorch(_:activation:)``
/// has the other convention.
public final class Dense: FloatingInput, CustomStringConvertible {
  /// How many outputs it has.
  public let units: Int
  /// `[features, units]`; made at the first use.
  public private(set) var weight: Parameter?
  /// `[units]`; made at the first use.
  public private(set) var bias: Parameter?

  private let activation: Activation
  private let initializer: Initializer
  private let biasInitializer: Initializer
  private let useBias: Bool
  private let regularizer: Regularizer?
  /// Known from the first use; reading it from the weight would copy a weight that a plan holds.
  private var features: Int?
  private var firstUse: SourceLocation?

  /// A fully connected layer.
  ///
  /// - Parameters:
  ///   - units: Outputs.
  ///   - activation: Applied to the output.
  ///   - initializer: First values of the weight.
  ///   - biasInitializer: First values of the bias.
  ///   - useBias: Without it the layer is x · weight; a normalization that follows makes it
  ///     superfluous.
  ///   - regularizer: A penalty on the weight, added to the loss.
  public init(
    _ units: Int, activation: Activation = .linear, initializer: Initializer = .glorotUniform,
    biasInitializer: Initializer = .zeros, useBias: Bool = true, regularizer: Regularizer? = nil
  ) {
    require(units > 0, "Dense(\(units)) expects at least one unit, got \(units)")
    self.units = units
    self.activation = activation
    self.initializer = initializer
    self.biasInitializer = biasInitializer
    self.useBias = useBias
    self.regularizer = regularizer
  }

  /// With PyTorch's first values: weight and bias from U(±1/√features).
  public static func pyTorch(_ units: Int, activation: Activation = .linear) -> Dense {
    Dense(
      units, activation: activation, initializer: .pyTorchUniform, biasInitializer: .pyTorchUniform)
  }

  public func checkInput(_ shape: [Int]) throws(ModelError) {
    guard shape.count == 2 else {
      throw .wrongInput(
        layer: name, expected: "[batch, features]", got: shape,
        remedy: "add Flatten() before it")
    }
    guard let features, features != shape[1] else { return }
    let place = firstUse.map { "the layer was first used at \($0); " } ?? ""
    throw .wrongInput(
      layer: name, expected: "[batch, \(features)]",
      reason: "its weight was made for \(features) features", got: shape,
      remedy: "\(place)make another \(name), or flatten to \(features) features before it")
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    requireInput(x)
    let weight = weight ?? makeWeight(features: x.shape[1])
    if let regularizer { Context.current.addPenalty(regularizer.penalty(weight.value)) }
    let product = x.matmul(weight.value)
    return activation(bias.map { product + $0.value } ?? product)
  }

  private func makeWeight(features: Int) -> Parameter {
    let context = Context.current
    let fans = Fans(inputs: features, outputs: units)
    let made = Parameter(
      initializer([features, units], fans, key: context.nextInitialKey()), name: "\(name).weight")
    weight = made
    if useBias {
      bias = Parameter(
        biasInitializer([units], fans, key: context.nextInitialKey()), name: "\(name).bias")
    }
    self.features = features
    firstUse = context.location
    return made
  }

  /// The constructor.
  public var description: String {
    var arguments = ["\(units)"]
    if activation != .linear { arguments.append("activation: \(activation)") }
    if initializer != .glorotUniform { arguments.append("initializer: \(initializer)") }
    if biasInitializer != .zeros { arguments.append("biasInitializer: \(biasInitializer)") }
    if !useBias { arguments.append("useBias: false") }
    if let regularizer { arguments.append("regularizer: \(regularizer)") }
    return "Dense(\(arguments.joined(separator: ", ")))"
  }
}
