public import Tensors

/// A parameter that is made at its first use, when the sizes of the inputs are known.
///
/// A layer of one's own holds it in a property and asks for its value with the shape it needs:
///
/// ```swift
/// struct Scale: Layer {
///   let factor = LazyParameter(.ones)
///   func callAsFunction(_ x: Tensor) -> Tensor { x * factor.value(shape: [x.shape[1]]) }
/// }
/// ```
///
/// It is part of the model's state, is trained, frozen and counted like any other parameter.
public final class LazyParameter: CustomStringConvertible {
  /// The parameter, once it is made.
  public private(set) var parameter: Parameter?
  /// Known from the first use; reading it from the parameter would copy a value that a plan holds.
  private(set) var shape: [Int]?
  /// Of its elements, known from the first use.
  var elementType: ElementType? { parameter?.elementType }
  let regularizer: Regularizer?
  private let first: FirstValue
  private let isTrainable: Bool

  private enum FirstValue {
    case drawn(Initializer)
    case constant(Double)
  }

  /// Whether its layer is taken out of training.
  var isFrozen = false {
    didSet { parameter?.isFrozen = isFrozen }
  }

  /// The parameter, or that there is none yet.
  public var description: String {
    parameter?.description ?? "a parameter that is made at its first use"
  }

  /// A parameter to be made.
  ///
  /// - Parameters:
  ///   - initializer: First values; Keras' default, Glorot uniform.
  ///   - isTrainable: Whether training changes it by its gradient.
  ///   - regularizer: A penalty on it, added to the loss.
  public init(
    _ initializer: Initializer = .glorotUniform, isTrainable: Bool = true,
    regularizer: Regularizer? = nil
  ) {
    first = .drawn(initializer)
    self.isTrainable = isTrainable
    self.regularizer = regularizer
  }

  /// A parameter all of whose elements begin with the same number.
  init(filledWith value: Double, isTrainable: Bool = true, regularizer: Regularizer? = nil) {
    first = .constant(value)
    self.isTrainable = isTrainable
    self.regularizer = regularizer
  }

  /// The parameter's value. The first call makes it, of this shape, in float64 in a model that is
  /// built in it; later ones stop when they ask for another shape.
  ///
  /// Fans are counted as Keras and PyTorch do: `[inputs, outputs]` for two axes,
  /// `[outputs, inputs, …]` times the size of the axes that follow for more.
  public func value(
    shape: [Int], name: @autoclosure () -> String = "parameter", file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    if let made = self.shape, made != shape {
      stop(
        "\(name()) was made with shape \(made) at its first use, and is asked for with shape "
          + "\(shape): one layer has one shape of inputs, make another for others",
        file: file, line: line)
    }
    return value(
      shape: shape, fans: Fans(shape: shape), name: name(),
      type: Context.active?.pass.floatType ?? .float32)
  }

  /// The parameter's value, made if it is not yet.
  func value(
    shape: [Int], fans: Fans, name: @autoclosure () -> String, type: ElementType
  ) -> Tensor {
    if let parameter { return parameter.value }
    let made = Parameter(
      firstValue(shape, fans, type), name: name(), isTrainable: isTrainable)
    made.isFrozen = isFrozen
    parameter = made
    self.shape = shape
    Context.active?.made(made)
    return made.value
  }

  private func firstValue(_ shape: [Int], _ fans: Fans, _ type: ElementType) -> Tensor {
    switch first {
    case .constant(let number): return .full(shape, number, type: type)
    case .drawn(let initializer):
      let value = initializer(shape, fans, key: Context.current.nextInitialKey())
      return type == .float32 ? value : value.converted(to: type)
    }
  }

  /// Makes the parameter with a given value.
  func make(_ value: Tensor, name: String) {
    let made = Parameter(value, name: name, isTrainable: isTrainable)
    made.isFrozen = isFrozen
    parameter = made
    shape = value.shape
  }
}
