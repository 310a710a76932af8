internal import Tensors

/// What all layers called in one pass share.
final class Pass {
  /// The path is `nil` of a layer that the model does not list, or that has nothing to be known by.
  typealias Observer = (_ path: String?, _ layer: any Layer, _ output: Tensor) -> Void

  let observe: Observer?
  var path = ""
  /// The layer under way, the innermost one.
  var layer: (any Layer)?
  var penalties: [Tensor] = []
  /// The keys of random states drawn from without moving them.
  var keys: [ObjectIdentifier: RandomKey] = [:]
  /// Where draws without key or seed take theirs: the outermost sequence under way.
  var generator: SeedGenerator?
  /// What weights are made in that are asked for without an input: what the model was first sent.
  var floatType: ElementType?
  /// Whose examples the shapes are of that go through the layers.
  var input = Input.given
  /// Whether the layer that was called last made its input flat.
  var followsFlatten = false
  var made: [Parameter] = []
  /// The parameters that need no looking up, in a pass that finds out whether layers list the
  /// weights they read; otherwise `nil`.
  var known: Set<ObjectIdentifier>?
  /// While running statistics are computed anew as means over batches: the number of this batch.
  var averagedBatches: Int?
  private(set) var unlisted: ModelError?
  /// Where the layers of the model are, in a pass that is watched.
  private let paths: LayerPaths?
  private var initialValues = 0
  private lazy var modelKey = GlobalSeed.nextConcreteKey()

  /// Whose examples a pass sends through the layers.
  enum Input {
    /// The caller's.
    case given
    /// One of zeros, of a shape that was asked for without a batch.
    case shapeAlone
    /// One of zeros in place of so many of the caller's; whether the model had all its weights.
    case one(of: Int, isBuilt: Bool)
  }

  /// - Parameter model: Whose paths the observer is told.
  init(observe: Observer?, of model: (any Layer)?) {
    self.observe = observe
    paths = model.map { LayerPaths(of: $0) }
  }

  /// The path of a layer that the one under way calls, in a pass that is watched.
  func observedPath(of layer: any Layer) -> String? { paths?.path(of: layer, calledBy: path) }

  /// The value of `forward`, a call of `layer`. Remembers a weight read meanwhile that the layer
  /// does not list.
  func checkingReads(of layer: any Layer, _ forward: () -> Tensor) -> Tensor {
    guard let known else { return forward() }
    let reads = PassScope.reads ?? ParameterReads()
    let start = reads.parameters.count
    let output = reads.collect(forward)
    let unknown = reads.parameters[start...].filter {
      $0.isTrainable && !known.contains(ObjectIdentifier($0))
    }
    guard unlisted == nil, !unknown.isEmpty else { return output }
    let listed = Set(layer.allEntries.map { ObjectIdentifier($0.parameter) })
    if let stray = unknown.first(where: { !listed.contains(ObjectIdentifier($0)) }) {
      unlisted = .unlistedParameter(layer: layer.name, parameter: stray.name)
    }
    return output
  }

  func nextInitialKey() -> RandomKey {
    initialValues += 1
    return modelKey.folding(RandomSeed.number("\(path)#\(initialValues)"))
  }
}
