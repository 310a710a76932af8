/// A function of tensors that is written down once per shape of its arguments and from then on
/// replayed by the engine's own threads: no operation is looked up, nothing is allocated.
///
/// Parameters that the function reads and assigns live between calls: a training step is a planned
/// function that assigns new values to the weights. Everything else it uses from outside is frozen
/// at the first call; what changes from call to call is an argument or a ``Parameter``.
///
/// Steps of a replay allocate nothing of ours; oneDNN may in its own calls. What plans have no step
/// for runs on one worker and does allocate, and ``explain()`` calls it `eager`: conversions, what
/// is computed in float64 or int32, products of batches that broadcast along some of their axes.
///
/// Promised on one machine, with one build of the engine and its backend: the same arguments and
/// states give the same bits, whatever the number of workers, called or replayed, in any process.
/// What is computed at once outside a plan may differ in the last digits, because plans fuse
/// multiplications and additions.
///
/// ```swift
/// let weight = Parameter(Tensor.zeros([784, 10]))
/// let step = PlannedFunction("step") { inputs in
///   let logits = inputs[0].matmul(weight.value)
///   return [softmaxCrossEntropy(logits, labels: inputs[1]).mean()]
/// }
/// let loss = try step([images, labels])[0]
/// print(step.explain())
/// ```
public final class PlannedFunction {
  /// As `explain()` and errors call it.
  public let name: String
  private let body: ([Tensor]) throws -> [Tensor]
  private let workers: Int
  /// `nil`: the one in use when a plan is made.
  private let backend: (any Backend)?
  private var plans: [(signature: [TensorSignature], plan: ExecutionPlan)] = []
  /// What was written down before it was planned.
  private var traces: [(signature: [TensorSignature], trace: Trace)] = []
  private var misses: [String] = []

  /// A planned form of `body`, which is called once for every new combination of argument shapes.
  public convenience init(
    _ name: String = "planned function", _ body: @escaping ([Tensor]) throws -> [Tensor]
  ) {
    let limit = ThreadContext.current.workerLimit ?? .max
    self.init(name, workers: min(WorkerCount.available, limit), backend: nil, body)
  }

  /// The same with a limit to the number of workers, and a backend of its own.
  package init(
    _ name: String, workers: Int, backend: (any Backend)? = nil,
    _ body: @escaping ([Tensor]) throws -> [Tensor]
  ) {
    self.name = name
    self.workers = min(max(1, workers), WorkerCount.largest)
    self.backend = backend
    self.body = body
  }

  /// The function's value; states it assigns have their new values afterwards.
  ///
  /// Results are copies: the next call does not change them. Throws what the body throws, at the
  /// first call with arguments of these shapes, and ``InterruptedError`` instead of a value when
  /// the reader has asked the run to come to an end.
  public func callAsFunction(_ inputs: [Tensor]) throws -> [Tensor] {
    if PlanInterruption.isRequested { throw InterruptedError() }
    let plan = try loadedPlan(inputs)
    try plan.run(count: 1, gather: nil) { _ in true }
    return plan.outputs.map { Relayout.tensor(from: plan.memory.bytes($0), $0) }
  }

  /// The plan for these arguments, which are in its memory.
  private func loadedPlan(_ inputs: [Tensor]) throws -> ExecutionPlan {
    for (number, input) in inputs.enumerated() where input.isSymbolic {
      throw TensorError(
        "argument \(number) of \(name) has no value yet: a planned function cannot be called "
          + "inside another; call its body directly")
    }
    let plan = try plan(for: inputs.map(\.signature))
    plan.adoptStates()
    for (input, value) in zip(inputs, plan.inputs) {
      guard let value else { continue }
      Relayout.write(input, to: plan.memory.bytes(value), value)
    }
    return plan
  }

  /// The steps, fusions and memory of every plan made so far, and why each was made.
  public func explain() -> String {
    if plans.isEmpty { return "\(name): not planned yet; it is at the first call" }
    return zip(plans, misses).map { entry, miss in
      "\(name)(\(Self.describe(entry.signature))): \(miss)\n\(entry.plan.explanation.text)"
    }.joined(separator: "\n\n")
  }

  /// Calls the function `count` times with the same arguments and tells where the time goes: the
  /// steps of the plan with the microseconds of every worker, and how long workers wait.
  ///
  /// States are assigned `count` times, as in any other call: profile a copy of what matters.
  public func profile(_ inputs: [Tensor], count: Int = 100) throws -> String {
    guard count > 0 else { throw TensorError("a profile needs at least one call, got \(count)") }
    let plan = try loadedPlan(inputs)
    return plan.explanation.text(with: try plan.profile(count: count))
  }

  /// The plan for arguments of these shapes, made now if it is the first time.
  func plan(for signature: [TensorSignature]) throws -> ExecutionPlan {
    if let known = plans.first(where: { $0.signature == signature }) { return known.plan }
    let trace = try trace(for: signature)
    traces.removeAll { $0.signature == signature }
    let plan = try ExecutionPlan(trace, workers: workers, backend: backend ?? Backends.current)
    misses.append(missReason(signature))
    plans.append((signature, plan))
    return plan
  }

  /// What is computed for arguments of these shapes, written down now if it has not been; the plan
  /// that is made of it later does not call the function's body again.
  package func trace(for signature: [TensorSignature]) throws -> Trace {
    if let known = traces.first(where: { $0.signature == signature }) { return known.trace }
    let trace = try Trace.of(inputs: signature, body)
    traces.append((signature, trace))
    return trace
  }

  /// What differs from the plans there are.
  private func missReason(_ signature: [TensorSignature]) -> String {
    guard let last = plans.last?.signature else { return "planned at the first call" }
    guard last.count == signature.count else {
      return "planned anew because there are \(signature.count) arguments, not \(last.count)"
    }
    let differences = zip(last, signature).enumerated().compactMap { number, pair in
      pair.0 == pair.1
        ? nil
        : "argument \(number) is \(Self.describe([pair.1])), not \(Self.describe([pair.0]))"
    }
    return "planned anew because " + differences.joined(separator: " and ")
  }

  private static func describe(_ signature: [TensorSignature]) -> String {
    signature.map { "\($0.elementType) \($0.shape)" }.joined(separator: ", ")
  }
}

extension PlannedFunction: CustomStringConvertible {
  /// The name, and for which arguments there are plans: "step, planned for (float32 [8, 3])".
  public var description: String {
    let arguments = plans.map { "(\(Self.describe($0.signature)))" }
    return "\(name), "
      + (arguments.isEmpty
        ? "not planned yet" : "planned for \(arguments.joined(separator: " and "))")
  }
}
