public import Tensors

/// Layers one after another.
///
/// Sizes of inputs are inferred at the first use, or by `summary(input:)`.
///
/// ```swift
/// let model = Sequential {
///   Flatten()
///   for width in [300, 100] { Dense(width, activation: .relu); BatchNorm() }
///   Dense(10)
/// }
/// ```
public struct Sequential: Layer, CustomStringConvertible {
  /// The layers in order.
  public let layers: [any Layer]
  /// The layers with their names in paths: the type in lower case and a number from 1 among the
  /// layers of that type, "dense_1", "batch_norm_1", "dense_2".
  let labeledLayers: [(label: String, layer: any Layer)]
  /// The key of random numbers that its layers draw without one. It is part of the state once
  /// something was drawn.
  let random = SeedGenerator()

  /// The layers of the block; it may hold `for` and `if`.
  public init(@LayerBuilder _ layers: () -> [any Layer]) { self.init(layers()) }

  /// The layers of an array.
  public init(_ layers: [any Layer]) {
    self.layers = layers
    var counts: [String: Int] = [:]
    labeledLayers = layers.map { layer in
      let base = Self.snakeCase(String(describing: type(of: layer)))
      counts[base, default: 0] += 1
      return ("\(base)_\(counts[base, default: 1])", layer)
    }
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    let context = Context.current
    return labeledLayers.reduce(x) { context.send($0, through: $1.layer, label: $1.label) }
  }

  /// The constructor, with the number of parameters of each layer.
  public var description: String {
    let lines = layers.map { layer in
      let text = layer.name.split(separator: "\n", omittingEmptySubsequences: false)
        .joined(separator: "\n  ")
      let count = layer.parameters.scalarCount
      let isNested = layer is Sequential
      return "  \(text)" + (count == 0 || isNested ? "" : "  // \(grouped(count)) parameters")
    }
    let total = parameters.scalarCount
    return "Sequential {\n" + lines.joined(separator: "\n") + "\n}"
      + (total == 0 ? "" : "  // \(grouped(total)) parameters")
  }

  /// "BatchNorm" as "batch_norm", "Conv2D" as "conv2d".
  private static func snakeCase(_ name: String) -> String {
    var result = ""
    var previous: Character = "A"
    for character in name.prefix(while: { $0 != "<" }) {
      if character.isUppercase && previous.isLowercase { result += "_" }
      result += character.lowercased()
      previous = character
    }
    return result
  }
}

/// Collects the layers of a ``Sequential``.
@resultBuilder
public enum LayerBuilder {
  public static func buildExpression(_ layer: any Layer) -> [any Layer] { [layer] }
  public static func buildExpression(_ layers: [any Layer]) -> [any Layer] { layers }
  public static func buildBlock(_ parts: [any Layer]...) -> [any Layer] { parts.flatMap(\.self) }
  public static func buildOptional(_ part: [any Layer]?) -> [any Layer] { part ?? [] }
  public static func buildEither(first: [any Layer]) -> [any Layer] { first }
  public static func buildEither(second: [any Layer]) -> [any Layer] { second }
  public static func buildArray(_ parts: [[any Layer]]) -> [any Layer] { parts.flatMap(\.self) }
}
