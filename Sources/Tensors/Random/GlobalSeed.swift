internal import Synchronization

/// The generator behind draws that name neither key nor seed.
package enum GlobalSeed {
  /// The next key; a state, so that a planned function draws anew at each call. Independent work
  /// has one of its own.
  package static var state: Parameter { ThreadContext.current.randomState ?? shared }

  private static let shared = Parameter(
    RandomKey(seed: 0).tensor, name: "random key", isTrainable: false)

  private static let current = Mutex(0)
  private static let followers = Mutex<[@Sendable (UInt64) -> Void]>([])

  private static let drawing = Mutex(())

  /// A key never given before since the seed was set, whichever threads draw at the same time.
  package static func nextKey() -> RandomKey { nextKey(\.value) }

  /// The same outside of the function that is being planned, if one is.
  package static func nextConcreteKey() -> RandomKey { nextKey(\.concreteValue) }

  private static func nextKey(_ value: ReferenceWritableKeyPath<Parameter, Tensor>) -> RandomKey {
    drawing.withLock { _ in
      let current = RandomKey(tensor: state[keyPath: value])
      state[keyPath: value] = current.folding(0).tensor
      return current.folding(1)
    }
  }

  /// Starts the numbers of one part of a program, such as a cell: they follow from the seed and the
  /// part's name, not from what other parts have drawn.
  package static func begin(_ part: String) {
    let seed = current.withLock(\.self)
    let number = number(of: part)
    state.value = RandomKey(seed: seed).folding(Int(number >> 33)).tensor
    start(UInt64(bitPattern: Int64(seed)) ^ number)
  }

  /// Has another generator start anew whenever this one does, from the number given.
  package static func follow(_ start: @escaping @Sendable (UInt64) -> Void) {
    followers.withLock { $0.append(start) }
  }

  fileprivate static func set(_ seed: Int) {
    current.withLock { $0 = seed }
    state.value = RandomKey(seed: seed).tensor
    start(UInt64(bitPattern: Int64(seed)))
  }

  private static func start(_ number: UInt64) {
    for follower in followers.withLock(\.self) { follower(number) }
  }

  /// A number for a name, by FNV-1a with 64 bits.
  private static func number(of name: String) -> UInt64 {
    name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

/// Starts the random numbers drawn without a key or seed anew, also those of the standard library
/// in a cell. A note's `seed:` does this before its first cell; each cell then has numbers of its
/// own, which follow from the seed that was set last and the cell.
public func setSeed(_ seed: Int) { GlobalSeed.set(seed) }
