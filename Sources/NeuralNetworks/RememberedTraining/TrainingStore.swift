internal import Synchronization

/// Where finished trainings are kept from one run of a note to the next.
package protocol TrainingStore: Sendable {
  /// What the bits of a training depend on besides what `fit` is given: the build of the engine,
  /// the libraries it uses, the processor.
  var environment: String { get }

  /// The moment as ISO 8601.
  var now: String { get }

  /// What was kept under a key; `nil` where nothing was, or where it is not to be used.
  func content(of key: String) -> [UInt8]?

  /// Keeps something, where there is room; what cannot be kept is computed again the next time.
  func keep(_ content: [UInt8], as key: String)
}

/// The store in use; the kernel installs one before the first cell.
package enum TrainingMemory {
  private static let installed = Mutex<(any TrainingStore)?>(nil)

  /// Uses `store` from now on; `nil` remembers nothing.
  package static func install(_ store: (any TrainingStore)?) {
    installed.withLock { $0 = store }
  }

  /// Uses another store in `body`.
  package static func with<Result>(
    _ store: any TrainingStore, _ body: () throws -> Result
  ) rethrows -> Result {
    try $temporary.withValue(store, operation: body)
  }

  @TaskLocal private static var temporary: (any TrainingStore)?

  static var store: (any TrainingStore)? { temporary ?? installed.withLock(\.self) }
}
