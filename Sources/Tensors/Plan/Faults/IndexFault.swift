internal import Synchronization

/// Where the steps of a plan record an index that is out of range, found while the plan runs:
/// the run ends and throws what the eager operation says.
///
/// Unchecked because the memory is one atomic number, freed by the plan that owns it.
struct IndexFault: @unchecked Sendable {
  /// What looked the index up.
  enum Operation: Int {
    case gather = 1
    case scatterAdd, oneHot, softmaxCrossEntropy
  }

  private let word: UnsafeMutablePointer<Atomic<Int>>

  init() {
    word = .allocate(capacity: 1)
    word.initialize(to: Atomic(0))
  }

  func deallocate() {
    word.deinitialize(count: 1)
    word.deallocate()
  }

  /// Whether an index was outside since the last ``take()``.
  var isSet: Bool { word.pointee.load(ordering: .relaxed) != 0 }

  /// Keeps the first index outside 0..<size and returns one that is inside.
  @inline(__always)
  func checked(_ index: Int32, _ size: Int, _ operation: Operation) -> Int {
    if index >= 0 && Int(index) < size { return Int(index) }
    note(index, size, operation)
    return 0
  }

  /// Keeps an index outside 0..<size, unless there is one already.
  func note(_ index: Int32, _ size: Int, _ operation: Operation) {
    let limited = min(size, Self.largestSize)
    let packed = (operation.rawValue << 28 | limited) << 32 | Int(UInt32(bitPattern: index))
    _ = word.pointee.compareExchange(expected: 0, desired: packed, ordering: .relaxed)
  }

  /// What went wrong, if anything, and forgets it.
  func take() -> TensorError? {
    let packed = word.pointee.exchange(0, ordering: .relaxed)
    let (index, size) = (
      Int32(truncatingIfNeeded: packed), packed >> 32 & Self.largestSize
    )
    switch Operation(rawValue: packed >> 60) {
    case .gather?: return IndexingFamily.outside(index, size, "gather")
    case .scatterAdd?: return IndexingFamily.outside(index, size, "scatterAdd")
    case .oneHot?: return IndexingFamily.outside(index, size, "oneHot")
    case .softmaxCrossEntropy?: return SoftmaxFamily.labelOutside(index, classes: size)
    case nil: return nil
    }
  }

  private static let largestSize = (1 << 28) - 1
}
