import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

/// What models say when they are asked for what they cannot do.
@Suite struct StopTests {
  private static func built(_ units: Int, inputs: Int) -> Sequential {
    let model = Sequential { Dense(units) }
    _ = model.summary(input: [inputs])
    return model
  }

  private static let cases: [(sentence: String, call: @Sendable () -> Void)] = [
    (
      "the model's parameters are made at its first use, and not all are yet: call build(input:) with "
        + "the shape of one input before setting its state",
      { Sequential { Dense(3) }.state = built(3, inputs: 2).state }
    ),
    (
      "this state belongs to another model: it holds [\"dense_1.weight\", \"dense_1.bias\"], the "
        + "model [\"weight\", \"bias\"]; copyParameters(from:) takes over those they have in common",
      {
        let dense = Dense(3)
        _ = dense(.ones([1, 2]))
        dense.state = built(3, inputs: 2).state
      }
    ),
    (
      "dense_1.weight has shape [4, 3], the value to be taken over [2, 3]",
      { built(3, inputs: 4).state = built(3, inputs: 2).state }
    ),
    (
      "note.md:7: Fatal error: the models have no parameters in common: the other model's are made "
        + "at the first use, call build(input:) before",
      {
        built(3, inputs: 2).copyParameters(
          from: Sequential { Dense(3) }, file: "note.md", line: 7)
      }
    ),
    (
      "note.md:7: Fatal error: there are no parameters at \"dense_2\": the model has dense_1",
      { _ = built(3, inputs: 2).parameters(at: "dense_2", file: "note.md", line: 7) }
    ),
    (
      "there are no parameters at \"dense_1\": they are made at the first use, call build(input:) "
        + "before", { _ = Sequential { Dense(3) }.parameters(at: "dense_1") }
    ),
    (
      "BatchNorm().movingMean cannot be trained: it was made with isTrainable: false, as running "
        + "statistics are",
      {
        let norm = BatchNorm()
        _ = norm(.ones([2, 3]))
        norm.movingMean?.isTrainable = true
      }
    ),
    (
      "scale was made with shape [2] at its first use, and is asked for with shape [3]: one layer has "
        + "one shape of inputs, make another for others",
      {
        let scale = LazyParameter(.ones)
        _ = scale.value(shape: [2], name: "scale")
        _ = scale.value(shape: [3], name: "scale")
      }
    ),
    (
      "note.md:7: Fatal error: metric .accuracy expects outputs [batch, classes] and labels [batch] of "
        + "int32, got [4, 3] and [4, 1] of int32: leave out the labels' last axis with reshaped(to: [-1])",
      {
        _ = Metric.accuracy(
          .zeros([4, 3]), .zeros([4, 1], type: .int32), file: "note.md", line: 7)
      }
    ),
    (
      "note.md:7: Fatal error: loss .meanSquaredError expects outputs and targets of the same shape, "
        + "got [4, 1] and [4]: give the targets an axis with reshaped(to: [-1, 1])",
      { _ = Loss.meanSquaredError(.zeros([4, 1]), .zeros([4]), file: "note.md", line: 7) }
    ),
    (
      "loss .softmaxCrossEntropy(classWeights: [1.0, 2.0]) has 2 weights, and the model 3 classes: "
        + "give one for each class",
      {
        _ = Loss.softmaxCrossEntropy(classWeights: [1, 2])(
          .zeros([4, 3]), .zeros([4], type: .int32))
      }
    ),
    (
      ".softmaxCrossEntropy(classWeights: [-1.0]) expects finite weights of at least 0",
      { _ = Loss.softmaxCrossEntropy(classWeights: [-1]) }
    ),
    (
      "note.md:7: Fatal error: Lambda() computes with Dense(3).weight, which is in none of its",
      {
        let hidden = Dense(3)
        let model = Sequential { Lambda { hidden($0) } }
        _ = model.valueWithGradients(file: "note.md", line: 7) { $0(.ones([1, 2])).sum() }
      }
    ),
    (
      "Embedding(0, size: 3) expects a count and a size of at least 1",
      { _ = Embedding(0, size: 3) }
    ),
    (
      "note.md:7: Fatal error: Embedding(5, size: 3).weight has rows for indices in 0..<5, got 9 at "
        + "[1, 0]: check the indices, or make it larger",
      {
        let words = Tensor([[0, 1], [9, 2]] as [[Int32]])
        _ = Embedding(5, size: 3)(words, file: "note.md", line: 7)
      }
    ),
    (
      "note.md:7: Fatal error: Embedding(5, size: 3) expects whole numbers, got 1.5: what has a "
        + "fraction is no row of a table",
      { _ = Embedding(5, size: 3)(Tensor([[1.5, 2]] as [[Float]]), file: "note.md", line: 7) }
    ),
    (
      "Conv1D(4, padding: .all(-1)) expects padding of at least 0, got -1",
      { _ = Conv1D(4, padding: .all(-1)) }
    ),
    (
      "MaxPool1D(padding: .all(2)) expects padding smaller than its window of 2",
      { _ = MaxPool1D(padding: .all(2)) }
    ),
    (
      "MaxPool2D((3, 1), padding: .all(1)) expects padding smaller than its window of (3, 1)",
      { _ = MaxPool2D((3, 1), padding: .all(1)) }
    ),
    (
      "Conv2D(4) expects kernelSize of at least 1, got (0, 3)",
      { _ = Conv2D(4, kernelSize: (0, 3)) }
    ),
    (
      "ConfusionMatrix expects class numbers as predictions, got 0.2 for example 1: take argmax() of "
        + "scores, or .> 0.5 of probabilities",
      {
        _ = ConfusionMatrix(
          predictions: Tensor([1, 0.2]), labels: Tensor([0, 1]), classes: 2, file: "note.md",
          line: 7)
      }
    ),
    (
      "recalibrate(on:) has nothing to go through: the data set is empty",
      {
        let data = Examples(inputs: .zeros([0, 3]), targets: .zeros([0]))
        Sequential { BatchNorm() }.recalibrate(on: data, file: "note.md", line: 7)
      }
    ),
    (
      "ConfusionMatrix of 2 classes got prediction 2 and label 0 for example 1: they lie in 0..<2",
      {
        _ = ConfusionMatrix(
          predictions: Tensor([0, 2] as [Int32]), labels: Tensor([0, 0] as [Int32]), classes: 2)
      }
    ),
  ]

  @Test(arguments: cases.indices)
  func saysWhatIsWrongAndWhatToDo(_ index: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [index] in
      Self.cases[index].call()
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(Self.cases[index].sentence), "\(text.prefix(400))")
  }
}
