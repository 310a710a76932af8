internal import Tensors

extension Layer {
  /// Makes all parameters for inputs of this shape (one example, without the batch); throws when a
  /// layer cannot take what the layer before it gives.
  public func build(
    input: [Int], file: StaticString = #fileID, line: UInt = #line
  ) throws(ModelError) {
    _ = try passThrough(input, SourceLocation(file: file, line: line)) { _, _ in }
  }

  /// Infers all shapes from the shape of one example and returns the table of layers. Stops with
  /// the layer's sentence when a shape does not fit.
  ///
  /// - Parameter input: The shape of one input, without the batch: `[28, 28]`.
  public func summary(
    input: [Int], file: StaticString = #fileID, line: UInt = #line
  ) -> ModelSummary {
    var rows: [ModelSummary.Row] = []
    do throws(ModelError) {
      _ = try passThrough(input, SourceLocation(file: file, line: line)) { layer, shape in
        rows.append(
          .init(
            layer: String(layer.name.prefix { $0 != "\n" }), outputShape: shape,
            parameters: layer.parameters.scalarCount))
      }
    } catch {
      stop(error.description, file: file, line: line)
    }
    let trainable = parameters.trainable.scalarCount
    return ModelSummary(
      rows: rows, trainableParameters: trainable,
      nonTrainableParameters: parameters.scalarCount - trainable)
  }

  /// The shape of the output for one example; makes the parameters on the way.
  func outputShape(input: [Int], type: ElementType = .float32) throws(ModelError) -> [Int] {
    try passThrough(input, type: type, nil) { _, _ in }
  }

  /// Sends one example of zeros through the model, asking each layer first whether it can take
  /// what comes; `visit` gets the layer and the shape of its output without the batch.
  private func passThrough(
    _ input: [Int], type: ElementType = .float32, _ location: SourceLocation?,
    visit: (any Layer, [Int]) -> Void
  ) throws(ModelError) -> [Int] {
    guard input.allSatisfy({ $0 >= 0 }) else {
      throw .wrongRequest(
        "a model expects the shape of one input, without the batch, got \(input): sizes are at "
          + "least 0")
    }
    let context = Context(isTraining: false, updatesState: false, location: location)
    var x = Tensor.zeros([1] + input, type: type)
    guard let sequence = self as? Sequential else {
      try check(x)
      x = context.send(x, through: self)
      visit(self, Array(x.shape.dropFirst()))
      return Array(x.shape.dropFirst())
    }
    for (label, layer) in sequence.labeledLayers {
      try layer.check(x)
      x = context.send(x, through: layer, label: label)
      visit(layer, Array(x.shape.dropFirst()))
    }
    return Array(x.shape.dropFirst())
  }
}
