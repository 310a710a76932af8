internal import Tensors

/// An optimizer at work: its learning rate, step counter and the slots of every parameter.
final class OptimizerState {
  let optimizer: any Optimizer
  let parameters: [Parameter]
  /// The rate where it is a constant; callbacks may change it.
  let rate: Parameter
  private let step = Parameter(0.0, name: "step", isTrainable: false)
  private let memory: [[Parameter]]

  init(_ optimizer: any Optimizer, _ parameters: [Parameter]) {
    self.optimizer = optimizer
    self.parameters = parameters
    rate = Parameter(
      optimizer.learningRate.constantRate ?? 1, name: "learning rate", isTrainable: false)
    memory = parameters.map { parameter in
      optimizer.slots.map { slot in
        Parameter(
          Tensor.full(slot.isScalar ? [] : parameter.value.shape, slot.initialValue),
          name: "\(parameter.name) \(slot.name)", isTrainable: false)
      }
    }
  }

  /// Everything the optimizer remembers, to be saved and put back.
  var allState: [Parameter] { [rate, step] + memory.flatMap(\.self) }

  /// The rate of the step that follows `step` steps.
  func learningRate(atStep step: Int) -> Double {
    let schedule = optimizer.learningRate
    let rate =
      schedule.constantRate == nil ? schedule.rate(atStep: Tensor(Double(step))) : rate.value
    // The shortest number that is this float32: 0.001, not 0.0010000000474974513.
    return Double("\(rate.scalar)") ?? Double(rate)
  }

  /// Changes a rate that was given as a number.
  func setLearningRate(_ newValue: Double) {
    require(
      optimizer.learningRate.constantRate != nil,
      "the learning rate follows \(optimizer.learningRate): it cannot be set as well")
    rate.value = Tensor(newValue)
  }

  /// Moves every parameter by its gradient. Part of the planned step.
  func apply(_ gradients: [Tensor]) {
    let options = optimizer.options
    let gradients = options.clipping?.clip(gradients) ?? gradients
    let isConstant = optimizer.learningRate.constantRate != nil
    let before = step.value
    let now = before + 1
    let rate = isConstant ? rate.value : optimizer.learningRate.rate(atStep: before)
    for (index, parameter) in parameters.enumerated() {
      let gradient = gradients[index]
      var value = parameter.value
      guard gradient.shape == value.shape else {
        fatalError(
          "cannot update \(parameter.name) of shape \(value.shape) by a gradient of shape "
            + "\(gradient.shape): parameter updates do not broadcast")
      }
      var adjusted = gradient
      if options.weightDecay != 0 {
        if options.decaysDirectly {
          value = value - value * (rate * options.weightDecay)
        } else {
          adjusted = gradient + value * options.weightDecay
        }
      }
      parameter.value = optimizer.updated(
        value, gradient: adjusted, memory: memory[index], rate: rate, step: now)
    }
    if optimizer.needsStep { step.value = now }
  }
}

extension Optimizer {
  /// Whether the step's number is used at all; a plain step with a constant rate is cheaper
  /// without a counter.
  fileprivate var needsStep: Bool { !(self is SGD) || learningRate.constantRate == nil }
}
