internal import NotebookDisplay
internal import RunResults
internal import Synchronization

/// Gathers what one cell shows, in order of arrival.
final class OutputCollector: Sendable {
  private struct State {
    var items: [CellResult.Item] = []
    var notices: [Notice] = []
    var inlineValues: [Int: String] = [:]
    var epoch: (current: Int, of: Int)?
  }

  private let state = Mutex(State())

  /// Adds text of the standard output, joined to what directly precedes it.
  func addStandardOutput(_ text: String) {
    state.withLock { state in
      if case .standardOutput(let before) = state.items.last {
        state.items[state.items.count - 1] = .standardOutput(before + text)
      } else {
        state.items.append(.standardOutput(text))
      }
    }
  }

  /// Adds text of the standard error, joined to what directly precedes it.
  func addStandardError(_ text: String) {
    state.withLock { state in
      if case .standardError(let before) = state.items.last {
        state.items[state.items.count - 1] = .standardError(before + text)
      } else {
        state.items.append(.standardError(text))
      }
    }
  }

  /// Adds a remark of the tool itself.
  func addRemark(_ text: String) { state.withLock { $0.items.append(.remark(text)) } }

  /// Adds what the cell shows or claims.
  func add(_ event: CellEvent) {
    state.withLock { state in
      switch event {
      case .output(let output):
        // A live output takes the place of its former self, so that the report keeps the last.
        if let identifier = output.identifier,
          let place = state.items.firstIndex(where: { $0.outputIdentifier == identifier })
        {
          state.items[place] = .output(output)
        } else {
          state.items.append(.output(output))
        }
      case .claim(let claim): state.items.append(.claim(claim))
      case .notice(let notice): state.notices.append(notice)
      case .inlineValue(let number, let text): state.inlineValues[number] = text
      case .progress(let progress): state.epoch = (progress.epoch, progress.epochs)
      case .uncaughtError: break
      }
    }
  }

  var items: [CellResult.Item] { state.withLock(\.items) }
  var notices: [Notice] { state.withLock(\.notices) }
  var inlineValues: [Int: String] { state.withLock(\.inlineValues) }
  /// The epoch a training loop was last seen in.
  var epoch: Int? { state.withLock { $0.epoch?.current } }
}

extension CellResult.Item {
  fileprivate var outputIdentifier: String? {
    if case .output(let output) = self { output.identifier } else { nil }
  }
}
