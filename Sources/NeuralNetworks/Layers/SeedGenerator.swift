public import Tensors

/// The random numbers of one layer: a key that moves on with every draw, so that a planned step, an
/// eager one and a restored model all see the same numbers.
///
/// A layer of one's own holds it in a property. It starts from the note's seed and the layer's
/// place in the model, and is part of the model's state. Passes that only look at a model, such as
/// `gradients(on:)` and `evaluate`, do not move it: each sees the numbers of the next step.
///
/// ```swift
/// struct Jitter: Layer {
///   let random = SeedGenerator()
///   func callAsFunction(_ x: Tensor) -> Tensor {
///     Context.current.isTraining ? x + Tensor.uniform(x.shape, key: random.nextKey()) : x
///   }
/// }
/// ```
public final class SeedGenerator: CustomStringConvertible {
  let key = Parameter(
    Tensor.zeros([2], type: .int32), name: "random key", isTrainable: false)
  /// Whether it has a key.
  private(set) var isPrepared = false
  /// The key it began with.
  private var firstKey: Tensor?

  /// Random numbers that follow from the note's seed.
  public init() {}

  /// Random numbers that follow from a seed of one's own.
  public init(seed: Int) {
    begin(with: RandomKey(seed: seed).tensor)
  }

  /// The key that comes next; none before the first use of one that follows the note's seed.
  public var description: String {
    isPrepared ? "\(RandomKey(tensor: key.value))" : "a random key that is made at its first use"
  }

  /// Starts from the note's seed and the layer's place in the model, once.
  func prepare() {
    guard !isPrepared else { return }
    begin(with: Context.current.nextInitialKey().tensor)
  }

  /// Goes on from a key that was kept, or begins anew where none was: with the key it began with.
  func resume(from kept: Tensor?) {
    if let kept, !isPrepared { begin(with: kept) }
    if let value = kept ?? firstKey { key.concreteValue = value }
  }

  private func begin(with first: Tensor) {
    firstKey = first
    key.concreteValue = first
    isPrepared = true
  }

  /// A key for one draw.
  public func nextKey() -> RandomKey {
    prepare()
    return Context.current.nextKey(of: key)
  }
}

/// Random numbers that follow from the note's seed.
enum RandomSeed {
  /// The next key of the note's generator, outside any planned function, as a number.
  static func next() -> UInt64 {
    GlobalSeed.nextConcreteKey().tensor.integers.reduce(0) {
      $0 << 32 | UInt64(UInt32(truncatingIfNeeded: $1))
    }
  }

  /// A number for a name (FNV-1a), to be folded into a key.
  static func number(_ name: String) -> Int {
    let hash = name.utf8.reduce(0x811c_9dc5 as UInt32) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    return Int(hash >> 1)
  }
}
