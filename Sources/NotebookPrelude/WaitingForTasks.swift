#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Waits for asynchronous code and returns its value; called by the code around a cell.
///
/// The cell's own thread sleeps meanwhile, so that the cell goes on in order, as top-level code
/// does.
@discardableResult
public func waiting<Value>(_ body: @escaping () async -> Value) -> Value {
  let exchange = ResultExchange<Value, Never>()
  nonisolated(unsafe) let body = body  // The caller does nothing until it has run.
  Task.detached { exchange.put(.success(await body())) }
  return exchange.take().get()
}

/// Waits for asynchronous code that can throw; called by the code around a cell.
@discardableResult
public func waitingOrThrowing<Value>(_ body: @escaping () async throws -> Value) throws -> Value {
  let exchange = ResultExchange<Value, any Error>()
  nonisolated(unsafe) let body = body  // The caller does nothing until it has run.
  Task.detached {
    do {
      exchange.put(.success(try await body()))
    } catch {
      exchange.put(.failure(error))
    }
  }
  return try exchange.take().get()
}

/// Starts asynchronous code whose value is waited for later; a top-level `async let` calls it.
public func starting<Value>(_ body: @escaping () async -> Value) -> Task<Value, Never> {
  nonisolated(unsafe) let body = body  // As with an `async let`, the author keeps the two apart.
  return Task.detached { await body() }
}

/// Starts asynchronous code that can throw.
public func startingOrThrowing<Value>(
  _ body: @escaping () async throws -> Value
) -> Task<Value, any Error> {
  nonisolated(unsafe) let body = body  // As with an `async let`, the author keeps the two apart.
  return Task.detached { try await body() }
}

/// Waits for a part of what a task makes; a top-level `async let` with several names calls it.
public func part<Whole, Value>(
  of task: Task<Whole, Never>, _ select: @escaping (Whole) -> Value
) -> Task<Value, Never> {
  starting { select(await task.value) }
}

/// Waits for a part of what a task makes that can throw.
public func part<Whole, Value>(
  of task: Task<Whole, any Error>, _ select: @escaping (Whole) -> Value
) -> Task<Value, any Error> {
  startingOrThrowing { select(try await task.value) }
}

/// Hands one result from a task to the thread that waits for it. Unchecked: the semaphore orders
/// the only write before the only read.
private final class ResultExchange<Value, Failure: Error>: @unchecked Sendable {
  private var result: Result<Value, Failure>?
  private let isDone = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init() { sem_init(isDone, 0, 0) }

  deinit {
    sem_destroy(isDone)
    isDone.deallocate()
  }

  func put(_ result: Result<Value, Failure>) {
    self.result = result
    sem_post(isDone)
  }

  func take() -> Result<Value, Failure> {
    while sem_wait(isDone) != 0 {}  // A signal may wake it early.
    guard let result else { preconditionFailure("a task ended without a result") }
    return result
  }
}
