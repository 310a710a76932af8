import NeuralNetworks
import Synchronization

/// A store in memory that counts.
final class KeptTrainings: TrainingStore {
  private struct State {
    var contents: [String: [UInt8]] = [:]
    var recalled = 0
  }

  let environment = "a test"
  let now = "2026-11-28T20:14:00+01:00"
  private let state = Mutex(State())

  /// How many trainings were not done again.
  var recalled: Int { state.withLock(\.recalled) }
  var count: Int { state.withLock(\.contents.count) }

  func content(of key: String) -> [UInt8]? {
    state.withLock { state in
      let content = state.contents[key]
      if content != nil { state.recalled += 1 }
      return content
    }
  }

  func keep(_ content: [UInt8], as key: String) {
    state.withLock { $0.contents[key] = content }
  }

  /// Changes every content.
  func change(_ edit: (inout [UInt8]) -> Void) {
    state.withLock { state in
      for key in state.contents.keys.sorted() { edit(&state.contents[key, default: []]) }
    }
  }
}
