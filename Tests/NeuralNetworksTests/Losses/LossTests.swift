import Datasets
import Foundation
import Tensors
import Testing

@testable import NeuralNetworks

@Suite struct LossTests {
  private let logits = Tensor([2, 1, 0, 0, 3, 0] as [Float], shape: [2, 3])
  private let labels = Tensor([0, 2] as [Int32])

  @Test func crossEntropyIsTheMeanNegativeLogarithm() {
    let probabilities = softmax(logits).doubles
    let expected = -(log(probabilities[0]) + log(probabilities[5])) / 2
    #expect(abs(Double(Loss.softmaxCrossEntropy(logits, labels)) - expected) < 1e-6)
  }

  @Test func smoothingSpreadsTheLabels() {
    let logs = logSoftmax(logits).doubles
    let share = 0.3
    let expected =
      (0..<2).map { row in
        let label = [0, 2][row]
        return -(0..<3).reduce(0.0) { sum, column in
          let target = (column == label ? 1 - share : 0) + share / 3
          return sum + target * logs[row * 3 + column]
        }
      }.reduce(0, +) / 2
    let loss = Loss.softmaxCrossEntropy(labelSmoothing: share)(logits, labels)
    #expect(abs(Double(loss) - expected) < 1e-6)
  }

  @Test func binaryCrossEntropyStaysFiniteForLargeLogits() {
    let x = Tensor([200, -200, 0] as [Float])
    let y = Tensor([0, 0, 1] as [Float])
    #expect(abs(Double(Loss.binaryCrossEntropy(x, y)) - (200 + 0 + 0.693147) / 3) < 1e-4)
  }

  @Test func huberIsSquaredThenLinear() {
    let loss = Loss.huber()(Tensor([0.5, 3] as [Float]), Tensor([0, 0] as [Float]))
    #expect(abs(Double(loss) - (0.125 + 2.5) / 2) < 1e-6)
  }

  @Test func differencesAreAveraged() {
    let (a, b) = (Tensor([1, 5] as [Float]), Tensor([3, 2] as [Float]))
    #expect(Loss.meanSquaredError(a, b).scalar == 6.5)
    #expect(Loss.meanAbsoluteError(a, b).scalar == 2.5)
  }

  @Test func accuracyCountsTheFirstOfEqualOutputs() {
    let tied = Tensor([1, 1, 0, 0, 3, 3] as [Float], shape: [2, 3])
    #expect(Metric.accuracy(tied, Tensor([0, 2] as [Int32])).scalar == 0.5)
    #expect(Metric.topAccuracy(2)(logits, Tensor([1, 2] as [Int32])).scalar == 1)
    #expect(Metric.topAccuracy(1)(logits, labels).scalar == 0.5)
  }

