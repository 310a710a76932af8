public import Tensors

extension Layer {
  /// The output of layer number `layer`, counted from 0, for a batch, in training mode; running
  /// statistics and random keys stay as they are.
  public func activations(of layer: Int, on inputs: Tensor) throws -> Tensor {
    try activations(at: .number(layer), unit: nil, on: inputs)
  }

  /// The output of the layer at a path such as "dense_2" or "residual_1.body.relu_1".
  public func activations(of path: String, on inputs: Tensor) throws -> Tensor {
    try activations(at: .path(path), unit: nil, on: inputs)
  }

  /// The output of a layer of the model, at its first call. What a layer of one's own gives is seen
  /// where a ``Sequential`` calls it, not where another of one's own does.
  public func activations(of layer: any Layer, on inputs: Tensor) throws -> Tensor {
    try activations(at: .layer(LayerReference(layer: layer)), unit: nil, on: inputs)
  }

  /// The paths of all layers in the model, as errors list them.
  var knownPaths: String {
    ModelWalk(self).places.map(\.path).filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// The output of a layer, or of one of its units.
  func activations(at place: LayerPlace, unit: Int?, on inputs: Tensor) throws -> Tensor {
    let (path, layer) = try resolved(place)
    var outputOfPath: Tensor?
    var outputOfLayer: Tensor?
    let context = Context(isTraining: true, updatesState: false, of: self) { seen, sender, output in
      if outputOfPath == nil, seen == path { outputOfPath = output }
      if outputOfLayer == nil, let layer, sender.isSame(as: layer) { outputOfLayer = output }
    }
    _ = context.send(matched(inputs), through: self)
    // A layer called by one of one's own is known by itself alone.
    guard let result = outputOfPath ?? outputOfLayer else {
      throw ModelError.wrongRequest(
        layer == nil
          ? "there is no layer at \"\(path)\" to look at; there are \(knownPaths)"
          : "the output of \"\(path)\" was not seen: it was not called, or it is a layer of one's own that "
            + "another of one's own calls, which Swift does directly; look at a layer in it, or at the "
            + "one that takes its output")
    }
    guard let unit else { return result }
    let name = try place.name(in: self)
    guard result.rank >= 2, (0..<result.shape[1]).contains(unit) else {
      throw ModelError.wrongRequest(
        "there is no unit \(unit) of \(name): its outputs have shape \(result.shape), units are "
          + "places of the second axis, counted from 0")
    }
    return result[0..., unit]
  }

  /// The path, and the layer there if the model holds one.
  private func resolved(
    _ place: LayerPlace
  ) throws(ModelError) -> (path: String, layer: (any Layer)?) {
    let path: String
    switch place {
    case .path, .layer: path = try place.name(in: self)
    case .number(let number):
      guard let labels = (self as? Sequential)?.labeledLayers.map(\.label) else {
        throw .wrongRequest(
          "layer \(number) cannot be looked at by its number, which only layers of a Sequential have: "
            + "give its path, or the layer itself; there are \(knownPaths)")
      }
      guard labels.indices.contains(number) else {
        throw .wrongRequest(
          "there is no layer \(number) to look at: the model has "
            + plural(max(1, labels.count), "layer") + ", counted from 0")
      }
      path = labels[number]
    }
    return (path, ModelWalk(self).places.first { $0.path == path }?.layer)
  }
}
