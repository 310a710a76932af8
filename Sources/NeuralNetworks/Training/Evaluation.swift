public import Datasets
internal import NotebookDisplay
public import Tensors

/// Figures of a model over a whole data set at inference.
final class Evaluation {
  /// Large enough to keep the processor busy, small enough for its cache. At inference the figures
  /// do not depend on it.
  static let usualBatchSize = 200

  /// What a message says of shapes with as many rows where validation has chosen them.
  private static var validationRemark: String {
    "validation computes \(usualBatchSize) examples at a time: a model that is made for another "
      + "number is measured after the training, by evaluate(data, batchSize:)"
  }

  private let objective: Objective
  /// What it measures on.
  let data: Examples
  private let steps: PlannedSteps
  private var hasExplainedNaN = false

  /// - Parameter remark: What a message says of shapes with as many rows as a batch.
  init(
    _ objective: Objective, _ data: Examples, batchSize: Int = usualBatchSize,
    remark: String? = validationRemark
  ) {
    self.objective = objective
    self.data = data
    steps = PlannedSteps(
      "evaluation", data: data, batchSize: min(batchSize, max(1, data.count)), remark: remark
    ) {
      try objective.evaluate($0)
    }
  }

  /// What is computed for its batches.
  func traces() throws -> [Trace] { try steps.traces(count: data.count) }

  /// The figures over all examples, or `nil` when it was interrupted.
  func run(
    isInterrupted: () -> Bool = { Interruption.isRequested }
  ) throws -> [(name: String, value: Double)]? {
    var total = EpochFigures(objective)
    var isStopped = false
    try steps.run(order: [Int32](0..<Int32(data.count))) { _, size, outputs in
      total.add(outputs, batchSize: size)
      isStopped = isInterrupted()
      return !isStopped
    }
    guard !isStopped else { return nil }
    let figures = total.figures
    if figures.contains(where: \.value.isNaN) { explainNaN() }
    return figures
  }

  /// Says, once, which example makes figures NaN, where it is one.
  private func explainNaN() {
    guard !hasExplainedNaN else { return }
    hasExplainedNaN = true
    guard let row = data.unusableRow(among: [Int32](0..<Int32(data.count))) else { return }
    DisplaySink.send(
      .output(
        CellOutput(
          .text("an evaluation gives NaN: \(row); repair that example or leave it out"))))
  }
}

/// The figures of a model on a data set.
public struct Figures: Sendable, CustomStringConvertible {
  private let values: [(name: String, value: Double)]

  init(_ values: [(name: String, value: Double)]) { self.values = values }

  /// The figure of one name. A name that was not measured ends the program with those that were.
  public subscript(
    name: String, file file: StaticString = #fileID, line line: UInt = #line
  ) -> Double {
    guard let found = values.first(where: { $0.name == name }) else {
      Tensors.stop(
        "there is no figure \"\(name)\"; there are "
          + values.map { "\"\($0.name)\"" }.joined(separator: ", ") + ": give evaluate the metric",
        file: file, line: line)
    }
    return found.value
  }

  /// The loss.
  public var loss: Double { self["loss"] }
  /// The share of right answers.
  public var accuracy: Double { self["accuracy"] }
  /// Of the examples taken for a class, the share that belong to it: ``Metric/precision``.
  public var precision: Double { self["precision"] }
  /// Of the examples of a class, the share taken for it: ``Metric/recall``.
  public var recall: Double { self["recall"] }
  /// The harmonic mean of precision and recall: ``Metric/f1``.
  public var f1: Double { self["F1"] }
  /// The area under the receiver operating characteristic: ``Metric/auc``.
  public var auc: Double { self["AUC"] }

  /// "loss 0.3776, accuracy 0.8722".
  public var description: String {
    values.map { "\($0.name) \(fixed($0.value, 4))" }.joined(separator: ", ")
  }
}

extension Layer {
  /// The loss and metrics over a whole data set, at inference. Throws ``ModelError`` when the data
  /// name other classes than those the model was trained on last, and `InterruptedError` when the
  /// reader asks the run to come to an end meanwhile; after a training that was interrupted, the
  /// model that it left is evaluated.
  ///
  /// - Parameters:
  ///   - data: Examples to measure on.
  ///   - loss: What training minimizes.
  ///   - metrics: What to report besides the loss; accuracy by default where there are classes.
  ///   - batchSize: Examples computed at a time, 200 unless given. Figures that are means over
  ///     examples do not depend on it; a layer of one's own that does can be given the size it was
  ///     trained with.
  public func evaluate(
    _ data: some TrainingData, loss: Loss = .softmaxCrossEntropy, metrics: [Metric]? = nil,
    batchSize: Int? = nil
  ) throws -> Figures {
    let usual = Evaluation.usualBatchSize
    let remark =
      "evaluate computes \(usual) examples at a time unless told otherwise: give the number that the "
      + "model is made for as batchSize:"
    let size = batchSize ?? usual
    guard size > 0 else {
      throw ModelError.wrongRequest(
        "evaluate(batchSize: \(size)) expects at least one example in a batch, got \(size)"
      )
    }
    let objective = Objective(model: self, loss: loss, metrics: metrics ?? loss.usualMetrics)
    try objective.prepare(for: data.examples)
    try objective.model.requireTrainedClasses(data.classNames, of: "evaluate")
    let evaluation = Evaluation(
      objective, data.examples, batchSize: size, remark: batchSize == nil ? remark : nil)
    guard let figures = try evaluation.run(isInterrupted: { PlanInterruption.isRequested }) else {
      throw InterruptedError()
    }
    return Figures(figures)
  }

  /// The outputs for a batch of inputs, at inference: no example's output depends on another's.
  /// Layers that draw random numbers all the same, `dropout(x, training: true)`, draw others at
  /// every call.
  public func predict(_ inputs: Tensor) throws -> Tensor {
    let inputs = matched(inputs)
    _ = try outputShape(
      input: Array(inputs.shape.dropFirst()), type: inputs.elementType,
      examples: inputs.shape.first ?? 1)
    return Context(isTraining: false).send(inputs, through: self)
  }
}
