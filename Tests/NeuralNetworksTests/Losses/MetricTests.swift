import Datasets
import NotebookDisplay
import Tensors
import Testing

@testable import NeuralNetworks

@Suite struct MetricTests {
  private func problem(_ metric: Metric, _ output: [Int], _ target: [Int], _ type: ElementType)
    -> String?
  {
    do throws(ModelError) {
      try metric.checkTargets(
        output: TensorSignature(shape: output),
        target: TensorSignature(shape: target, elementType: type))
      return nil
    } catch {
      return error.description
    }
  }

  /// One output for each example: comparing the place of the largest with a target would call
  /// everything right, or compare every output with every target.
  @Test func accuracyOfOneOutputIsBinaryAccuracy() throws {
    let inputs = Tensor([-2, -1, 1, 2] as [Float], shape: [4, 1])
    let targets = Tensor([1, 1, 0, 1] as [Float], shape: [4, 1])
    for activation in [Activation.linear, .sigmoid] {
      let model = Sequential { Dense(1, activation: activation, initializer: .ones) }
      let figures = try model.evaluate(
        Examples(inputs: inputs, targets: targets), loss: .binaryCrossEntropy,
        metrics: [.accuracy, .binaryAccuracy])
      #expect(figures.accuracy == 0.25)
      #expect(figures["binary accuracy"] == 0.25)
    }
    #expect(Metric.accuracy(inputs.flattened(), targets.flattened()).scalar == 0.25)
    #expect(
      problem(.accuracy, [8, 1], [8], .float32)
        == "metric .accuracy expects outputs and targets of the same shape, got [8, 1] and [8]: "
        + "give the targets an axis with reshaped(to: [-1, 1])")
  }

  @Test(arguments: [Metric.meanAbsoluteError, .meanSquaredError, .binaryAccuracy])
  func nothingIsComparedByBroadcasting(_ metric: Metric) {
    #expect(problem(metric, [8, 3], [8], .float32)?.contains("got [8, 3] and [8]") == true)
    #expect(problem(metric, [8, 1], [8], .float32)?.contains("reshaped(to: [-1, 1])") == true)
    #expect(problem(metric, [8, 1], [8, 1], .float32) == nil)
  }

  @Test func classMetricsWantClassesAndLabels() {
    for metric in [Metric.accuracy, .topAccuracy(2)] {
      #expect(problem(metric, [8, 3], [8], .int32) == nil)
      #expect(problem(metric, [8, 3], [8, 3], .float32) == nil)
      #expect(problem(metric, [8, 5, 3], [8, 5], .int32) == nil)
      #expect(problem(metric, [8, 3], [8], .float32)?.contains("int32 class numbers") == true)
      #expect(problem(metric, [8, 3], [8, 1], .int32)?.contains("got [8, 3] and [8, 1]") == true)
    }
    #expect(
      problem(.topAccuracy(1), [8, 1], [8, 1], .float32)
        == "metric .top 1 accuracy expects a share of each of at least two classes, got [8, 1] and "
        + "[8, 1]: with one output for each example choose .binaryCrossEntropy and "
        + ".binaryAccuracy, or .meanSquaredError for numbers")
  }

  @Test func aMetricThatDoesNotFitIsRefusedBeforeTraining() {
    let data = Examples.linear(count: 20, weights: [2], bias: 1, seed: 1)
    let error = #expect(throws: ModelError.self) {
      try Sequential { Dense(1) }.fit(
        data, loss: .meanSquaredError, metrics: [.topAccuracy(2)])
    }
    #expect(error?.description.hasPrefix("metric .top 2 accuracy expects") == true)
  }

  @Test func anOutputThatIsNaNIsNeverRight() {
    let outputs = Tensor([.nan, 1, 0, 3, 2, 1, 1, .nan, 0] as [Float], shape: [3, 3])
    let labels = Tensor([0, 0, 1] as [Int32])
    #expect(abs(Metric.accuracy(outputs, labels).scalar - 1 / 3) < 1e-6)
    #expect(abs(Metric.topAccuracy(3)(outputs, labels).scalar - 1 / 3) < 1e-6)
    let logits = Tensor([.nan, -1] as [Float])
    #expect(Metric.binaryAccuracy(logits, Tensor([0, 0] as [Float])).scalar == 0.5)
  }

  @Test func topAccuracyHoldsWithInfiniteOutputs() {
    let outputs = Tensor([-.infinity, 2, 1, .infinity, 0, 0] as [Float], shape: [2, 3])
    #expect(Metric.topAccuracy(2)(outputs, Tensor([2, 0] as [Int32])).scalar == 1)
    #expect(Metric.topAccuracy(2)(outputs, Tensor([0, 0] as [Int32])).scalar == 0.5)
  }
}

