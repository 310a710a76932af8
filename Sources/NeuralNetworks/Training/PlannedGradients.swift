internal import Datasets
internal import Tensors

/// The loss of a batch and its gradients as a planned function: planned at the first batch of each
/// size, with the parameters' values of every call. Running statistics and random keys stay as they
/// are.
final class PlannedGradients {
  /// The parameters, in the order of the gradients.
  let entries: [ParameterEntry]
  private let function: PlannedFunction

  /// Makes the parameters for the data, and throws where model, loss and data do not fit.
  init(_ model: any Layer, loss: Loss, for data: Examples) throws(ModelError) {
    let objective = Objective(model: model, loss: loss, metrics: [])
    try objective.prepare(for: data)
    let entries = model.parameters.trainable.entries
    self.entries = entries
    function = PlannedFunction("gradients") { inputs in
      let (figures, gradients) = try objective.gradients(
        of: Examples(wholeTensors: inputs, classNames: data.classNames),
        at: entries.map(\.parameter),
        Context(isTraining: true, updatesState: false))
      return figures + gradients
    }
  }

  func callAsFunction(_ batch: Examples) throws -> (loss: Double, gradients: Gradients) {
    let results = try function(batch.tensors)
    return (Double(results[0]), Gradients(entries, Array(results.dropFirst())))
  }
}
