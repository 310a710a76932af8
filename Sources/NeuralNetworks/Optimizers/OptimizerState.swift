public import Tensors

/// An optimizer at work on certain parameters: its learning rate, step counter and the slots of
/// every parameter.
public final class OptimizerState: CustomStringConvertible {
  /// The rule.
  public let optimizer: any Optimizer
  /// What it moves.
  public let parameters: [Parameter]
  /// The rate where it is a number or computed outside of plans; callbacks may change a number.
  private let rate: Parameter
  private let step = Parameter(0.0, name: "step", isTrainable: false)
  private let memory: [[Parameter]]
  /// Sums of gradients since the last step, and how many batches they are of.
  private let sums: [Parameter]
  private let batches = Parameter(0.0, name: "accumulated batches", isTrainable: false)
  /// Running averages of the parameters.
  private let averages: [Parameter]

  /// "Adam(learningRate: 0.001) of 4 parameters after 30 batches".
  public var description: String {
    "\(optimizer) of \(plural(parameters.count, "parameter")) after "
      + (batchesSeen == 1 ? "1 batch" : "\(grouped(batchesSeen)) batches")
  }

  /// A memory that has seen no step.
  public init(_ optimizer: any Optimizer, _ parameters: [Parameter]) {
    self.optimizer = optimizer
    self.parameters = parameters
    rate = Parameter(
      optimizer.learningRate.constantRate ?? optimizer.learningRate.rate(atStep: 0),
      name: "learning rate", isTrainable: false)
    func additional(_ name: String, isWanted: Bool) -> [Parameter] {
      guard isWanted else { return [] }
      return parameters.map {
        Parameter(.zeros(like: $0.value), name: "\($0.name) \(name)", isTrainable: false)
      }
    }
    memory = parameters.map { parameter in
      optimizer.slots.map { slot in
        Parameter(
          Tensor.full(
            slot.isScalar ? [] : parameter.value.shape, slot.initialValue,
            type: slot.isScalar ? .float32 : parameter.elementType),
          name: "\(parameter.name) \(slot.name)", isTrainable: false)
      }
    }
    sums = additional("gradient sum", isWanted: optimizer.options.accumulationSteps > 1)
    averages = additional("average", isWanted: optimizer.options.averageMomentum != nil)
  }

  /// Everything the optimizer remembers, to be saved and put back, always in the same order.
  var allState: [Parameter] {
    [rate, step] + memory.flatMap(\.self)
      + (sums.isEmpty ? [] : [batches] + sums) + averages
  }

  /// How many batches it has seen; whoever runs the planned step counts them.
  var batchesSeen = 0

  /// How many steps it has taken.
  public var stepsTaken: Int { batchesSeen / optimizer.options.accumulationSteps }

  /// The rate of the next step. Only one given as a number can be changed.
  public var learningRate: Double {
    get {
      let schedule = optimizer.learningRate
      let rate =
        schedule.constantRate == nil ? schedule.rate(atStep: stepsTaken) : Double(rate.value)
      // The shortest number that is this float32: 0.001, not 0.0010000000474974513.
      return Double("\(Float(rate))") ?? rate
    }
    set {
      require(
        optimizer.learningRate.constantRate != nil,
        "the learning rate follows \(optimizer.learningRate): it cannot be set as well")
      require(
        newValue >= 0 && newValue.isFinite,
        "a learning rate is a finite number of at least 0, got \(newValue)")
      rate.value = Tensor(newValue)
    }
  }

  /// Brings a rate that no plan can compute up to date; called before every step.
  func prepareStep() {
    let schedule = optimizer.learningRate
    if !schedule.isPlanned { rate.value = Tensor(schedule.rate(atStep: stepsTaken)) }
  }

  /// Goes on where another left off: with its rate and number of steps, and with what it remembers
  /// of the parameters that both have.
  func adopt(_ other: OptimizerState) {
    (rate.value, step.value, batches.value) =
      (other.rate.value, other.step.value, other.batches.value)
    batchesSeen = other.batchesSeen
    for (index, parameter) in parameters.enumerated() {
      guard let place = other.parameters.firstIndex(where: { $0 === parameter }) else { continue }
      for (own, theirs) in zip(memory[index], other.memory[place]) { own.value = theirs.value }
      for (own, theirs) in [(sums, other.sums), (averages, other.averages)] where !own.isEmpty {
        own[index].value = theirs[place].value
      }
    }
  }

  /// Moves every parameter by its gradient. Part of the planned step.
  func apply(_ gradients: [Tensor]) {
    guard !sums.isEmpty else { return takeStep(gradients) }
    let totals = zip(sums, gradients).map { $0.value + $1 }
    let count = batches.value + 1
    let isDue = count .>= Double(optimizer.options.accumulationSteps)
    let affected = parameters + [step] + memory.flatMap(\.self) + averages
    let before = affected.map(\.value)
    takeStep(totals.map { $0 / Double(optimizer.options.accumulationSteps) })
    for (parameter, old) in zip(affected, before) {
      parameter.value = `where`(isDue, parameter.value, old)
    }
    for (sum, total) in zip(sums, totals) { sum.value = `where`(isDue, 0.0, total) }
    batches.value = `where`(isDue, 0.0, count)
  }

  private func takeStep(_ gradients: [Tensor]) {
    let options = optimizer.options
    let gradients = options.clipping?.clip(gradients) ?? gradients
    let schedule = optimizer.learningRate
    let before = step.value
    let now = before + 1
    let rate =
      schedule.constantRate == nil && schedule.isPlanned
      ? schedule.rate(atStep: before) : rate.value
    for (index, parameter) in parameters.enumerated() {
      let gradient = gradients[index]
      var value = parameter.value
      guard gradient.shape == value.shape else {
        fatalError(
          "cannot update \(parameter.name) of shape \(value.shape) by a gradient of shape "
            + "\(gradient.shape): parameter updates do not broadcast")
      }
      var adjusted = gradient
      if options.weightDecay != 0, options.decayScope.contains(parameter) {
        if options.decaysDirectly {
          value = value - value * (rate * options.weightDecay)
        } else {
          adjusted = gradient + value * options.weightDecay
        }
      }
      parameter.value = optimizer.updated(
        value, gradient: adjusted, memory: memory[index], rate: rate, step: now)
    }
    if let momentum = options.averageMomentum {
      let share = `where`(before .> 0.0, momentum, 0.0)
      for (parameter, average) in zip(parameters, averages) {
        average.value = average.value * share + parameter.value * (1 - share)
      }
    }
    if optimizer.usesStepNumber || options.averageMomentum != nil
      || schedule.constantRate == nil && schedule.isPlanned
    {
      step.value = now
    }
  }

  /// Calls `body` with the running averages in place of the parameters, which come back afterwards;
  /// without averages just calls it.
  func withAverages<Result>(_ body: () throws -> Result) rethrows -> Result {
    guard hasAverages else { return try body() }
    let values = parameters.map(\.value)
    defer { for (parameter, value) in zip(parameters, values) { parameter.value = value } }
    adoptAverages()
    return try body()
  }

  /// Puts the running averages in the parameters' places, for good.
  func adoptAverages() {
    guard hasAverages else { return }
    for (parameter, average) in zip(parameters, averages) { parameter.value = average.value }
  }

  /// Whether there are averages of at least one step.
  private var hasAverages: Bool { !averages.isEmpty && step.value.scalar > 0 }
}
