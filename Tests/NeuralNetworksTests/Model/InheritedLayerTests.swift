import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

/// Layers that extend others, written as notes have them compiled.
private class Body: Layer {
  let dense = Dense(4, initializer: .glorotUniform(seed: 1))
  let norm = BatchNorm()
  @_disfavoredOverload func callAsFunction(_ x: Tensor) -> Tensor { norm(dense(x)) }
}

private class Rectified: Body {
  let dropout = Dropout(0.5)
  @_disfavoredOverload override func callAsFunction(_ x: Tensor) -> Tensor {
    dropout(relu((super.callAsFunction as (_) -> _)(x)))
  }
}

private final class Classifier: Rectified {
  let head = Dense(3, initializer: .glorotUniform(seed: 2))
  @_disfavoredOverload override func callAsFunction(_ x: Tensor) -> Tensor {
    head((super.callAsFunction as (_) -> _)(x))
  }
}

/// Gives the superclass's function a mode, which cannot be told from a call of itself.
private final class InTraining: Body {
  @_disfavoredOverload override func callAsFunction(_ x: Tensor) -> Tensor {
    super.callAsFunction(x, training: true)
  }
}

@Suite struct InheritedLayerTests {
  private let data = Examples.blobs(count: 60, classes: 3, seed: 1)

  @Test func layersOfAllClassesAreFoundAndComputedInOrder() throws {
    let model = Classifier()
    try model.build(input: [2])
    #expect(model.parameters.trainable.count == 6)
    for name in ["dense.weight", "dense.bias", "norm.gamma", "norm.beta", "head.weight"] {
      #expect(model.state[name] != nil, "\(name)")
    }
    let x = data.inputs
    let expected = model.head(relu(model.norm(model.dense(x))))
    #expect(model(x).scalars == expected.scalars)
    #expect(try model.predict(x).scalars == expected.scalars)
    #expect((model as Body)(x).scalars == expected.scalars)
    #expect(model.callAsFunction(x).scalars == expected.scalars)
  }

  @Test func allAreInTheModeOfTheOutermostCall() throws {
    let model = Classifier()
    try model.build(input: [2])
    let x = data.inputs
    let before = try #require(model.norm.movingMean?.value.scalars)
    let plain = model(x)
    _ = try model.evaluate(data)
    #expect(model.norm.movingMean?.value.scalars == before)
    let trained = model(x, training: true)
    #expect(trained.scalars != plain.scalars)
    #expect(model.norm.movingMean?.value.scalars != before)
  }

  @Test func fitAndStepsTrainAllOfThem() throws {
    let model = Classifier()
    try model.build(input: [2])
    let first = model.parameters.trainable.map(\.value.scalars)
    let history = try model.fit(data, epochs: 3, optimizer: Adam(learningRate: 0.05))
    #expect(history.training.loss.last! < history.training.loss.first!)
    let second = model.parameters.trainable.map(\.value.scalars)
    let step = TrainingStep(model, optimizer: SGD(learningRate: 0.1)) { model, batch in
      softmaxCrossEntropy(model(batch.inputs), labels: batch.targets)
    }
    try step(data)
    let third = model.parameters.trainable.map(\.value.scalars)
    for (index, parameter) in model.parameters.trainable.enumerated() {
      // A bias before a normalization has no gradient but rounding's.
      guard parameter !== model.dense.bias else { continue }
      #expect(first[index] != second[index] && second[index] != third[index])
    }
  }

  @Test func theSuperclassIsGivenNoModeOfItsOwn() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = InTraining()(Tensor.ones([2, 3]))
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      text.contains(
        "super.callAsFunction(_:training:) in InTraining() would call its own function again, "
          + "without end: write super.callAsFunction(x), and give training to the layers inside"),
      "\(text.prefix(400))")
  }
}
