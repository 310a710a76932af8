/// The generator behind draws that name neither key nor seed.
package enum GlobalSeed {
  /// The next key; a state, so that a planned function draws anew at each call. Independent work
  /// has one of its own.
  package static var state: Parameter { ThreadContext.current.randomState ?? shared }

  private static let shared = Parameter(
    RandomKey(seed: 0).tensor, name: "random key", isTrainable: false)

  /// A key never given before since the seed was set.
  package static func nextKey() -> RandomKey {
    let current = RandomKey(tensor: state.value)
    state.value = current.folding(0).tensor
    return current.folding(1)
  }
}

/// Starts the random numbers drawn without a key or seed anew. A note's `seed:` does this before
/// its first cell.
public func setSeed(_ seed: Int) {
  GlobalSeed.state.value = RandomKey(seed: seed).tensor
}
