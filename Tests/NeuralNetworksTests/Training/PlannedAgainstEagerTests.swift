import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

/// Planned training steps against the same steps one operation at a time, over shapes that do and
/// do not fill registers, rows and workers' shares.
@Suite struct PlannedAgainstEagerTests {
  struct Study: Sendable, CustomTestStringConvertible {
    var features: Int
    var units: Int
    var outputs: Int
    var batch: Int
    var loss: Int
    var optimizer: Int
    var normalizes: Bool

    var testDescription: String {
      "batch \(batch), \(features) → \(units) → \(outputs), loss \(loss), "
        + "\(PlannedAgainstEagerTests.optimizers[optimizer]), \(normalizes ? "BatchNorm" : "plain")"
    }

    /// The next number of a fixed sequence below a bound.
    private static func next(_ state: inout UInt64, below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }

    static let all: [Study] = {
      let widths = [1, 2, 15, 16, 17, 31, 33, 300]
      let batches = [1, 2, 24, 32, 512]
      var state: UInt64 = 11
      return (0..<72).map { index in
        Study(
          features: widths[next(&state, below: widths.count)],
          units: widths[next(&state, below: widths.count)],
          outputs: widths[index % widths.count],
          batch: batches[next(&state, below: batches.count)], loss: index / widths.count % 3,
          optimizer: index % optimizers.count, normalizes: next(&state, below: 2) == 1)
      }
    }()
  }

  /// With an epsilon that keeps gradients of rounding errors from becoming whole steps.
  static let optimizers: [any Optimizer] = [
    SGD(learningRate: 0.1), SGD(learningRate: 0.1, momentum: 0.9),
    SGD(learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.01),
    RMSprop(learningRate: 0.02, epsilon: 0.1),
    RMSprop(learningRate: 0.02, momentum: 0.5, epsilon: 0.1),
    Adam(learningRate: 0.02, epsilon: 0.1),
    Adam.pyTorch(learningRate: 0.02, epsilon: 0.1, clipping: .globalNorm(1)),
    AdamW(learningRate: 0.02, epsilon: 0.1), AdaMax(learningRate: 0.02, epsilon: 0.1),
    Nadam(learningRate: 0.02, epsilon: 0.1), Adagrad(learningRate: 0.02, epsilon: 0.1),
  ]

  @Test(arguments: Study.all)
  func takesTheSameSteps(_ study: Study) throws {
    let losses: [Loss] = [.meanSquaredError, .softmaxCrossEntropy, .binaryCrossEntropy]
    let loss = losses[study.loss]
    let inputs = Tensor.normal([study.batch, study.features], seed: 5)
    let targets =
      switch study.loss {
      case 0: Tensor.normal([study.batch, study.outputs], seed: 6)
      case 1: Tensor((0..<study.batch).map { $0 * 7 % study.outputs })
      default: Tensor.uniform([study.batch, study.outputs], seed: 6)
      }
    let first = try Run(study, loss)
    // Weights of their own seeds: those of the process depend on what other tests have drawn.
    for (number, weight) in Array(first.model.parameters.trainable).enumerated()
    where weight.value.shape.count > 1 {
      weight.value = Tensor.normal(weight.value.shape, standardDeviation: 0.1, seed: number)
    }
    let start = first.model.state
    let eagerLosses = try (0..<4).map { _ in try first.step([inputs, targets])[0].scalar }
    var reference: [[Float]] = []
    for workers in 1...3 {
      let run = try Run(study, loss)
      run.model.state = start
      let function = PlannedFunction("step", workers: workers) { try run.step($0) }
      for expected in eagerLosses {
        let found = try function([inputs, targets])[0].scalar
        #expect(abs(found - expected) < 1e-3 * max(1, abs(expected)))
      }
      let states = run.states.map(\.value.scalars)
      for (planned, eager) in zip(run.states, first.states) {
        let difference = zip(planned.value.scalars, eager.value.scalars).reduce(0) {
          max($0, abs($1.0 - $1.1) / max(1, abs($1.1)))
        }
        #expect(difference < 1e-3, "\(planned.name) with \(workers) workers")
      }
      if workers == 1 { reference = states }
      #expect(states == reference, "\(workers) workers compute other bits than one")
    }
  }

  /// A model and its optimizer's memory.
  private struct Run {
    let model: Sequential
    private let objective: Objective
    private let optimizer: OptimizerState
    private let trainable: [Parameter]

    init(_ study: Study, _ loss: Loss) throws {
      model = Sequential {
        if study.normalizes { BatchNorm() }
        Dense(study.units, activation: .tanh)
        if study.normalizes { BatchNorm() }
        Dense(study.outputs)
      }
      try model.build(input: [study.features])
      // The accuracy of softmax with a single output is refused.
      let metrics = study.outputs > 1 ? loss.usualMetrics : []
      objective = Objective(model: model, loss: loss, metrics: metrics)
      trainable = Array(model.parameters.trainable)
      optimizer = OptimizerState(PlannedAgainstEagerTests.optimizers[study.optimizer], trainable)
    }

    var states: [Parameter] { model.allEntries.map(\.parameter) + optimizer.allState }

    func step(_ batch: [Tensor]) throws -> [Tensor] {
      let (figures, gradients) = try objective.gradients(
        of: Examples(wholeTensors: batch, classNames: []), at: trainable, Context(isTraining: true))
      optimizer.apply(gradients)
      return figures
    }
  }
}
