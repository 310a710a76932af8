public import Tensors

/// What a layer knows of the pass through the network it takes part in.
public final class Context {
  /// Whether batch statistics and dropout are in effect.
  public let isTraining: Bool
  /// Whether running statistics follow the batches seen; off while a model is only probed.
  public let updatesStatistics: Bool

  /// Where the pass began.
  let location: SourceLocation?
  /// Called with every layer's output, for summaries and for looking inside.
  let observe: ((_ path: String, _ layer: any Layer, _ output: Tensor) -> Void)?

  private(set) var path = ""
  private(set) var penalties: [Tensor] = []
  private var initialValues = 0
  private lazy var modelKey = RandomSeed.nextKey()

  /// A pass of its own; inside a layer, hand on the context received.
  public convenience init(isTraining: Bool = false) {
    self.init(isTraining: isTraining, location: nil)
  }

  init(
    isTraining: Bool, updatesStatistics: Bool = true, location: SourceLocation? = nil,
    observe: ((String, any Layer, Tensor) -> Void)? = nil
  ) {
    self.isTraining = isTraining
    self.updatesStatistics = updatesStatistics
    self.location = location
    self.observe = observe
  }

  /// Adds a term to the loss that training minimizes, such as a regularisation.
  public func addPenalty(_ penalty: Tensor) { penalties.append(penalty) }

  /// Sends `x` through a layer that is part of the current one, under the name `label`.
  func run(_ layer: any Layer, label: String, on x: Tensor) -> Tensor {
    let outer = path
    path = outer.isEmpty ? label : "\(outer).\(label)"
    defer { path = outer }
    let output = layer(x, self)
    observe?(path, layer, output)
    return output
  }

  /// A random key for the next initial value made in this pass: it follows from the note's seed,
  /// from how many models were made before, and from the layer's place in this one.
  func nextInitialKey() -> RandomKey {
    initialValues += 1
    return modelKey.folding(RandomSeed.number("\(path)#\(initialValues)"))
  }
}
