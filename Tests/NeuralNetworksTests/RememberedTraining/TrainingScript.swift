import Tensors

@testable import Datasets
@testable import NeuralNetworks

/// Some trainings of one model one after the other, as the cells of a note do them.
struct TrainingScript {
  var steps: [Step]

  struct Step {
    var epochs: Int
    var batchSize: Int
    var optimizer: Int
    var callback: Int
    var isValidated: Bool
    var shuffling: Shuffling
    var limit: Int?
    var interval: Int?
    /// Random numbers drawn before.
    var draws: Int
    var seed: Int?
    var dropsOut: Bool
  }

  init(using random: inout some RandomNumberGenerator) {
    steps = (0..<Int.random(in: 1...3, using: &random)).map { _ in Step(using: &random) }
  }

  /// Changes one thing in one of the trainings.
  func edited(using random: inout some RandomNumberGenerator) -> TrainingScript {
    var script = self
    let place = steps.indices.randomElement(using: &random) ?? 0
    let other = Step(using: &random)
    switch Int.random(in: 0..<9, using: &random) {
    case 0: script.steps[place].epochs = other.epochs
    case 1: script.steps[place].batchSize = other.batchSize
    case 2: script.steps[place].optimizer = other.optimizer
    case 3: script.steps[place].callback = other.callback
    case 4: script.steps[place].isValidated.toggle()
    case 5: script.steps[place].draws += 1
    case 6: script.steps[place].seed = other.seed
    case 7: script.steps[place].limit = other.limit
    default: script.steps.append(other)
    }
    return script
  }

  /// Everything that a note could show of it, as text.
  func outcome() throws -> [String] {
    let data = Examples.blobs(count: 70, classes: 3, spread: 0.7, seed: 1)
    let (validation, training) = data.split(at: 20)
    let noise = SeedGenerator()
    let model = Sequential {
      Dense(5); BatchNorm(); ReLU(); Dropout(0.2)
      Lambda("noise") { x in x + Tensor.normal(x.shape, key: noise.nextKey()) * 0.01 }
      Dense(3)
    }
    let lasting = PersistentOptimizer(Adam(learningRate: 0.01))
    var lines: [String] = []
    for step in steps {
      for _ in 0..<step.draws { lines.append("\(Tensor.normal([2]).scalars)") }
      let callbacks = step.callbacks()
      let history = try model.fit(
        training, validation: step.isValidated ? validation : nil, epochs: step.epochs,
        steps: step.limit, batchSize: step.batchSize,
        loss: step.dropsOut ? Self.noisyLoss : .softmaxCrossEntropy,
        optimizer: step.optimizer(lasting),
        validationInterval: step.isValidated ? step.interval : nil,
        callbacks: callbacks, shuffling: step.shuffling, seed: step.seed)
      lines.append("\(history.training) \(history.validation) \(history.evaluations)")
      lines.append("\(history.steps) \(history.stopReason ?? "")")
      for callback in callbacks {
        lines.append("\(callback.memory.mapValues(\.doubles).sorted { $0.key < $1.key })")
        if let early = callback as? EarlyStopping {
          lines.append("\(String(describing: early.best)) \(early.bestEpoch)")
        }
      }
      for entry in model.allEntries {
        lines.append("\(entry.path) \(entry.parameter.value.doubles)")
      }
      let memory = try lasting.state(for: Array(model.parameters.trainable)).allState
      lines.append("\(memory.map(\.value.doubles))")
    }
    lines.append("\(Tensor.uniform([3]).scalars)")
    return lines
  }

  /// A loss of one's own, that draws from the note's generator at every step.
  private static let noisyLoss = Loss("noisy") { output, target in
    softmaxCrossEntropy(output + Tensor.normal(output.shape) * 0.1, labels: target)
  }
}

extension TrainingScript.Step {
  init(using random: inout some RandomNumberGenerator) {
    epochs = Int.random(in: 1...3, using: &random)
    batchSize = [7, 16, 50, 64].randomElement(using: &random) ?? 7
    optimizer = Int.random(in: 0..<6, using: &random)
    callback = Int.random(in: 0..<5, using: &random)
    isValidated = Bool.random(using: &random)
    shuffling = [.everyEpoch, .once, .never].randomElement(using: &random) ?? .never
    limit = Bool.random(using: &random) ? nil : Int.random(in: 1...12, using: &random)
    interval = Bool.random(using: &random) ? nil : 3
    draws = Int.random(in: 0...1, using: &random)
    seed = Bool.random(using: &random) ? nil : Int.random(in: 0...9, using: &random)
    dropsOut = Bool.random(using: &random)
  }

  fileprivate func callbacks() -> [any Callback] {
    switch callback {
    case 1 where isValidated:
      [EarlyStopping(.validationLoss, patience: 1, minimumChange: 0.05, restoreBest: true)]
    case 2: [ReduceLearningRateOnPlateau(.loss, factor: 0.5, patience: 1, minimumChange: 0.2)]
    case 3:
      [
        Recorder(
          .parameter(of: "dense_1.bias"), .parameter(of: "dense_2.bias", as: .norm), every: 2)
      ]
    default: []
    }
  }

  fileprivate func optimizer(_ lasting: PersistentOptimizer) -> any Optimizer {
    if callback == 2 { return SGD(learningRate: 0.1) }
    return switch optimizer {
    case 0: SGD(learningRate: 0.1, momentum: 0.9)
    case 1: Adam(learningRate: CosineDecay(from: 0.02, steps: 9))
    case 2: lasting
    case 3: Adam(learningRate: 0.01).averagingWeights(momentum: 0.8)
    case 4: RMSprop(learningRate: 0.01).accumulatingGradients(over: 2)
    default: SGD(learningRate: Schedule { 0.1 / Double(1 + $0) })
    }
  }
}
