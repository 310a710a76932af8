/// Work that has nothing to do with what else the process does: its random numbers follow from a
/// key of its own, and its plans may be kept to fewer workers, so that several such works can run
/// side by side on different threads.
package enum IndependentWork {
  /// Calls `body` on this thread.
  ///
  /// - Parameters:
  ///   - key: Where draws that name neither key nor seed begin, instead of the global generator.
  ///   - workers: The most that plans made in it use; as many as usual for `nil`.
  package static func run<Value>(
    key: RandomKey, workers: Int? = nil, _ body: () throws -> Value
  ) rethrows -> Value {
    let context = ThreadContext.current
    let outer = (context.randomState, context.workerLimit)
    context.randomState = Parameter(key.tensor, name: "random key", isTrainable: false)
    context.workerLimit = workers ?? outer.1
    defer { (context.randomState, context.workerLimit) = outer }
    return try body()
  }
}
