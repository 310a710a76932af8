public import Tensors

/// Layers whose output is added to their input: x + f(x) (He et al., 2015).
///
/// The shapes must agree; where they do not, give a `shortcut` that changes the input's.
public struct Residual: Layer, CustomStringConvertible {
  /// The layers added.
  public let body: Sequential
  /// What the input goes through on its way to the sum, if anything.
  public let shortcut: Sequential?

  /// Adds the output of the block's layers to the input.
  public init(@LayerBuilder _ body: () -> [any Layer]) {
    self.body = Sequential(body())
    shortcut = nil
  }

  /// Adds the output of the block's layers to the output of the shortcut's.
  public init(
    @LayerBuilder _ body: () -> [any Layer], @LayerBuilder shortcut: () -> [any Layer]
  ) {
    self.body = Sequential(body())
    self.shortcut = Sequential(shortcut())
  }

  @_disfavoredOverload public func callAsFunction(_ x: Tensor) -> Tensor {
    let context = Context.current
    let main = context.send(x, through: body, label: "body")
    let side = shortcut.map { context.send(x, through: $0, label: "shortcut") } ?? x
    guard main.shape == side.shape else {
      stop(
        "Residual expects layers that keep the shape \(side.shape) of the input, got "
          + "\(main.shape): add a shortcut that makes the input \(main.shape) too",
        at: context.location)
    }
    return main + side
  }

  /// The constructor.
  public var description: String {
    let block = Self.block(of: body)
    return "Residual \(block)" + (shortcut.map { " shortcut: \(Self.block(of: $0))" } ?? "")
  }

  private static func block(of sequence: Sequential) -> String {
    let text = sequence.description.dropFirst("Sequential ".count)
    return String(text.prefix(through: text.lastIndex(of: "}") ?? text.startIndex))
  }
}
