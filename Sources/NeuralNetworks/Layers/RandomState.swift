internal import Tensors

/// The random numbers of one layer: a key that moves on with every draw, so that a planned step,
/// an eager one and a restored model all see the same numbers.
final class RandomState {
  let key = Parameter(
    Tensor([0, 0] as [Int32], shape: [2]), name: "random key", isTrainable: false)
  private var isPrepared = false

  /// Starts from the note's seed and the layer's place in the model, once.
  func prepare(_ context: Context) {
    guard !isPrepared else { return }
    key.concreteValue = context.nextInitialKey()
    isPrepared = true
  }

  /// A key for one draw.
  func next() -> RandomKey {
    let current = RandomKey(key.value)
    key.value = current.folding(0).tensor
    return current.folding(1)
  }
}

/// Keys that depend on the note's seed and a name.
enum RandomSeed {
  /// The seed for a name: the note's seed mixed with the name (FNV-1a).
  static func number(_ name: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return hash ^ (GlobalSeed.value &* 0x9e37_79b9_7f4a_7c15)
  }

  /// The same as a key.
  static func key(_ name: String) -> Tensor {
    let bits = number(name)
    return Tensor(
      [
        Int32(truncatingIfNeeded: bits), Int32(truncatingIfNeeded: bits >> 32),
      ], shape: [2])
  }
}
