import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

/// What wrong numbers say to the constructors of layers, optimizers, schedules and callbacks.
struct HyperparameterTests {
  private static let cases: [(sentence: String, call: @Sendable () -> Void)] = [
    (
      "SGD(learningRate: -1.0) expects a finite learning rate of at least 0, got -1.0",
      { _ = SGD(learningRate: -1.0) }
    ),
    (
      "SGD(learningRate: 0.1, momentum: 2.0) expects a momentum in 0...1, got 2.0",
      { _ = SGD(learningRate: 0.1, momentum: 2) }
    ),
    (
      "SGD(learningRate: 0.1, nesterov: true) looks ahead along the momentum, which is 0: give one "
        + "such as momentum: 0.9", { _ = SGD(learningRate: 0.1, nesterov: true) }
    ),
    (
      "SGD(learningRate: 0.1, clipping: .norm(-1.0)) clips gradients at a limit above 0, got -1.0",
      { _ = SGD(learningRate: 0.1, clipping: .norm(-1)) }
    ),
    (
      "SGD(learningRate: 0.1, weightDecay: -1.0) expects a finite weight decay of at least 0, got "
        + "-1.0", { _ = SGD(learningRate: 0.1, weightDecay: -1) }
    ),
    ("epsilon: 1e-07) expects beta1 in 0..<1, got 1.0", { _ = Adam(beta1: 1) }),
    (
      "AdamW(learningRate: 0.001, beta1: 1.0, beta2: 0.999, epsilon: 1e-07, weightDecay: 0.004) "
        + "expects beta1 in 0..<1, got 1.0", { _ = AdamW(beta1: 1) }
    ),
    ("expects beta2 in 0..<1, got -0.1", { _ = AdaMax(beta2: -0.1) }),
    ("expects beta1 in 0..<1, got 1.0", { _ = Nadam(beta1: 1) }),
    ("expects rho in 0..<1, got 2.0", { _ = RMSprop(rho: 2) }),
    ("expects a finite epsilon of at least 0, got -1.0", { _ = Adagrad(epsilon: -1) }),
    (
      "ExponentialDecay(from: -1.0, steps: 10, decay: 0.9) expects finite rates of at least 0, got "
        + "-1.0", { _ = ExponentialDecay(from: -1, steps: 10, decay: 0.9) }
    ),
    (
      "CosineDecay(from: 1.0, steps: 0, alpha: 0.0, warmUpSteps: 0) expects at least one step, got 0",
      { _ = CosineDecay(from: 1, steps: 0) }
    ),
    ("Dense(0) expects at least one unit, got 0", { _ = Dense(0) }),
    ("Conv2D(4) expects kernelSize of at least 1, got 0", { _ = Conv2D(4, kernelSize: 0) }),
    (
      "Conv2D(4, groups: 3) expects groups that divide the 4 filters: choose a number of filters "
        + "that is a multiple of 3", { _ = Conv2D(4, groups: 3) }
    ),
    ("Dropout(1.5) expects a rate in 0...1, got 1.5", { _ = Dropout(1.5) }),
    (
      "BatchNorm(momentum: 2.0) expects a momentum in 0...1, got 2.0",
      { _ = BatchNorm(momentum: 2) }
    ),
    (
      "LayerNorm(epsilon: -1.0) expects a finite epsilon of at least 0, got -1.0",
      { _ = LayerNorm(epsilon: -1) }
    ),
    ("GroupNorm(groups: 0) expects at least one group, got 0", { _ = GroupNorm(groups: 0) }),
    ("MaxPool2D(0) expects a window of at least 1, got 0", { _ = MaxPool2D(0) }),
    (
      "MaxPool2D(padding: .all(3)) expects padding smaller than its window of 2: a window in the "
        + "padding alone has no value", { _ = MaxPool2D(2, padding: .all(3)) }
    ),
    (
      "Reshape([-1, 4]) expects sizes of at least 0: write out every size of one example",
      { _ = Reshape([-1, 4]) }
    ),
    (
      ".l2(-1.0) expects a finite strength of at least 0, got -1.0: a negative one rewards large "
        + "weights", { _ = Regularizer.l2(-1) }
    ),
    (".huber(delta: -1.0) expects a finite delta above 0, got -1.0", { _ = Loss.huber(delta: -1) }),
    (
      ".softmaxCrossEntropy(labelSmoothing: 1.5) expects a share in 0...1, got 1.5",
      { _ = Loss.softmaxCrossEntropy(labelSmoothing: 1.5) }
    ),
    (
      "AdaMax(learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-07, norm: .power(0.5)) "
        + "expects a power of at least 1, got 0.5: the limit is norm: .infinity",
      { _ = AdaMax(norm: .power(0.5)) }
    ),
    (
      "accumulatingGradients(over: 0) expects at least one batch, got 0",
      { _ = SGD().accumulatingGradients(over: 0) }
    ),
    (
      "averagingWeights(momentum: 1.0) expects a momentum in 0..<1, got 1.0",
      { _ = SGD().averagingWeights(momentum: 1) }
    ),
    (
      "a Schedule expects a finite rate of at least 0, got -2.0 for step 3",
      { _ = Schedule { _ in -2 }.rate(atStep: 3) }
    ),
    (
      "WarmUp(from: 0.0, steps: 0, then: 0.1) expects at least one step, got 0",
      { _ = WarmUp(steps: 0, then: 0.1) }
    ),
    (
      "OneCycle(to: 0.1, steps: 10, warmUpShare: 1.5, startDivisor: 25.0, endDivisor: 10000.0) "
        + "expects a share of warm-up in 0...1, got 1.5",
      { _ = OneCycle(to: 0.1, steps: 10, warmUpShare: 1.5) }
    ),
    (
      "Cyclic(from: 0.1, to: 0.2, stepsUp: 0, stepsDown: 0) expects at least one step, got 0",
      { _ = Cyclic(from: 0.1, to: 0.2, stepsUp: 0) }
    ),
    (
      "path(from: []) expects at least one coordinate, got none",
      { _ = SGD().path(from: [], steps: 1) { $0.sum() } }
    ),
    (
      "path expects a function that becomes one number, got shape [2]",
      { _ = SGD().path(from: [1, 2], steps: 0) { $0 } }
    ),
    (
      "coordinate(2): these points have 2 coordinates, counted from 0",
      { _ = SGD().path(from: [1, 2], steps: 1) { $0.sum() }.coordinate(2) }
    ),
    (
      "RandomCrop(padding: -1) expects at least 0 pixels, got -1", { _ = RandomCrop(padding: -1) }
    ),
    (
      "Checkpoint(every: 0) expects at least one epoch, got 0", { _ = Checkpoint("a", every: 0) }
    ),
    (
      "a Recorder expects percentiles in 0...100, got 101.0",
      { _ = Recorder(.activations(of: 0, percentiles: [50, 101])) }
    ),
    (
      "a Recorder expects at least one bin in a histogram, got 0",
      { _ = Recorder(.activations(of: 0, as: .histogram(bins: 0, in: 0...1))) }
    ),
    (
      "the learning rate follows ExponentialDecay(from: 0.1, steps: 2, decay: 0.5): it cannot be "
        + "set as well",
      {
        let state = OptimizerState(
          SGD(learningRate: ExponentialDecay(from: 0.1, steps: 2, decay: 0.5)), [])
        state.learningRate = 1
      }
    ),
    (
      "EarlyStopping(patience: -1) expects at least 0 epochs, got -1",
      { _ = EarlyStopping(patience: -1) }
    ),
    (
      "ReduceLearningRateOnPlateau(factor: 2.0) expects a factor between 0 and 1, got 2.0",
      { _ = ReduceLearningRateOnPlateau(factor: 2) }
    ),
    (
      "note.md:7: Fatal error: Dense(3) expects input [batch, features], got [2, 1, 2, 2]\n  "
        + "add Flatten() before it",
      { _ = Dense(3)(Tensor.zeros([2, 1, 2, 2]), file: "note.md", line: 7) }
    ),
    (
      "note.md:7: Fatal error: Conv2D(3) expects input [batch, channels, height, width], got [2, 4]",
      {
        let model = Sequential {
          Dense(4); Conv2D(3)
        }
        _ = model(Tensor.zeros([2, 3]), file: "note.md", line: 7)
      }
    ),
    (
      "note.md:7: Fatal error: Residual expects layers that keep the shape [2, 3] of the input, got "
        + "[2, 5]: add a shortcut that makes the input [2, 5] too",
      { _ = Residual { Dense(5) }(Tensor.zeros([2, 3]), file: "note.md", line: 7) }
    ),
  ]

