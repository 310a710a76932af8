internal import JupyterDocuments
internal import NotebookDisplay
internal import NotebookSession
internal import RunResults
internal import Synchronization

/// Broadcasts what one cell prints and shows, as it comes.
final class OutputPublisher: Sendable {
  private struct State {
    /// The identifiers of outputs that can be updated and are there already.
    var shown: Set<String> = []
    var outputs = 0
    var result: MIMEBundle?
    var lastProgress: Progress?
    var progressShown: ContinuousClock.Instant?
    /// Whether the latest progress is still to be shown.
    var hasNewProgress = false
  }

  /// How often the state of a training loop is shown at most.
  private static let progressInterval = Duration.milliseconds(200)

  private let broadcast: Broadcast
  private let parent: JSONValue
  private let cell: Int
  private let isSilent: Bool
  private let describeProgress: @Sendable (Progress) -> String
  private let state = Mutex(State())

  /// - Parameters:
  ///   - cell: The count of the cell.
  ///   - isSilent: Whether nothing is sent, and the last value only kept.
  init(
    _ broadcast: Broadcast, parent: JSONValue, cell: Int, isSilent: Bool,
    describeProgress: @escaping @Sendable (Progress) -> String
  ) {
    self.broadcast = broadcast
    self.parent = parent
    self.cell = cell
    self.isSilent = isSilent
    self.describeProgress = describeProgress
  }

  /// The value of the cell's last expression as text, for the history.
  var resultText: String? { state.withLock(\.result)?.data["text/plain"]?.string }

  /// Sends what has happened.
  func publish(_ event: InteractiveEvent) {
    switch event {
    case .progress(let progress): show(progress)
    case .item(let item):
      switch item {
      case .standardOutput(let text): send("stream", ["name": "stdout", "text": .string(text)])
      case .standardError(let text): send("stream", ["name": "stderr", "text": .string(text)])
      case .remark(let text): send("stream", ["name": "stderr", "text": .string(text + "\n")])
      case .claim(let claim): display(MIMEBundle(claim))
      case .output(let output): show(output)
      }
    }
  }

  /// Sends what waits at the end of the cell.
  func finish(warnings: String) {
    showProgress(isLast: true)
    if !warnings.isEmpty { send("stream", ["name": "stderr", "text": .string(warnings)]) }
  }

  /// An output in every form, with a name that no other has.
  func bundle(_ output: CellOutput) -> MIMEBundle {
    let number = state.withLock { state in
      state.outputs += 1
      return state.outputs
    }
    return MIMEBundle(
      output, identifier: "figure-\(broadcast.session.prefix(8))-\(cell)-\(number)")
  }

  private func show(_ output: CellOutput) {
    let bundle = bundle(output)
    if output.isLastValue {
      state.withLock { $0.result = bundle }
      send(
        "execute_result",
        [
          "execution_count": .integer(cell), "data": .object(bundle.data),
          "metadata": .object(bundle.metadata),
        ])
    } else {
      display(bundle, identifier: output.identifier)
    }
  }

  /// Shows something, in the place of what had the same identifier in this cell.
  private func display(_ bundle: MIMEBundle, identifier: String? = nil) {
    var content: [String: JSONValue] = [
      "data": .object(bundle.data), "metadata": .object(bundle.metadata), "transient": [:],
    ]
    guard let identifier else { return send("display_data", .object(content)) }
    let isNew = state.withLock { $0.shown.insert(identifier).inserted }
    content["transient"] = [
      "display_id": .string("\(broadcast.session).\(cell).\(identifier)")
    ]
    send(isNew ? "display_data" : "update_display_data", .object(content))
  }

  private func show(_ progress: Progress) {
    state.withLock { state in
      state.lastProgress = progress
      state.hasNewProgress = true
    }
    showProgress(isLast: false)
  }

  private func showProgress(isLast: Bool) {
    let now = ContinuousClock.now
    let progress = state.withLock { state -> Progress? in
      guard state.hasNewProgress else { return nil }
      if !isLast, let shown = state.progressShown, now - shown < Self.progressInterval {
        return nil
      }
      state.progressShown = now
      state.hasNewProgress = false
      return state.lastProgress
    }
    if let progress {
      display(MIMEBundle(text: describeProgress(progress)), identifier: "progress")
    }
  }

  private func send(_ type: String, _ content: JSONValue) {
    if !isSilent { broadcast.send(type, content, parent: parent) }
  }
}
