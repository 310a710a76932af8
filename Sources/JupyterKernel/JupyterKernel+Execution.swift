internal import JupyterDocuments
internal import JupyterMessaging
internal import NotebookDisplay
internal import NotebookSession
internal import RunResults
internal import Synchronization

extension JupyterKernel {
  /// Runs the cell of an `execute_request` and answers it.
  ///
  /// - Returns: Whether the cell came to a good end.
  func execute(_ request: KernelSockets.Incoming) async -> Bool {
    let content = request.message.content
    guard let code = content["code"]?.string else {
      let content: JSONValue = [
        "status": "error", "ename": "MessageError", "evalue": "'code' must be a text",
        "traceback": [], "execution_count": .integer(history.count),
      ]
      reply(to: request, content)
      return false
    }
    let isSilent = content["silent"]?.boolean ?? false
    let isStored = !isSilent && content["store_history"]?.boolean ?? true
    let number = isStored ? history.add(code) : history.count
    let publisher = OutputPublisher(
      broadcast, parent: request.message.header, cell: number, isSilent: isSilent,
      describeProgress: configuration.describeProgress)
    if !isSilent {
      broadcast.send(
        "execute_input", ["code": .string(code), "execution_count": .integer(number)],
        parent: request.message.header)
    }
    input.begin(for: request.message, isAllowed: content["allow_stdin"]?.boolean ?? true)
    defer { input.end() }
    let result = await run(code, number) { publisher.publish($0) }
    publisher.finish(warnings: result.warnings)
    if isStored { history.setOutput(publisher.resultText) }
    guard let error = result.error else {
      let values = await evaluate(content["user_expressions"]?.object ?? [:], number, publisher)
      reply(
        to: request,
        [
          "status": "ok", "execution_count": .integer(number), "payload": [],
          "user_expressions": .object(values),
        ])
      return true
    }
    if !isSilent { broadcast.send("error", error, parent: request.message.header) }
    var answer = error.object ?? [:]
    answer["status"] = "error"
    answer["execution_count"] = .integer(number)
    answer["payload"] = []
    answer["user_expressions"] = [:]
    reply(to: request, .object(answer))
    return false
  }

  private func run(
    _ code: String, _ number: Int, _ publish: @escaping @Sendable (InteractiveEvent) -> Void
  ) async -> (error: JSONValue?, warnings: String) {
    guard !code.allSatisfy(\.isWhitespace) else { return (nil, "") }
    let result = await session.run(code, prompt: number, watch: publish)
    switch result.end {
    case .completed: return (nil, result.warnings)
    case .failed(let error): return (Self.content(of: error), result.warnings)
    case .interrupted(let place):
      let message = place.isEmpty ? "interrupted" : "interrupted \(place)"
      let error = InteractiveError(name: "Interrupted", message: message, report: message)
      return (Self.content(of: error), result.warnings)
    }
  }

  /// The values of expressions that a front end wants with the answer.
  ///
  /// - Parameter publisher: Sends what else they show, and what tasks of the cell still print.
  private func evaluate(
    _ expressions: [String: JSONValue], _ number: Int, _ publisher: OutputPublisher
  ) async -> [String: JSONValue] {
    var values: [String: JSONValue] = [:]
    for (name, expression) in expressions.sorted(by: { $0.key < $1.key }) {
      let value = Mutex<CellOutput?>(nil)
      let (error, _) = await run(expression.string ?? "", number) { event in
        if case .item(.output(let output)) = event, output.isLastValue {
          value.withLock { $0 = output }
        } else {
          publisher.publish(event)
        }
      }
      if let error {
        values[name] = .object((error.object ?? [:]).merging(["status": "error"]) { $1 })
      } else {
        let bundle = value.withLock(\.self).map(publisher.bundle) ?? MIMEBundle(text: "")
        values[name] = [
          "status": "ok", "data": .object(bundle.data), "metadata": .object(bundle.metadata),
        ]
      }
    }
    return values
  }

  private static func content(of error: InteractiveError) -> JSONValue {
    let lines = error.report.split(separator: "\n", omittingEmptySubsequences: false)
    let shown = lines.last == "" ? lines.dropLast() : lines[...]
    return [
      "ename": .string(error.name), "evalue": .string(error.message),
      "traceback": .array(shown.map { .string(String($0)) }),
    ]
  }
}
