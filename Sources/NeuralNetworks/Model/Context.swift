public import Tensors

/// What a layer knows of the pass through the network it takes part in.
///
/// There is one around every call of a model: nobody hands it on. A layer that behaves differently
/// in training asks ``current``:
///
/// ```swift
/// struct Jitter: Layer {
///   func callAsFunction(_ x: Tensor) -> Tensor { Context.current.isTraining ? x + 0.1 : x }
/// }
/// ```
///
/// `model(x, training: true)` begins a pass in training mode, and all layers called below are in
/// it. `fit`, `TrainingStep`, `valueWithGradients` and `gradients` are in training mode,
/// `evaluate`, `predict` and a plain `model(x)` at inference. What the outermost call asked for
/// decides whether the model changes, see ``updatesState``.
///
/// The call of a layer of one's own begins a pass in notes. In a file of a program its function is
/// marked `@_disfavoredOverload`, so that Swift prefers the library's; a layer that is called
/// without that begins none, and every layer it calls is the outermost. So marked, a subclass calls
/// the function of its superclass as `(super.callAsFunction as (Tensor) -> Tensor)(x)`; in notes as
/// `super.callAsFunction(x)`.
public final class Context: NetworkPass, CustomStringConvertible {
  /// Whether batch statistics and dropout are in effect.
  public let isTraining: Bool
  /// Whether running statistics follow the batches seen: where the outermost call trains, and not
  /// while a model is evaluated or only looked at. A layer called in training mode in a pass at
  /// inference, `norm(x, training: true)` in a model that predicts, uses the batch's statistics and
  /// leaves the running ones as they are. Keras moves them then.
  public let updatesState: Bool
  /// Whether random keys move on when they are drawn from, so that the next pass sees other
  /// numbers: always, but not while a model is evaluated or only looked at. Dropout called in
  /// training mode in a model that predicts drops others every time, as in Keras.
  let movesRandomKeys: Bool

  /// Where the layer was called.
  let location: SourceLocation?
  let pass: Pass

  /// The pass under way; outside any, one at inference.
  public static var current: Context { active ?? Context(isTraining: false) }

  /// The pass under way, if there is one.
  static var active: Context? { PassScope.current as? Context }

  /// "a pass in training mode" or "a pass at inference".
  public var description: String {
    "a pass \(isTraining ? "in training mode" : "at inference")"
  }

  /// A pass of its own.
  ///
  /// - Parameters:
  ///   - updatesState: False in a pass that leaves no trace in the model.
  ///   - observe: Called with every layer's output, for summaries and for looking inside.
  ///   - model: Whose paths the observer is told.
  init(
    isTraining: Bool, updatesState: Bool = true, location: SourceLocation? = nil,
    of model: (any Layer)? = nil, observe: Pass.Observer? = nil
  ) {
    self.isTraining = isTraining
    self.updatesState = updatesState && isTraining
    movesRandomKeys = updatesState
    self.location = location
    pass = Pass(observe: observe, of: model)
  }

  private init(_ outer: Context, isTraining: Bool?, location: SourceLocation) {
    self.isTraining = isTraining ?? outer.isTraining
    updatesState = outer.updatesState && self.isTraining
    movesRandomKeys = outer.movesRandomKeys
    self.location = location
    pass = outer.pass
  }

  /// Makes the pass find out whether layers list the weights they read; these are known to be.
  func checkReads(known: Set<ObjectIdentifier>) { pass.known = known }

  /// The context of a call: a part of the pass under way, or the beginning of one.
  static func entering(training: Bool?, at location: SourceLocation) -> Context {
    active.map { Context($0, isTraining: training, location: location) }
      ?? Context(isTraining: training ?? false, location: location)
  }

  /// Adds a term to the loss that training minimizes, such as a regularisation.
  public func addPenalty(_ penalty: Tensor) { pass.penalties.append(penalty) }

  /// The terms added so far.
  var penalties: [Tensor] { pass.penalties }

  /// Notes that a parameter was made in this pass.
  func made(_ parameter: Parameter) { pass.made.append(parameter) }

  /// The parameters made in this pass.
  var madeParameters: [Parameter] { pass.made }

  /// The first weight read by a layer that does not list it, in a pass that looks for such.
  var unlisted: ModelError? { pass.unlisted }

  /// The value of `body`, in which this is the pass under way.
  func run<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
    let outer = PassScope.current
    PassScope.current = self
    defer { PassScope.current = outer }
    return try body()
  }

  /// Sends `x` through a layer; with a label, through a part of the layer under way.
  func send(_ x: Tensor, through layer: any Layer, label: String? = nil) -> Tensor {
    let outer = pass.path
    let path =
      label.map { outer.isEmpty ? $0 : "\(outer).\($0)" } ?? pass.observedPath(of: layer)
    if let path { pass.path = path }
    let caller = pass.layer
    pass.layer = layer
    defer { (pass.path, pass.layer) = (outer, caller) }
    let isOutermost = pass.generator == nil
    if isOutermost { pass.generator = (layer as? Sequential)?.random }
    defer { if isOutermost { pass.generator = nil } }
    if pass.floatType == nil { pass.floatType = x.elementType == .float64 ? .float64 : .float32 }
    let forward: (Tensor) -> Tensor = layer.callAsFunction
    let input = (layer as? any FloatingInput)?.floating(x) ?? x
    let output = run { pass.checkingReads(of: layer) { forward(input) } }
    pass.followsFlatten = layer is Flatten
    pass.observe?(path, layer, output)
    return output
  }

  /// The weight that a normalization gives the statistics of this batch in its running ones;
  /// `nil` where those are left alone.
  func weightOfBatch(_ usual: Double) -> Double? {
    pass.averagedBatches.map { 1 / Double($0) } ?? (updatesState ? usual : nil)
  }

  /// A random key for the next initial value made in this pass: it follows from the note's seed,
  /// from how many models were made before, and from the layer's place in this one.
  func nextInitialKey() -> RandomKey { pass.nextInitialKey() }

  /// A random key for the next draw from `state`, whose key moves on unless the pass leaves no
  /// trace in the model; then only the pass remembers how often it has drawn, so that every look
  /// at a model sees the same numbers.
  func nextKey(of state: Parameter) -> RandomKey {
    guard !movesRandomKeys else {
      let current = RandomKey(tensor: state.value)
      state.value = current.folding(0).tensor
      return current.folding(1)
    }
    let current = pass.keys[ObjectIdentifier(state)] ?? RandomKey(tensor: state.value)
    pass.keys[ObjectIdentifier(state)] = current.folding(0)
    return current.folding(1)
  }

  /// The key of a draw that names neither key nor seed: the model's own, which belongs to its
  /// outermost sequence; in a model that is none, and in a loss, the note's.
  package func nextUnnamedKey() -> RandomKey {
    if let generator = pass.generator { return generator.nextKey() }
    return movesRandomKeys ? GlobalSeed.nextKey() : nextKey(of: GlobalSeed.state)
  }
}
