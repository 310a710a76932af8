import Datasets
import NotebookDisplay
import Tensors
import Testing

@testable import NeuralNetworks

/// Metrics that are no means of batches.
@Suite struct CountingMetricTests {
  private let data = Examples.blobs(count: 90, classes: 3, spread: 1.5, seed: 1)

  private func model() -> Sequential {
    Sequential { Dense(3, initializer: .heNormal(seed: 1)) }
  }

  @Test func validationAndEvaluationAreThoseOfTheConfusionMatrix() throws {
    let model = model()
    let history = try model.fit(
      data, validation: data, epochs: 3, batchSize: 7, metrics: [.f1, .precision, .recall])
    let confusion = try model.confusionMatrix(on: data)
    let figures = try model.evaluate(data, metrics: [.f1, .precision, .recall], batchSize: 11)
    #expect(history.validation.f1.count == 3)
    for (found, expected) in [
      (figures.f1, confusion.f1), (figures.precision, confusion.precision),
      (figures.recall, confusion.recall), (history.validation.f1[2], confusion.f1),
      (history.validation.precision[2], confusion.precision),
      (history.validation.recall[2], confusion.recall),
    ] {
      #expect(abs(found - expected) < 1e-12)
    }
  }

  /// With a learning rate of 0 every batch sees the same model.
  @Test func theFigureOfATrainingEpochIsThatOfAllItsBatches() throws {
    let model = model()
    let history = try model.fit(
      data, validation: data, epochs: 1, batchSize: 7, optimizer: SGD(learningRate: 0),
      metrics: [.f1])
    #expect(history.training.f1 == history.validation.f1)
    let steps = history.steps.f1
    #expect(steps.count == 13)
    #expect(abs(steps.reduce(0, +) / 13 - history.training.f1[0]) > 1e-3)
    #expect(
      abs(Metric.f1(model(data[0..<90].inputs), data.targets).scalar - history.training.f1[0])
        < 1e-6)
  }

  @Test func stoppingEarlyWatchesThem() throws {
    let stopping = EarlyStopping(.validation(.f1), patience: 2, restoreBest: true)
    let model = model()
    let history = try model.fit(
      data, validation: data, epochs: 60, batchSize: 30, optimizer: SGD(learningRate: 0.5),
      metrics: [.f1], callbacks: [stopping])
    #expect(stopping.best == history.validation.f1.max())
    #expect(history.stopReason?.contains("best validation F1 at epoch") == true)
    #expect(try model.evaluate(data, metrics: [.f1]).f1 == stopping.best)
    #expect(Monitor.training(.meanSquaredError).improves(1, on: 2, by: 0))
    #expect(Monitor.training(.f1).description == "F1")
    let own = Metric("own") { ($0 - $1).mean() }
    #expect(Monitor.validation(own, shouldRise: false).improves(1, on: 2, by: 0))
  }

  @Test func whatIsNotMeasuredCannotBeWatched() {
    let stopping = EarlyStopping(.validation(.accuracy))
    #expect(
      throws: ModelError.wrongRequest(
        "there is no validation accuracy to watch: fit measures loss; give it the metric, as in metrics: "
          + "[.accuracy]")
    ) {
      try model().fit(data, validation: data, epochs: 1, metrics: [], callbacks: [stopping])
    }
    #expect(
      throws: ModelError.wrongRequest(
        "there is no validation accuracy to watch: give fit validation data")
    ) { try model().fit(data, epochs: 1, callbacks: [stopping]) }
  }

  @Test func aFigureOfSumsOfOnesOwn() throws {
    let data = Examples.linear(count: 50, weights: [2, -1], bias: 1, noise: 0.5, seed: 1)
    let r2 = Metric("R²") { output, target in
      stack([
        target.sum(), target.squared().sum(), (target - output).squared().sum(),
        Tensor.ones(like: target).sum(),
      ])
    } figure: { s in
      1 - s[2] / (s[1] - s[0] * s[0] / s[3])
    }
    let model = Sequential { Dense(1) }
    try model.fit(data, epochs: 40, loss: .meanSquaredError, optimizer: SGD(learningRate: 0.05))
    let error = (data.targets - model(data.inputs)).squared().mean().scalar
    let expected = 1 - error / data.targets.variance().scalar
    let figures = try model.evaluate(
      data, loss: .meanSquaredError, metrics: [r2], batchSize: 9)
    #expect(abs(figures["R²"] - expected) < 1e-4)
  }

  private func problem(_ metric: Metric, _ data: Examples, _ model: some Layer, _ loss: Loss)
    -> String?
  {
    do {
      _ = try model.evaluate(data, loss: loss, metrics: [metric])
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func whatCannotBeCountedIsRefused() throws {
    let inputs = Tensor.normal([4, 3], seed: 1)
    let several = Examples(
      inputs: inputs, targets: Tensor([[1.0, 1, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]]))
    for metric in [Metric.f1, .accuracy] {
      #expect(
        problem(metric, several, model(), .binaryCrossEntropy)
          == "metric \(metric) expects shares of classes that add up to 1, got 2.000 in row 0: where "
          + "examples may belong to several classes, choose .binaryAccuracy, or "
          + ".f1(multilabel: .macro) and its like")
    }
    #expect(problem(.f1(multilabel: .micro), several, model(), .binaryCrossEntropy) == nil)
    let single = Sequential { Dense(1) }
    let numbers = Examples(inputs: inputs, targets: Tensor([[0.2], [1], [0], [1]]))
    for metric in [Metric.precision, .auc] {
      #expect(
        problem(metric, numbers, single, .binaryCrossEntropy)
          == "metric \(metric) expects targets of 0 and 1, got 0.2")
    }
    #expect(
      problem(.auc, data, model(), .softmaxCrossEntropy)
        == "metric .AUC expects a model with one output for each example, [batch] or [batch, 1], got "
        + "[90, 3]: for several classes choose one that averages over them, such as .f1")
    #expect(
      problem(.f1(of: 3), data, model(), .softmaxCrossEntropy)
        == "metric .F1 of class 3 expects a class in 0..<3, got 3")
    #expect(
      problem(.f1(average: .weighted), numbers, single, .binaryCrossEntropy)?.contains(
        "at least two classes") == true)
  }

  /// Between two steps a figure of all numbers is not computed anew for a message of progress.
  @Test func theAreaUnderTheCurveWaitsForTheEndOfTheEpoch() {
    let objective = Objective(
      model: Dense(1), loss: .binaryCrossEntropy, metrics: [.binaryAccuracy, .auc, .f1])
    let figures = EpochFigures(objective)
    #expect(figures.runningFigures.map(\.name) == ["loss", "binary accuracy", "F1"])
    #expect(figures.figures.map(\.name) == ["loss", "binary accuracy", "AUC", "F1"])
  }

  @Test func outputsThatAreNaNPredictNothing() {
    let outputs = Tensor([.nan, 1, 0, 3, 2, 1] as [Float], shape: [2, 3])
    #expect(abs(Metric.recall(of: 0)(outputs, Tensor([0, 0])).scalar - 0.5) < 1e-6)
    #expect(
      Metric.recall(threshold: 0.3)(
        Tensor([.nan, 4] as [Float]), Tensor([1, 1] as [Float])
      ).scalar == 0.5)
  }

  @Test func aFigureOfCountsHasNoValueInAPlannedStep() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let step = TrainingStep(Sequential { Dense(3) }, optimizer: SGD()) {
        (model, batch: Examples) in
        Metric.f1(model(batch.inputs), batch.targets)
      }
      try step(Examples.blobs(count: 9, classes: 3, seed: 1))
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("metric .F1 follows from counts over many batches"))
  }
}
