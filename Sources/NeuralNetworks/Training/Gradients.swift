public import Datasets
public import Tensors

/// The gradients of a loss with respect to a model's trainable parameters.
///
/// ```swift
/// let g = model.gradients(on: batch)
/// g["dense_1.weight"]!.norm()
/// g[4]                         // all gradients of the model's layer 4 as one vector
/// ```
public struct Gradients: Sequence {
  private let entries: [ParameterEntry]
  private let values: [Tensor]

  init(_ entries: [ParameterEntry], _ values: [Tensor]) {
    self.entries = entries
    self.values = values
  }

  /// How many parameters there are.
  public var count: Int { values.count }

  /// The gradients with the paths of their parameters, in the order of the layers.
  public func makeIterator() -> AnyIterator<(path: String, gradient: Tensor)> {
    var index = values.startIndex
    return AnyIterator {
      guard index < values.endIndex else { return nil }
      defer { index += 1 }
      return (entries[index].path, values[index])
    }
  }

  /// The gradient of the parameter at a path.
  public subscript(path: String) -> Tensor? {
    entries.firstIndex { $0.path == path }.map { values[$0] }
  }

  /// The gradient of a parameter, which must be a trainable one of the model.
  public subscript(parameter: Parameter) -> Tensor {
    guard let index = entries.firstIndex(where: { $0.parameter === parameter }) else {
      fatalError("\(parameter.name) is not among the parameters these gradients belong to")
    }
    return values[index]
  }

  /// All gradients of one of the model's layers as one vector, the layers counted from 0.
  public subscript(layer: Int) -> Tensor {
    let parts = entries.indices.filter { entries[$0].layerIndex == layer }
    guard !parts.isEmpty else {
      fatalError("layer \(layer) has no trainable parameters, and so no gradient")
    }
    return concatenate(parts.map { values[$0].flattened() })
  }

  /// All gradients as one vector.
  public var vector: Tensor { vector(below: nil) }

  /// All gradients of the layer or block at a path as one vector: "dense_1", "residual_1.body"; those
  /// of the whole model for `nil`.
  public func vector(
    below path: String?, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let parts = entries.indices.filter { index in
      path.map { entries[index].path == $0 || entries[index].path.hasPrefix("\($0).") } ?? true
    }
    guard !parts.isEmpty else {
      Tensors.stop(
        "there is no gradient at \"\(path ?? "")\"; there are "
          + entries.map(\.path).joined(separator: ", "), file: file, line: line)
    }
    return concatenate(parts.map { values[$0].flattened() })
  }

  /// The gradients with their parameters, in the order of the layers.
  var byParameter: [(parameter: Parameter, gradient: Tensor)] {
    zip(entries, values).map { ($0.parameter, $1) }
  }

  /// Those of the layers before number `index` of the model's `layers`.
  func byParameter(below index: Int) -> [(parameter: Parameter, gradient: Tensor)] {
    zip(entries, values).filter { $0.0.layerIndex < index }.map { ($0.parameter, $1) }
  }

  /// The place in the model's `layers` of the layer that holds a parameter.
  func layerIndex(ofParameterAt path: String) -> Int? {
    entries.first { $0.path == path }?.layerIndex
  }

  /// The Euclidean norm of all gradients together.
  public func norm() -> Double { Double(vector.norm()) }
}

extension Layer {
  /// The loss of a batch and its gradients, in training mode; running statistics stay as they are,
  /// so that looking changes nothing.
  public func lossAndGradients(
    on batch: some TrainingData, loss: Loss = .softmaxCrossEntropy,
    file: StaticString = #fileID, line: UInt = #line
  ) -> (loss: Double, gradients: Gradients) {
    let examples = batch.examples
    let objective = Objective(model: self, loss: loss, metrics: [])
    do throws(ModelError) {
      try objective.prepare(for: examples)
      let entries = parameters.trainable.entries
      let (figures, values) = try objective.gradients(
        examples.inputs, examples.targets, at: entries.map(\.parameter),
        Context(isTraining: true, updatesState: false))
      return (Double(figures[0]), Gradients(entries, values))
    } catch {
      stop(error.description, file: file, line: line)
    }
  }

  /// The gradients of a batch's loss, in training mode; running statistics stay as they are.
  public func gradients(
    on batch: some TrainingData, loss: Loss = .softmaxCrossEntropy,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Gradients {
    lossAndGradients(on: batch, loss: loss, file: file, line: line).gradients
  }

  /// The value of an expression of the model, and its gradients. Models called in it are in
  /// training mode, and the penalties of their regularizers are added.
  ///
  /// ```swift
  /// let (loss, gradients) = model.valueWithGradients { model in
  ///   softmaxCrossEntropy(model(x), labels: y)
  /// }
  /// ```
  public func valueWithGradients(
    file: StaticString = #fileID, line: UInt = #line, of expression: (Self) throws -> Tensor
  ) rethrows -> (value: Tensor, gradients: Gradients) {
    try prepare { try expression(self) }
    while true {
      let entries = parameters.trainable.entries
      let (value, gradients, problem) = try lossWithGradients(
        at: entries.map(\.parameter), in: Context(isTraining: true)
      ) { try expression(self) }
      switch problem {
      case nil: return (value, Gradients(entries, gradients))
      case .lateParameter: continue
      case let problem?: stop(problem.description, file: file, line: line)
      }
    }
  }
}
