public import Datasets
public import Tensors

/// The gradients of a loss with respect to a model's trainable parameters.
///
/// ```swift
/// let g = model.gradients(on: batch)
/// g["dense_1.weight"]!.norm()
/// g[dense]                     // all gradients of a layer as one vector
/// g[4]                         // those of the model's layer 4
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
  public subscript(
    parameter: Parameter, file file: StaticString = #fileID, line line: UInt = #line
  ) -> Tensor {
    guard let index = entries.firstIndex(where: { $0.parameter === parameter }) else {
      Tensors.stop(
        "\(parameter.name) is not among the parameters these gradients belong to", file: file,
        line: line)
    }
    return values[index]
  }

  /// All gradients of one of the model's layers as one vector, the layers counted from 0.
  public subscript(
    layer: Int, file file: StaticString = #fileID, line line: UInt = #line
  ) -> Tensor {
    let parts = entries.indices.filter { entries[$0].layerIndex == layer }
    guard !parts.isEmpty else {
      Tensors.stop(
        "layer \(layer) has no trainable parameters, and so no gradient", file: file, line: line)
    }
    return concatenate(parts.map { values[$0].flattened() })
  }

  /// All gradients of a layer of the model, and of the layers in it, as one vector.
  public subscript(
    layer: any Layer, file file: StaticString = #fileID, line line: UInt = #line
  ) -> Tensor {
    let own = Set(layer.parameterEntries.map { ObjectIdentifier($0.parameter) })
    let parts = entries.indices.filter { own.contains(ObjectIdentifier(entries[$0].parameter)) }
    guard !parts.isEmpty else {
      Tensors.stop(
        "\(layer.name) has no trainable parameters in this model, and so no gradient", file: file,
        line: line)
    }
    return concatenate(parts.map { values[$0].flattened() })
  }

  /// All gradients as one vector.
  public var vector: Tensor { concatenate(values.map { $0.flattened() }) }

  /// All gradients of the parameter, layer or block at a path as one vector: "dense_1",
  /// "residual_1.body".
  public func vector(
    at path: String, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    guard let vector = vectorIfAny(at: path) else {
      Tensors.stop(
        "there is no gradient at \"\(path)\"; there are "
          + entries.map(\.path).joined(separator: ", "), file: file, line: line)
    }
    return vector
  }

  /// `nil` where there is none.
  func vectorIfAny(at path: String) -> Tensor? {
    let parts = entries.indices.filter { index in
      entries[index].path == path || entries[index].path.hasPrefix("\(path).")
    }
    return parts.isEmpty ? nil : concatenate(parts.map { values[$0].flattened() })
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

extension Gradients: CustomStringConvertible {
  /// A line for each parameter: "dense_1.weight [784, 300], norm 0.0123".
  public var description: String {
    zip(entries, values).map { entry, value in
      "\(entry.path) \(value.shape), norm \(significant(value.norm().scalar))"
    }.joined(separator: "\n")
  }
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
        of: examples, at: entries.map(\.parameter),
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