@Suite struct CrossEntropyTests {
  private let logits = Tensor([2, 1, 0, 0, 3, 0] as [Float], shape: [2, 3])
  private let labels = Tensor([0, 2] as [Int32])
  private var rows: Tensor { labels.oneHot(depth: 3) }

  @Test(arguments: [0.0, 0.1])
  func oneHotRowsAndClassNumbersAreTheSame(_ smoothing: Double) {
    let loss = Loss.softmaxCrossEntropy(labelSmoothing: smoothing)
    #expect(abs(loss(logits, labels).scalar - loss(logits, rows).scalar) < 1e-6)
    let weighted = Loss.softmaxCrossEntropy(
      labelSmoothing: smoothing, classWeights: [1, 2, 3])
    #expect(abs(weighted(logits, labels).scalar - weighted(logits, rows).scalar) < 1e-6)
  }

  @Test func weightsMultiplyTheLossOfEachExample() {
    let each = softmaxCrossEntropy(logits, labels: labels, reduction: .none).doubles
    let weighted = Loss.softmaxCrossEntropy(classWeights: [1, 1, 4])(logits, labels)
    #expect(abs(weighted.scalar - (each[0] + 4 * each[1]) / 2) < 1e-6)
    #expect(Loss.softmaxCrossEntropy(classWeights: [1, 2]).name.hasSuffix("[1.0, 2.0])"))
  }

  @Test func everyTimeStepHasALabel() {
    let series = stack([logits, logits * 2], axis: 1)
    let labels = Tensor([0, 1, 2, 1], shape: [2, 2])
    let flat = concatenate([series[0], series[1]])
    #expect(
      abs(
        Loss.softmaxCrossEntropy(series, labels).scalar
          - softmaxCrossEntropy(flat, labels: labels.flattened()).scalar) < 1e-6)
    #expect(Metric.accuracy(series, labels).scalar == 0.5)
  }

  /// As Keras does it: the softmax at the end of a model is undone.
  @Test func aSoftmaxAtTheEndOfTheModelIsUndone() throws {
    let data = Examples.blobs(count: 60, classes: 3, seed: 1)
    func losses(_ last: [any Layer]) throws -> [Double] {
      let model = Sequential([Dense(8, activation: .relu, initializer: .heNormal(seed: 1))] + last)
      let history = try model.fit(
        data, validation: data, epochs: 2, batchSize: 20, optimizer: SGD(learningRate: 0.1),
        shuffling: .never)
      return history.steps.loss + history.validation.loss
    }
    let weights = Initializer.glorotUniform(seed: 2)
    let plain = try losses([Dense(3, initializer: weights)])
    struct Net: Layer {
      let dense = Dense(3, initializer: .glorotUniform(seed: 2))
      func callAsFunction(_ x: Tensor) -> Tensor { softmax(dense(x)) }
    }
    for last: [any Layer] in [
      [Dense(3, activation: .softmax, initializer: weights)],
      [Dense(3, initializer: weights), Softmax()],
      [Dense(3, initializer: weights), Lambda { softmax($0) }],
      [Net()],
    ] {
      let found = try losses(last)
      #expect(found.count == plain.count)
      #expect(zip(found, plain).allSatisfy { abs($0 - $1) < 1e-6 })
    }
  }

  @Test func aSoftmaxOfOnesOwnIsRefused() throws {
    struct Net: Layer {
      let dense = Dense(3)
      func callAsFunction(_ x: Tensor) -> Tensor {
        let powers = exp(dense(x))
        return powers / powers.sum(axes: 1, keepDimensions: true)
      }
    }
    let error = #expect(throws: ModelError.self) {
      try Net().fit(Examples.blobs(count: 60, classes: 3, seed: 1))
    }
    #expect(error?.description.contains("the model ends in a softmax of its own") == true)
  }

  /// In every way of computing it: at once, with gradients, in a step.
  @Test func aSoftmaxIsUndoneWhereverTheLossIsComputed() throws {
    let model = Sequential {
      Dense(3, initializer: .glorotUniform(seed: 2)); Lambda { softmax($0) }
    }
    let data = Examples.blobs(count: 60, classes: 3, seed: 1)
    let expected = try model.evaluate(data).loss
    let step = TrainingStep(model, optimizer: SGD(learningRate: 0)) { model, batch in
      softmaxCrossEntropy(model(batch.inputs), labels: batch.targets)
    }
    let output = model(data.inputs)
    let found = [
      try step(data),
      model.valueWithGradients { softmaxCrossEntropy($0(data.inputs), labels: data.targets) }
        .value.scalar,
      softmaxCrossEntropy(output, labels: data.targets).scalar,
      Loss.softmaxCrossEntropy(try model.predict(data.inputs), data.targets).scalar,
    ]
    #expect(found.allSatisfy { abs($0 - expected) < 1e-6 })
    // Something else was the last thing done, or the probabilities are what is varied.
    let logits = softmaxCrossEntropy(output + 0, labels: data.targets).scalar
    #expect(abs(logits - expected) > 1e-2)
    let slope = gradient(at: output) { softmaxCrossEntropy($0, labels: data.targets) }
    #expect(slope.abs().max().scalar > 1e-4)
  }

  @Test func aSigmoidAtTheEndOfTheModelIsUndone() throws {
    let inputs = Tensor.normal([40, 2], seed: 1)
    let data = Examples(
      inputs: inputs, targets: (inputs.sum(axes: 1) .> 0.0).reshaped(to: [-1, 1]))
    func losses(_ activation: Activation) throws -> [Double] {
      let model = Sequential {
        Dense(1, activation: activation, initializer: .glorotUniform(seed: 1))
      }
      let history = try model.fit(
        data, epochs: 2, batchSize: 20, loss: .binaryCrossEntropy, shuffling: .never)
      return history.steps.loss + history.training["binary accuracy"]
    }
    let (found, plain) = (try losses(.sigmoid), try losses(.linear))
    #expect(found.count == plain.count)
    #expect(zip(found, plain).allSatisfy { abs($0 - $1) < 1e-6 })
  }
}

