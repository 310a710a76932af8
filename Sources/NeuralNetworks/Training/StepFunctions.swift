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
  func evaluate(_ x: Tensor, _ y: Tensor) throws(ModelError) -> [Tensor] {
    let context = Context(isTraining: false, updatesState: false)
    let output = context.send(x, through: model)
    return try figures(total(output, y, context), output, y)
  }

  /// The gradients of the parameters and the figures, in training mode.
  func gradients(
    _ x: Tensor, _ y: Tensor, at parameters: [Parameter], _ context: Context
  ) throws(ModelError) -> (figures: [Tensor], gradients: [Tensor]) {
    var result = x
    do {
      let (value, gradients) = try valueWithGradients(withRespectTo: parameters) {
        let output = context.send(x, through: model)
        result = output
        return try total(output, y, context)
      }
      return (try figures(value, stopGradient(result), y), gradients)
    } catch {
      throw (error as? ModelError) ?? .wrongRequest("\(error)")
    }
  }

  private func total(
    _ output: Tensor, _ y: Tensor, _ context: Context
  ) throws(ModelError) -> Tensor {
    context.penalties.reduce(try Self.oneNumber(loss(output, y), "loss \(loss)"), +)
  }

  private func figures(
    _ loss: Tensor, _ output: Tensor, _ y: Tensor
  ) throws(ModelError) -> [Tensor] {
    var figures = [loss]
    for metric in metrics {
      figures.append(try Self.oneNumber(metric(output, y), "metric \(metric)"))
    }
    return figures
  }

  /// A figure of a batch, or what is wrong with it: losses and metrics of one's own may forget the
  /// mean.
  private static func oneNumber(_ figure: Tensor, _ name: String) throws(ModelError) -> Tensor {
    guard figure.count == 1, figure.elementType == .float32 else {
      throw .wrongRequest(
        "\(name) expects to become one number of float32 for a batch, got \(figure.elementType) of "
          + "shape \(figure.shape): end it with mean() or sum()")
    }
    return figure
  }

  /// Makes the model's parameters for the data, and throws where model, loss and data do not fit.
  func prepare(for data: Examples) throws(ModelError) {
    guard !data.rows.isEmpty else {
      throw .wrongRequest("there is nothing to train or evaluate on: the data set is empty")
    }
    let exampleShape = Array(data.wholeInputs.shape.dropFirst())
    let targetShape = Array(data.wholeTargets.shape.dropFirst())
    let outputShape = try model.outputShape(
      input: exampleShape, type: data.wholeInputs.elementType)
    let output = TensorSignature(shape: [1] + outputShape)
    let target = TensorSignature(
      shape: [1] + targetShape, elementType: data.wholeTargets.elementType)
    try loss.checkTargets(output: output, target: target)
    if let range = loss.targetRange,
      let wrong = data.targets.doubles.first(where: { !range.contains($0) })
    {
      throw .wrongRequest(
        "loss \(loss) expects targets in \(brief(range.lowerBound))...\(brief(range.upperBound)), got "
          + "\(brief(wrong))")
    }
    if data.wholeTargets.elementType == .int32, targetShape.isEmpty, let classes = outputShape.last
    {
      let labels = data.targets.integers
      if let wrong = labels.firstIndex(where: { !(0..<classes).contains($0) }) {
        throw .wrongRequest(
          "label \(labels[wrong]) of example \(wrong) is outside 0..<\(classes): "
            + "the model has \(plural(classes, "output")), give the last layer one for each class")
      }
    }
  }
}
