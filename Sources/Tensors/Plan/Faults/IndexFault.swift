internal import Synchronization

/// Where the steps of a plan record an index that is out of range, found while the plan runs:
/// the run ends and throws what the eager operation says.
///
/// Unchecked because only the worker that has claimed the memory writes to it, and it is read after
/// the workers have met; the plan that owns it frees it.
struct IndexFault: @unchecked Sendable {
  /// What a step looks up.
  private struct Lookup {
    var operation: IndexOutside.Operation
    var size: Int
    var table: String?
    var shape: [Int]
  }

  private struct Finding {
    var lookup = 0
    var index: Int32 = 0
    var place = 0
  }

  private let isClaimed: UnsafeMutablePointer<Atomic<Bool>>
  private let finding: UnsafeMutablePointer<Finding>
  private let lookups: UnsafeMutablePointer<[Lookup]>
  /// The number of the step's own lookup.
  private var lookup = 0

  init() {
    isClaimed = .allocate(capacity: 1)
    isClaimed.initialize(to: Atomic(false))
    finding = .allocate(capacity: 1)
    finding.initialize(to: Finding())
    lookups = .allocate(capacity: 1)
    lookups.initialize(to: [])
  }

  func deallocate() {
    isClaimed.deinitialize(count: 1)
    isClaimed.deallocate()
    finding.deallocate()
    lookups.deinitialize(count: 1)
    lookups.deallocate()
  }

  /// The same for a step that looks up the elements of `indices`.
  ///
  /// - Parameter table: What the rows that are looked up are called.
  func of(
    _ operation: IndexOutside.Operation, _ indices: PlanValue, size: Int, table: String? = nil
  ) -> IndexFault {
    var fault = self
    fault.lookup = lookups.pointee.count
    lookups.pointee.append(
      Lookup(operation: operation, size: size, table: table, shape: indices.shape))
    return fault
  }

  /// Whether an index was outside since the last ``take()``.
  var isSet: Bool { isClaimed.pointee.load(ordering: .relaxed) }

  /// Keeps the first index outside 0..<size and returns one that is inside.
  @inline(__always)
  func checked(_ indices: UnsafePointer<Int32>, at place: Int, _ size: Int) -> Int {
    let index = indices[place]
    if index >= 0 && Int(index) < size { return Int(index) }
    note(index, at: place)
    return 0
  }

  /// Keeps an index outside, unless there is one already.
  private func note(_ index: Int32, at place: Int) {
    let (isFirst, _) = isClaimed.pointee.compareExchange(
      expected: false, desired: true, ordering: .relaxed)
    if isFirst { finding.pointee = Finding(lookup: lookup, index: index, place: place) }
  }

  /// What went wrong, if anything, and forgets it.
  func take() -> TensorError? {
    guard isSet else { return nil }
    defer { isClaimed.pointee.store(false, ordering: .relaxed) }
    let (finding, lookup) = (finding.pointee, lookups.pointee[finding.pointee.lookup])
    return TensorError(
      IndexOutside(
        operation: lookup.operation, index: finding.index, size: lookup.size, table: lookup.table,
        place: IndexOutside.place(finding.place, in: lookup.shape),
        rows: lookup.shape.first ?? 0))
  }
}
