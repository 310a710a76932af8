internal import Datasets
internal import Tensors

/// What is computed for a batch of inputs and targets: the loss, then the metrics.
struct Objective {
  let model: any Layer
  let loss: Loss
  let metrics: [Metric]

  /// The names of the figures, in their order.
  var names: [String] { ["loss"] + metrics.map(\.name) }

  /// Figures at inference: running statistics, no dropout.
  func evaluate(_ batch: Examples) throws(ModelError) -> [Tensor] {
    let batch = model.matched(batch)
    let context = Context(isTraining: false, updatesState: false)
    let output = context.send(batch.inputs, through: model)
    return try context.run { () throws(ModelError) in
      let value = try lossValue(output, batch)
      return try figures(
        (model.penalties + context.penalties).reduce(value, +), output, batch.targets)
    }
  }

  /// The gradients of the parameters and the figures, in training mode.
  func gradients(
    of batch: Examples, at parameters: [Parameter], _ context: Context
  ) throws(ModelError) -> (figures: [Tensor], gradients: [Tensor]) {
    let batch = model.matched(batch)
    var result = batch.inputs
    do {
      let (value, gradients, problem) = try model.lossWithGradients(at: parameters, in: context) {
        let output = context.send(batch.inputs, through: model)
        result = output
        return try lossValue(output, batch)
      }
      if let problem { throw problem }
      let figures = try context.run { () throws(ModelError) in
        try self.figures(value, stopGradient(result), batch.targets)
      }
      return (figures, gradients)
    } catch {
      throw (error as? ModelError) ?? .wrongRequest("\(error)")
    }
  }

  private func lossValue(_ output: Tensor, _ batch: Examples) throws(ModelError) -> Tensor {
    try Self.oneNumber(
      try loss.value(output, batch.targets, batch.sampleWeights), "loss \(loss)")
  }

  private func figures(
    _ loss: Tensor, _ output: Tensor, _ y: Tensor
  ) throws(ModelError) -> [Tensor] {
    var figures = [loss]
    for metric in metrics {
      if let problem = metric.problem(ofLogits: output) { throw .wrongRequest(problem) }
      let result = stopGradient(metric.statistics(output, y))
      figures.append(
        metric.summary.isMean ? try Self.oneNumber(result, "metric \(metric)") : result)
    }
    return figures
  }

  /// A figure of a batch, or what is wrong with it: losses and metrics of one's own may forget the
  /// mean.
  private static func oneNumber(_ figure: Tensor, _ name: String) throws(ModelError) -> Tensor {
    guard figure.count == 1, figure.elementType != .int32 else {
      throw .wrongRequest(
        "\(name) expects to become one number for a batch, got \(figure.elementType) of "
          + "shape \(figure.shape): end it with mean() or sum()")
    }
    return figure
  }

  /// Makes the model's parameters for the data, and throws where model, loss and data do not fit.
  func prepare(for data: Examples) throws(ModelError) {
    // The library's own of one name are the same.
    if let own = metrics.first(where: { metric in
      if case .any = metric.rule { names.count { $0 == metric.name } > 1 } else { false }
    }) {
      throw .wrongRequest(
        "two figures would be called \"\(own.name)\""
          + (own.name == "loss" ? ", the loss and a metric" : "")
          + ": give each metric a name of its own")
    }
    guard !data.rows.isEmpty else {
      throw .wrongRequest("there is nothing to train or evaluate on: the data set is empty")
    }
    let exampleShape = Array(data.wholeInputs.shape.dropFirst())
    let targetShape = Array(data.wholeTargets.shape.dropFirst())
    guard data.wholeInputs.elementType != .float64 || model.floatType == .float64 else {
      throw .wrongRequest(
        "training and evaluation expect inputs of float32, got float64 of shape "
          + "\(data.wholeInputs.shape): convert them with converted(to: .float32)"
          + (ModelWalk(model).isUnbuilt
            ? ", or make the model in float64 before, with build(input: \(exampleShape), type: .float64)"
            : ""))
    }
    let result = try model.passThrough(
      exampleShape, type: data.wholeInputs.elementType, nil, examples: data.count)
    // A layer with a number of its own for each row of a batch gives as many rows as it has; else
    // shapes are told as the user has them.
    let given = result.shape.first ?? 1
    let rows = given == 1 ? data.count : given
    let output = TensorSignature(
      shape: result.shape.isEmpty ? [] : [rows] + result.shape.dropFirst(),
      elementType: result.elementType)
    let target = TensorSignature(
      shape: [rows] + targetShape, elementType: data.wholeTargets.elementType)
    try loss.checkTargets(output: output, target: target)
    if loss.squashing == .softmax, result.logits(of: .softmax) == nil,
      Self.areProbabilities(result)
    {
      throw .wrongRequest(
        "loss \(loss) expects logits, and the model ends in a softmax of its own: its outputs are "
          + "probabilities; leave the softmax out, or end the model with softmax(…), Softmax() or "
          + "activation: .softmax, which the loss undoes")
    }
    if let range = loss.targetRange(output: output, target: target),
      let wrong = data.targets.doubles.firstIndex(where: { !range.contains($0) })
    {
      throw .wrongRequest(
        "loss \(loss) expects targets in \(brief(range.lowerBound))...\(brief(range.upperBound)), got "
          + data.targets.elementText(wrong))
    }
    if loss.rule == .classes, data.wholeTargets.elementType == .int32,
      target.shape != output.shape, let classes = output.shape.last
    {
      let labels = data.targets.integers
      if let wrong = labels.firstIndex(where: { !(0..<classes).contains($0) }) {
        throw .wrongRequest(
          "label \(labels[wrong]) of example \(wrong / targetShape.reduce(1, *)) is outside 0..<\(classes): "
            + "the model has \(plural(classes, "output")), give the last layer one for each class")
      }
    }
    for metric in metrics {
      try metric.checkTargets(output: output, target: target)
      try metric.checkTargetValues(
        data.targets, output: [data.count] + output.shape.dropFirst())
    }
  }

  /// Whether outputs are what a softmax makes of logits that are not all equal by chance: at least
  /// two classes, nothing negative, sums of 1.
  private static func areProbabilities(_ output: Tensor) -> Bool {
    guard output.rank == 2, output.shape[1] > 1, output.min().scalar >= 0 else { return false }
    return abs(output.sum().scalar - 1) < 1e-5
  }
}