@Suite struct ConfusionMatrixTests {
  /// Counted by hand.
  private let matrix = ConfusionMatrix(
    predictions: Tensor([0, 0, 1, 1, 1, 0] as [Int32]),
    labels: Tensor([0, 0, 0, 1, 1, 2] as [Int32]), classes: 3, names: ["a", "b", "c"])

  @Test func countsTrueAgainstPredictedClasses() {
    #expect(matrix.counts == [[2, 1, 0], [0, 2, 0], [1, 0, 0]])
    #expect(matrix.count == 6)
    #expect(abs(matrix.accuracy - 4.0 / 6) < 1e-12)
    #expect(abs(matrix.precision(of: 0) - 2.0 / 3) < 1e-12)
    #expect(matrix.precision(of: 2).isNaN)
    #expect(matrix.recall(of: 1) == 1)
    #expect(abs(matrix.f1(of: 1) - 0.8) < 1e-12)
    #expect(abs(matrix.precision - (2.0 / 3 + 2.0 / 3 + 0) / 3) < 1e-12)
    #expect(abs(matrix.recall - (2.0 / 3 + 1 + 0) / 3) < 1e-12)
    #expect(abs(matrix.f1 - (2.0 / 3 + 0.8 + 0) / 3) < 1e-12)
  }

  @Test func isATableWithRecallAndPrecision() {
    #expect(matrix.table.rows[0] == ["a", "2", "1", "0", "0.667"])
    #expect(matrix.table.footer == [["Precision", "0.667", "0.667", "NaN", "0.667"]])
    #expect(matrix.description.hasSuffix("over 6 examples"))
  }

  @Test func agreesWithAccuracyOverAWholeDataSet() throws {
    let data = Examples.blobs(count: 1_203, classes: 4, seed: 1)
    let model = Sequential { Dense(4) }
    let confusion = try model.confusionMatrix(on: data)
    #expect(confusion.count == 1_203)
    #expect(abs(confusion.accuracy - (try model.evaluate(data).accuracy)) < 1e-6)
  }

  @Test func theAreaUnderTheCurveIsMannAndWhitneys() {
    let targets = Tensor([0, 0, 1, 1] as [Float])
    #expect(
      areaUnderROC(scores: Tensor([0.1, 0.4, 0.35, 0.8] as [Float]), targets: targets) == 0.75)
    #expect(areaUnderROC(scores: Tensor([1, 1, 1, 1] as [Float]), targets: targets) == 0.5)
    #expect(
      areaUnderROC(scores: Tensor([0, 1] as [Float]), targets: Tensor([1, 1] as [Float])).isNaN)
  }

  @Test func aMetricOfOnesOwnMayGiveANumberForEachExample() throws {
    let data = Examples.blobs(count: 10, classes: 2, seed: 1)
    let model = Sequential { Dense(2) }
    let each = Metric("right") { output, target in output.argmax() .== target }
    let mean = Metric("share") { output, target in (output.argmax() .== target).mean() }
    let figures = try model.evaluate(data, metrics: [each, mean, .accuracy], batchSize: 4)
    #expect(figures["right"] == figures["share"])
    #expect(figures["right"] == figures.accuracy)
  }
}
