internal import Tensors

extension Layer {
  /// The value of a loss and its gradients, as every way of training computes them: in the mode of
  /// the context, with the penalties of the model's regularizers and those that layers added.
  ///
  /// - Parameters:
  ///   - parameters: What the gradients are of, in this order: all that are trained.
  ///   - loss: One number; the model is called in it, and perhaps others.
  /// - Returns: Also what is wrong when a weight was read that would not be trained though nobody
  ///   froze it.
  func lossWithGradients(
    at parameters: [Parameter], in context: Context, of loss: () throws -> Tensor
  ) rethrows -> (value: Tensor, gradients: [Tensor], problem: ModelError?) {
    let known = Set(parameters.map(ObjectIdentifier.init))
    let reads = ParameterReads()
    context.checkReads(known: known)
    let (value, gradients) = try Tensors.valueWithGradients(withRespectTo: parameters) {
      let value = try reads.collect { try context.run(loss) }
      return (penalties + context.penalties).reduce(value, +)
    }
    let others = reads.parameters.filter {
      $0.isTrainable && !known.contains(ObjectIdentifier($0))
    }
    var problem = context.unlisted
    if problem == nil, !others.isEmpty { problem = try self.problem(with: others, context, loss) }
    return (value, gradients, problem)
  }

  /// What is wrong with weights that were read and are not trained, if they are this model's. Those
  /// of another model are none of its business.
  private func problem(
    with others: [Parameter], _ context: Context, _ loss: () throws -> Tensor
  ) rethrows -> ModelError? {
    let own = Set(allEntries.map { ObjectIdentifier($0.parameter) })
    if let late = others.first(where: { own.contains(ObjectIdentifier($0)) }) {
      return .lateParameter(late.name)
    }
    guard context.madeParameters.contains(where: \.isTrainable) else { return nil }
    // A layer that is made in the call is another one at every call.
    let again = Context(isTraining: true, updatesState: false)
    _ = try again.run(loss)
    return again.madeParameters.first(where: \.isTrainable).map {
      .unlistedParameter(layer: name, parameter: $0.name)
    }
  }

  /// Makes parameters that appear only at the first use, by calling the loss once in training mode
  /// and without a trace in the model.
  func prepare(for loss: () throws -> Tensor) rethrows {
    guard ModelWalk(self).isUnbuilt else { return }
    _ = try Context(isTraining: true, updatesState: false).run(loss)
  }
}

extension ParameterReads {
  /// The value of `body`, whose readings are added to these.
  func collect<Value>(_ body: () throws -> Value) rethrows -> Value {
    let outer = PassScope.reads
    PassScope.reads = self
    defer { PassScope.reads = outer }
    return try body()
  }
}
