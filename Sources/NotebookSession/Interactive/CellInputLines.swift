internal import Synchronization

/// The lines that a cell has read, which it gets again when it runs again to bring back a state:
/// nobody is asked twice.
final class CellInputLines: Sendable {
  private let lines = Mutex<[String?]>([])

  /// Asks the reader, and keeps the answers; where there is no reader there are no lines.
  func asking(_ ask: SessionOptions.LineRequest?) -> SessionOptions.LineRequest? {
    guard let ask else { return nil }
    lines.withLock { $0 = [] }
    return { completion in
      ask { line in
        self.lines.withLock { $0.append(line) }
        completion(line)
      }
    }
  }

  /// Gives the kept answers from the first on; there are no others.
  func repeating() -> SessionOptions.LineRequest {
    let rest = Mutex(lines.withLock(\.self)[...])
    return { completion in
      completion(rest.withLock { $0.popFirst() } ?? nil)
    }
  }
}
