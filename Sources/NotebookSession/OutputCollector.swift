internal import CellCompilation
internal import KernelSupervision
internal import NotebookDisplay
internal import RunResults
internal import Synchronization

/// Gathers what one step shows, in order of arrival.
final class OutputCollector: Sendable {
  fileprivate struct State {
    var items: [CellResult.Item] = []
    var notices: [Notice] = []
    var inlineValues: [Int: String] = [:]
    var epoch: Int?
    var isRepetition = false
    /// What is said of trainings that an earlier run had done, and where.
    var remembered: RememberedTrainings?
  }

  private let state = Mutex(State())

  /// Adds something that happened.
  ///
  /// - Parameter names: By which texts are kept without the modules of cells.
  /// - Returns: What a reader sees of it, alone: of text only the new part.
  func add(_ event: KernelEvent, names: CellTypeNames) -> CellResult.Item? {
    state.withLock { state in
      switch event {
      case .standardOutput(let text):
        state.add(.standardOutput(names.plain(text)))
      case .standardError(let text):
        state.add(.standardError(names.plain(text)))
      case .remark(let text):
        state.add(.remark(text))
      case .event(.output(let output)):
        state.add(CellResult.Item.output(output).namingTypes(names))
      case .event(.claim(let claim)):
        state.add(CellResult.Item.claim(claim).namingTypes(names))
      case .event(.notice(.rememberedTraining(let seconds, let made))):
        state.remember(seconds: seconds, made: made)
      case .event(.notice(let notice)):
        state.note { $0.notices.append(notice) }
      case .event(.inlineValue(let number, let text)):
        state.note { $0.inlineValues[number] = names.plain(text) }
      case .event(.progress(let progress)):
        state.note { $0.epoch = progress.epoch }
      case .event(.uncaughtError), .inputRequested:
        nil
      }
    }
  }

  /// Forgets what was added: the step begins again.
  func restart() {
    state.withLock {
      $0 = State()
      $0.isRepetition = true
    }
  }

  /// Whether what is added was added before.
  var isRepetition: Bool { state.withLock(\.isRepetition) }

  var items: [CellResult.Item] { state.withLock(\.items) }
  var notices: [Notice] { state.withLock(\.notices) }
  var inlineValues: [Int: String] { state.withLock(\.inlineValues) }
  /// The epoch a training loop was last seen in.
  var epoch: Int? { state.withLock(\.epoch) }
}

extension OutputCollector.State {
  fileprivate mutating func add(_ item: CellResult.Item) -> CellResult.Item {
    items.show(item)
    return item
  }

  /// Says of a training that an earlier run had done it; of all those of a cell in one place, where
  /// the first was.
  fileprivate mutating func remember(seconds: Double, made: String) -> CellResult.Item? {
    guard var known = remembered else {
      let first = RememberedTrainings(place: items.count, count: 1, seconds: seconds, made: made)
      remembered = first
      return add(.remark(first.sentence))
    }
    known.count += 1
    known.seconds += seconds
    known.made = max(known.made, made)
    remembered = known
    items[known.place] = .remark(known.sentence)
    return nil
  }

  /// Keeps something that is no item.
  fileprivate mutating func note(_ change: (inout Self) -> Void) -> CellResult.Item? {
    change(&self)
    return nil
  }
}
