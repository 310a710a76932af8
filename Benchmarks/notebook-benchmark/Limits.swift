internal import Dispatch
internal import Tensors
internal import TensorsOneDNN

/// What this machine can do at most: the figures that the others are compared with.
enum Limits {
  /// Sizes of the product: large enough for the library's best, small enough for a second.
  private static let size = 1_536
  /// Floats of the copy: more than any cache holds.
  private static let count = 10_000_000

  /// The time of a product of 1,536 x 1,536 matrices on every worker at once, and of one copy of
  /// ten million floats divided among them.
  static func figures() -> [(String, Double)] {
    [("products", products()), ("copy", copy())]
  }

  private static var workers: Int { WorkerCount.available }

  private static func products() -> Double {
    let backend = OneDNNBackend()
    let product = MatrixProduct(rows: size, columns: size, depth: size)
    let a = Tensor.uniform([size, size], seed: 1).scalars
    let b = Tensor.uniform([size, size], seed: 2).scalars
    func round() {
      DispatchQueue.concurrentPerform(iterations: workers) { _ in
        var c = [Float](repeating: 0, count: size * size)
        backend.multiply(product, a, b, into: &c)
      }
    }
    round()
    return medianSeconds(of: 9, round) / Double(workers)
  }

  private static func copy() -> Double {
    let source = SharedMemory(count: count)
    let target = SharedMemory(count: count)
    let share = (count + workers - 1) / workers
    func round() {
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        let start = worker * share
        let length = min(share, count - start)
        (target.floats + start).update(from: source.floats + start, count: length)
      }
    }
    round()
    return medianSeconds(of: 15, round)
  }
}

/// Memory that several threads copy to, each to its own part; hence unchecked.
private final class SharedMemory: @unchecked Sendable {
  let floats: UnsafeMutablePointer<Float>

  init(count: Int) {
    floats = .allocate(capacity: count)
    floats.initialize(repeating: 1, count: count)
  }

  deinit { floats.deallocate() }
}
