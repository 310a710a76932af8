import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

/// The same labels with other names mean other classes.
@Suite struct TrainedClassesTests {
  private func data(_ classNames: [String]) -> Examples {
    Examples(
      inputs: Tensor.normal([8, 3], seed: 1), targets: Tensor((0..<8).map { $0 % 2 }),
      classNames: classNames)
  }

  private let refusal = ModelError.wrongRequest(
    "the classes the model was trained on, cat, dog, and those of the data of evaluate, dog, cat, are "
      + "numbered differently: give these data the classNames of the training data")

  @Test func anEvaluationOnOtherClassesIsRefused() throws {
    let model = Sequential { Dense(2) }
    let other = Sequential { Dense(2) }
    try model.fit(data(["cat", "dog"]))
    #expect(throws: refusal) { try model.evaluate(data(["dog", "cat"])) }
    #expect(try model.evaluate(data(["cat", "dog"])).loss.isFinite)
    // Numbers without names, another model, and what it is trained on anew.
    #expect(try model.evaluate(data([])).loss.isFinite)
    try other.fit(data([]))
    #expect(try other.evaluate(data(["dog", "cat"])).loss.isFinite)
    try model.fit(data(["dog", "cat"]))
    #expect(try model.evaluate(data(["dog", "cat"])).loss.isFinite)
  }

  @Test func aStepOfOnesOwnCountsAsTraining() throws {
    let model = Sequential { Dense(2) }
    let step = TrainingStep(model, optimizer: SGD()) {
      softmaxCrossEntropy($0($1.inputs), labels: $1.targets)
    }
    try step(data(["cat", "dog"]))
    #expect(throws: refusal) { try model.evaluate(data(["dog", "cat"])) }
  }

  @Test func aBodyWithAnotherHeadIsAnotherModel() throws {
    let head = Dense(2)
    try Sequential {
      Dense(4); head
    }.fit(data(["cat", "dog"]))
    let other = Sequential {
      Dense(4); head
    }
    #expect(try other.evaluate(data(["dog", "cat"])).loss.isFinite)
  }

  @Test func validationOfOtherClassesIsRefused() throws {
    #expect(
      throws: ModelError.wrongRequest(
        "the classes of the training data, cat, dog, and those of the validation data, dog, cat, are "
          + "numbered differently: give the second set the first one's classNames")
    ) {
      try Sequential { Dense(2) }.fit(data(["cat", "dog"]), validation: data(["dog", "cat"]))
    }
  }
}
