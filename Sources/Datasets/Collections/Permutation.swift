/// Orders in which examples are taken.
package enum Permutation {
  /// The numbers 0..<count in an order that depends on the seed alone (Fisher and Yates).
  package static func of(_ count: Int, seed: Int) -> [Int32] {
    of(count, SplitMix64(seed: seed))
  }

  private static func of(_ count: Int, _ generator: SplitMix64) -> [Int32] {
    var random = generator
    var order = [Int32](0..<Int32(count))
    order.withUnsafeMutableBufferPointer { order in
      for last in stride(from: count - 1, to: 0, by: -1) {
        order.swapAt(last, Int(random.next(upperBound: UInt64(last + 1))))
      }
    }
    return order
  }

  /// The order of one epoch of a training run.
  package static func of(_ count: Int, seed: Int, epoch: Int) -> [Int32] {
    var random = SplitMix64(seed: seed &+ epoch)
    return of(count, SplitMix64(bits: random.next()))
  }
}