  @Test(arguments: cases.indices)
  func saysWhatWasExpectedAndWhatCame(_ index: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [index] in
      Self.cases[index].call()
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(Self.cases[index].sentence), "\(text.prefix(400))")
  }

  /// What `fit` throws before it trains.
  private static let requests: [(sentence: String, call: @Sendable () throws -> Void)] = [
    (
      "fit(batchSize: 0) expects at least one example in a batch, got 0",
      { try model().fit(examples(), batchSize: 0) }
    ),
    (
      "fit(epochs: -1) expects at least 0 epochs, got -1",
      { try model().fit(examples(), epochs: -1) }
    ),
    (
      "Conv2D(2) expects input [batch, channels, height, width], got [4, 5, 5]\n  add Reshape([1, 5, 5]) "
        + "before it to give grey images a channel axis",
      {
        try Sequential { Conv2D(2) }.fit(
          Examples(inputs: .zeros([4, 5, 5]), targets: .zeros([4], type: .int32)))
      }
    ),
    (
      "Dense(3) expects input [batch, features], got [4]\n  give each example an axis of features with "
        + "reshaped(to: [-1, 1]); one example alone takes its batch axis with reshaped(to: [1, -1])",
      { _ = try model().predict(.zeros([4])) }
    ),
    (
      "label 3 of example 3 is outside 0..<3: the model has 3 outputs, give the last layer one for "
        + "each class", { try model().fit(examples(classes: 4)) }
    ),
    (
      "loss .softmaxCrossEntropy expects outputs [batch, classes] and labels [batch], got [4, 3] and "
        + "[4, 2]: flatten before the last Dense layer, and use one number as label",
      { try model().fit(Examples(inputs: .zeros([4, 4]), targets: .zeros([4, 2]))) }
    ),
    (
      "training and evaluation expect inputs of float32, got float64 of shape [4, 4]: convert them "
        + "with converted(to: .float32), or make the model in float64 before, with build(input: [4], "
        + "type: .float64)",
      {
        try model().fit(
          Examples(inputs: .zeros([4, 4], type: .float64), targets: .zeros([4], type: .int32)))
      }
    ),
    (
      "loss .softmaxCrossEntropy expects targets in 0...1, got 2",
      { try model().fit(Examples(inputs: .zeros([4, 4]), targets: .full([4, 3], 2))) }
    ),
    (
      "metric .accuracy expects outputs and targets of the same shape, got [4, 1] and [4]: give the "
        + "targets an axis with reshaped(to: [-1, 1])",
      {
        try Sequential { Dense(1) }.fit(
          Examples(inputs: .zeros([4, 4]), targets: .zeros([4], type: .int32)),
          loss: Loss("mine") { output, _ in output.mean() }, metrics: [.accuracy])
      }
    ),
    (
      "loss .binaryCrossEntropy expects targets in 0...1, got 5",
      {
        try Sequential { Dense(1) }.fit(
          Examples(inputs: .zeros([4, 4]), targets: .full([4, 1], 5)), loss: .binaryCrossEntropy)
      }
    ),
    (
      "loss .mine expects to become one number for a batch, got float32 of shape [16, 3]: "
        + "end it with mean() or sum()",
      { try model().fit(examples(), batchSize: 16, loss: Loss("mine") { output, _ in output }) }
    ),
  ]

  @Test(arguments: requests.indices)
  func fitThrowsBeforeItTrains(_ index: Int) {
    let error = #expect(throws: ModelError.self) { try Self.requests[index].call() }
    #expect(error?.description == Self.requests[index].sentence)
  }

  private static func model() -> Sequential { Sequential { Dense(3) } }

  private static func examples(classes: Int = 3) -> Examples {
    Examples(
      inputs: .normal([32, 4], seed: 1), targets: Tensor((0..<32).map { Int32($0 % classes) }))
  }
}
