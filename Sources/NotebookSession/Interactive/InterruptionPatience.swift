internal import KernelSupervision
internal import Synchronization

/// How long a cell that was asked to come to an end may take, before it is ended with its process.
final class InterruptionPatience: Sendable {
  private struct State {
    var isTraining = false
    var end: Task<Void, Never>?
  }

  /// A training loop ends at its next step, whatever time a step takes; other code that goes on
  /// does not look whether it is wanted.
  private static let (ofTraining, ofOtherCode) = (Duration.seconds(30), Duration.seconds(2))

  private let kernel: KernelSession
  private let state = Mutex(State())

  init(_ kernel: KernelSession) {
    self.kernel = kernel
  }

  /// The cell has reported that a training loop goes on.
  func trainingGoesOn() { state.withLock { $0.isTraining = true } }

  /// Somebody has asked for the cell's end, so many times by now.
  func interrupted(times: Int) {
    kernel.interrupt()
    guard times == 1 else { return }
    state.withLock { state in
      let patience = state.isTraining ? Self.ofTraining : Self.ofOtherCode
      state.end = Task { [kernel] in
        guard (try? await Task.sleep(for: patience)) != nil else { return }
        kernel.interrupt()
      }
    }
  }

  /// The cell has come to its end.
  func cellEnded() {
    state.withLock { state in
      state.end?.cancel()
      state.end = nil
    }
  }
}
