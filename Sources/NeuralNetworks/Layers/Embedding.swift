public import Tensors

/// A vector for each whole number: `[batch, …]` of int32 in 0..<count to `[batch, …, size]`. Stops,
/// or ends a training with a `TensorError`, where a number is outside: it names the layer, the
/// number and its place.
///
/// First values are Keras', U(±0.05); ``pyTorch(_:size:)`` has N(0, 1).
public final class Embedding: Layer, CustomStringConvertible {
  /// How many numbers have a vector.
  public let count: Int
  /// The length of each vector.
  public let size: Int
  /// `[count, size]`; made at the first use.
  public var weight: Parameter? { _weight.parameter }
  private let initializer: Initializer
  private let _weight: LazyParameter

  /// A table of vectors.
  ///
  /// - Parameters:
  ///   - count: How many numbers have a vector, such as the words of a vocabulary.
  ///   - size: The length of each vector.
  ///   - initializer: First values.
  ///   - regularizer: A penalty on the weight, added to the loss.
  public init(
    _ count: Int, size: Int, initializer: Initializer = .uniform(),
    regularizer: Regularizer? = nil
  ) {
    require(
      count > 0 && size > 0,
      "Embedding(\(count), size: \(size)) expects a count and a size of at least 1")
    self.count = count
    self.size = size
    self.initializer = initializer
    _weight = LazyParameter(initializer, regularizer: regularizer)
  }

  /// With PyTorch's first values, N(0, 1).
  public static func pyTorch(_ count: Int, size: Int) -> Embedding {
    Embedding(count, size: size, initializer: .normal(1))
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    // Whole numbers that arrive as float32, as in a build or from a table, are taken as such.
    if !x.isSymbolic, x.elementType != .int32,
      let place = x.doubles.firstIndex(where: { $0 != $0.rounded() })
    {
      stop(
        "\(name) expects whole numbers, got \(x.elementText(place)): what has a fraction is no row "
          + "of a table", at: Context.current.location)
    }
    let indices = x.elementType == .int32 ? x : x.converted(to: .int32)
    let weight = _weight.value(
      shape: [count, size], fans: Fans(inputs: count, outputs: size), name: "\(name).weight",
      type: Context.active?.pass.floatType ?? .float32)
    if !indices.isSymbolic,
      let wrong = IndexOutside.first(in: indices, count, .gather, table: "\(name).weight")
    {
      stop(wrong.sentence(), at: Context.current.location)
    }
    return weight.gather(indices)
  }

  /// The constructor.
  public var description: String {
    var arguments = ["\(count), size: \(size)"]
    let regularizers = regularizerArguments(_weight, nil, nil)
    if initializer == .normal(1) && regularizers.isEmpty {
      return "Embedding.pyTorch(\(arguments[0]))"
    }
    if initializer != .uniform() { arguments.append("initializer: \(initializer)") }
    return "Embedding(\((arguments + regularizers).joined(separator: ", ")))"
  }
}
