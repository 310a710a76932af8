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
  func evaluate(_ x: Tensor, _ y: Tensor) -> [Tensor] {
    let context = Context(isTraining: false)
    let output = model(x, context)
    return figures(total(output, y, context), output, y)
  }

  /// The gradients of the parameters and the figures, in training mode.
  func gradients(
    _ x: Tensor, _ y: Tensor, at parameters: [Parameter], _ context: Context
  ) -> (figures: [Tensor], gradients: [Tensor]) {
    var result = x
    let (value, gradients) = valueWithGradients(withRespectTo: parameters) {
      let output = model(x, context)
      result = output
      return total(output, y, context)
    }
    return (figures(value, stopGradient(result), y), gradients)
  }

  private func total(_ output: Tensor, _ y: Tensor, _ context: Context) -> Tensor {
    context.penalties.reduce(loss(output, y), +)
  }

  private func figures(_ loss: Tensor, _ output: Tensor, _ y: Tensor) -> [Tensor] {
    [loss] + metrics.map { $0(output, y) }
  }

  /// Makes the model's parameters for the data, and throws where model, loss and data do not fit.
  func prepare(for data: Examples) throws(ModelError) {
    guard !data.rows.isEmpty else {
      throw .wrongRequest("there is nothing to train or evaluate on: the data set is empty")
    }
    let exampleShape = Array(data.wholeInputs.shape.dropFirst())
    let targetShape = Array(data.wholeTargets.shape.dropFirst())
    let outputShape = try model.outputShape(input: exampleShape)
    try loss.checkShapes(output: [1] + outputShape, target: [1] + targetShape)
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