  @Test func shapesThatDoNotBelongTogetherAreRefused() {
    let error = #expect(throws: ModelError.self) {
      try Loss.meanSquaredError.checkTargets(
        output: TensorSignature(shape: [8, 3]), target: TensorSignature(shape: [8]))
    }
    #expect(
      error?.description
        == "loss .meanSquaredError expects outputs and targets of the same shape, got [8, 3] and "
        + "[8]: give the last layer as many units as there are targets")
  }

  @Test func anAxisTooManyIsLeftOut() throws {
    let error = #expect(throws: ModelError.self) {
      try Loss.meanSquaredError.checkTargets(
        output: TensorSignature(shape: [8]), target: TensorSignature(shape: [8, 1]))
    }
    #expect(
      error?.description
        == "loss .meanSquaredError expects outputs and targets of the same shape, got [8] and [8, 1]: "
        + "leave out the targets' last axis with reshaped(to: [-1])")
    let pixels = #expect(throws: ModelError.self) {
      try Loss.softmaxCrossEntropy.checkTargets(
        output: TensorSignature(shape: [8, 5, 3]),
        target: TensorSignature(shape: [8, 5, 1], elementType: .int32))
    }
    #expect(pixels?.description.hasSuffix("labels' last axis with squeezed(axis: -1)") == true)
  }

  @Test func labelsInAColumnAreTakenWithTheRemedyThatIsNamed() throws {
    let labels = Tensor([0, 1, 2, 1], shape: [4, 1])
    let model = Sequential { Dense(3) }
    #expect(throws: ModelError.self) {
      try model.fit(Examples(inputs: .ones([4, 2]), targets: labels))
    }
    for targets in [labels, labels.converted(to: .float32)] {
      let taken = targets.reshaped(to: [-1]).converted(to: .int32)
      #expect(try model.fit(Examples(inputs: .ones([4, 2]), targets: taken)).epochs == 1)
    }
  }

  @Test(arguments: [
    (
      [8], ElementType.float32,
      "expects labels of int32 class numbers, got float32: convert them with converted(to: "
        + ".int32), or choose a loss for numbers such as .meanSquaredError"
    ),
    (
      [8, 2], .int32,
      "expects outputs [batch, classes] and labels [batch], got [8, 3] and [8, 2]: flatten before "
        + "the last Dense layer, and use one number as label"
    ),
    (
      [8, 1], .int32,
      "expects outputs [batch, classes] and labels [batch] of int32, got [8, 3] and [8, 1] of int32: "
        + "leave out the labels' last axis with reshaped(to: [-1])"
    ),
    (
      [8, 1], .float32,
      "expects outputs [batch, classes] and labels [batch] of int32, got [8, 3] and [8, 1] of "
        + "float32: where they are class numbers, give them as reshaped(to: [-1]).converted(to: "
        + ".int32), or choose a loss for numbers such as .meanSquaredError"
    ),
  ])
  func targetsThatAreNoClassNumbersAreRefused(
    _ shape: [Int], _ type: ElementType, _ sentence: String
  ) {
    let error = #expect(throws: ModelError.self) {
      try Loss.softmaxCrossEntropy.checkTargets(
        output: TensorSignature(shape: [8, 3]),
        target: TensorSignature(shape: shape, elementType: type))
    }
    #expect(error?.description == "loss .softmaxCrossEntropy " + sentence)
  }

  @Test func accuracyTakesTargetsOfTheOutputsShapeAsOneHotRows() {
    let targets: Tensor = [[0, 0, 1], [1, 0, 0]]
    let outputs: Tensor = [[1, 2, 3], [1, 2, 3]]
    #expect(Metric.accuracy(outputs, targets).scalar == 0.5)
  }

  @Test func oneHotRowsMayBeIntegers() throws {
    let logits = Tensor([[1.0, 2, 3], [0.5, 0, 0]])
    let rows: Tensor = [[0, 0, 1], [1, 0, 0]]
    let expected = Loss.softmaxCrossEntropy(logits, [2, 0]).scalar
    #expect(abs(Loss.softmaxCrossEntropy(logits, rows).scalar - expected) < 1e-6)
    #expect(Metric.accuracy(logits, rows).scalar == 1)
    #expect(Metric.topAccuracy(1)(logits, rows).scalar == 1)
    let model = Sequential { Dense(3) }
    let figures = try model.evaluate(Examples(inputs: logits, targets: rows))
    let numbers = try model.evaluate(Examples(inputs: logits, targets: [2, 0]))
    #expect(abs(figures.loss - numbers.loss) < 1e-6)
    let wrong = #expect(throws: ModelError.self) {
      try model.evaluate(Examples(inputs: logits, targets: [[0, 0, 2], [1, 0, 0]]))
    }
    #expect(
      wrong?.description == "loss .softmaxCrossEntropy expects targets in 0...1, got 2")
  }

  @Test func wholeNumbersAreInputsLikeOthers() throws {
    let xor = Examples(
      inputs: [[0, 0], [0, 1], [1, 0], [1, 1]], targets: [[0], [1], [1], [0]])
    #expect(xor.inputs.elementType == .int32)
    let model = Sequential {
      Dense(8, activation: .tanh); Dense(1)
    }
    let history = try model.fit(
      xor, epochs: 200, batchSize: 4, loss: .binaryCrossEntropy, optimizer: Adam(learningRate: 0.1))
    #expect(history.training["binary accuracy"].last == 1)
    let outputs = try model.predict([[0, 1], [1, 1]])
    #expect(outputs == (try model.predict([[0.0, 1], [1, 1]])))
    for layer in [Dropout(0.2), GaussianNoise(0.5)] as [any Layer] {
      let noisy = layer([[1, 2], [3, 4]], training: true)
      #expect(noisy.elementType == .float32)
    }
    #expect(BatchNorm()([[1, 2], [3, 6]], training: true).elementType == .float32)
  }

  @Test func classWeightsOfSharesAreThoseOfTheLargest() {
    let logits = Tensor([[1.0, 2, 3], [0, 1, -1]])
    let shares = Tensor([[0.0, 0.4, 0.6], [0.7, 0.2, 0.1]])
    // Keras 3.15.1, class_weight {0: 1, 1: 2, 2: 3}.
    let weighted = Loss.softmaxCrossEntropy(classWeights: [1, 2, 3])(logits, shares).scalar
    #expect(abs(weighted - 1.8652) < 1e-4)
  }

  @Test func lossesOfOnesOwnCompareEachExampleWithItsTarget() throws {
    let loss = Loss("own") { output, target in (output - target).abs().mean() }
    let metric = Metric("own") { output, target in (output - target).abs().mean() }
    let (column, row) = (Tensor([[1.0], [2], [4]]), Tensor([1.0, 2, 5]))
    for (output, target) in [(column, row), (row, column), (row, row), (column, column)] {
      let expected = output.shape == target.shape && output == target ? 0.0 : 1.0 / 3
      #expect(abs(loss(output, target).scalar - expected) < 1e-6)
      #expect(abs(metric(output, target).scalar - expected) < 1e-6)
    }
  }
}
