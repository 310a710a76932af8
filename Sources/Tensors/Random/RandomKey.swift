/// What random numbers are a function of: the same key gives the same numbers, on any number of
/// threads, eagerly and in a planned function.
///
/// ```swift
/// let key = RandomKey(seed: 7)
/// let noise = Tensor.normal([3, 4], key: key.folding(1))
/// ```
///
/// Promised: element i of a random tensor is a function of the key and i, by Philox4x32-10 with
/// counter (i / 4, 0, 0, purpose). Uniform numbers take the upper 24 bits of word i % 4; normal
/// ones come in pairs by Box and Muller's transform; truncated ones are redrawn by counter
/// (i, 0, attempt, purpose). Bits are the same on every run and machine for uniform, Bernoulli and
/// permutations; for normal numbers as far as the system's log, sin and cos agree.
public struct RandomKey: Sendable {
  /// Two words as int32.
  package let tensor: Tensor

  /// The key of a seed.
  public init(seed: Int) {
    let bits = UInt64(bitPattern: Int64(seed))
    tensor = Tensor(shape: [2]) { (words: UnsafeMutablePointer<Int32>) in
      words[0] = Int32(truncatingIfNeeded: bits)
      words[1] = Int32(truncatingIfNeeded: bits >> 32)
    }
  }

  package init(tensor: Tensor) { self.tensor = tensor }

  /// Another key, a function of this one and a number: for the n-th layer or step.
  public func folding(_ number: Int) -> RandomKey {
    RandomKey(
      tensor: applied(.foldKey, tensor, Tensor.full([], Double(number), type: .int32)))
  }

  /// As many keys as wanted, independent of each other and of this one.
  public func split(into count: Int) -> [RandomKey] { (0..<count).map { folding($0) } }
}

extension RandomKey: CustomStringConvertible {
  /// Its two words: "random key [7, 0]".
  public var description: String {
    tensor.isSymbolic ? "random key, not computed yet" : "random key \(tensor.integers)"
  }
}
