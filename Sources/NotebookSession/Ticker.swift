/// Says every second how long something has taken so far, until it is stopped.
struct Ticker: Sendable {
  private let task: Task<Void, Never>

  init(_ tell: @escaping @Sendable (_ seconds: Double) -> Void) {
    task = Task {
      let clock = Stopwatch()
      while (try? await Task.sleep(for: .seconds(1))) != nil { tell(clock.seconds) }
    }
  }

  func stop() { task.cancel() }
}
