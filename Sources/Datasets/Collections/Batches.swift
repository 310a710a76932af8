internal import NotebookDisplay
internal import Tensors

/// A collection's examples, a batch at a time.
public struct Batches<Data: TrainingData>: Sequence, Sendable, CustomStringConvertible {
  package let data: Data
  /// Examples in a batch, at most as many as there are.
  package let size: Int
  private let seed: Int?

  init(data: Data, size: Int, seed: Int?) {
    require(size > 0, "batches(of: \(size)): a batch needs at least one example")
    self.data = data
    self.size = Swift.max(1, Swift.min(size, data.count))
    self.seed = seed
  }

  /// The positions of all examples in the order in which they are taken.
  package var order: [Int32] {
    seed.map { Permutation.of(data.count, seed: $0) } ?? [Int32](0..<Int32(data.count))
  }

  /// How many batches there are, counting a partial one.
  public var count: Int { data.count == 0 ? 0 : (data.count - 1) / size + 1 }

  public var underestimatedCount: Int { count }

  /// "3 batches of 8 of 24 examples".
  public var description: String {
    "\(count) \(count == 1 ? "batch" : "batches") of \(size) of "
      + NumberFormat.count(data.count, "example")
  }

  /// The batches in order.
  public func makeIterator() -> AnyIterator<Data> {
    let order = seed.map { Permutation.of(data.count, seed: $0) }
    var start = 0
    return AnyIterator {
      guard start < data.count else { return nil }
      let end = Swift.min(start + size, data.count)
      defer { start = end }
      return order.map { data.gathering(Array($0[start..<end])) } ?? data[start..<end]
    }
  }
}
