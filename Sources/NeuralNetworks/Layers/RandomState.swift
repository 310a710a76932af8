internal import Tensors

/// The random numbers of one layer: a key that moves on with every draw, so that a planned step,
/// an eager one and a restored model all see the same numbers.
final class RandomState {
  let key = Parameter(
    Tensor.zeros([2], type: .int32), name: "random key", isTrainable: false)
  private var isPrepared = false

  /// Starts from the note's seed and the layer's place in the model, once.
  func prepare() {
    guard !isPrepared else { return }
    key.concreteValue = Context.current.nextInitialKey().tensor
    isPrepared = true
  }

  /// A key for one draw.
  func next() -> RandomKey { Context.current.nextKey(of: key) }
}

/// Random numbers that follow from the note's seed.
enum RandomSeed {
  /// The next key of the note's generator, outside any planned function.
  static func nextKey() -> RandomKey {
    let current = RandomKey(tensor: GlobalSeed.state.concreteValue)
    GlobalSeed.state.concreteValue = current.folding(0).tensor
    return current.folding(1)
  }

  /// The same as a number.
  static func next() -> UInt64 {
    nextKey().tensor.integers.reduce(0) { $0 << 32 | UInt64(UInt32(truncatingIfNeeded: $1)) }
  }

  /// A number for a name (FNV-1a), to be folded into a key.
  static func number(_ name: String) -> Int {
    let hash = name.utf8.reduce(0x811c_9dc5 as UInt32) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    return Int(hash >> 1)
  }
}
