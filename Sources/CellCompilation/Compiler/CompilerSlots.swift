/// Lets only so many compilers run at once; the others wait in the order they came.
actor CompilerSlots {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ count: Int) { free = count }

  /// Runs the work when a slot is free.
  nonisolated func withSlot<Value: Sendable>(
    _ work: @Sendable () async throws -> Value
  ) async throws -> Value {
    await take()
    do {
      try Task.checkCancellation()
      let value = try await work()
      await giveBack()
      return value
    } catch {
      await giveBack()
      throw error
    }
  }

  private func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  private func giveBack() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().resume()
    }
  }
}
