public import Tensors

/// A parameter and its place in a model.
public struct ParameterEntry: CustomStringConvertible {
  /// Where it is found: "dense_1.weight".
  public let path: String
  /// The parameter itself.
  public let parameter: Parameter
  /// The layer that holds it, as its author wrote it: "Dense(300)".
  public let layer: String
  /// The place of the outermost layer it belongs to in the model's `layers`.
  public let layerIndex: Int
  /// Random state and the like: part of the model's state, but no weight to be counted.
  let isHidden: Bool
  /// The penalty on it, if there is one.
  let regularizer: Regularizer?

  /// The property's name: "weight".
  public var label: String { path.split(separator: ".").last.map(String.init) ?? path }

  /// "dense_1.weight of Dense(3): [4, 3] float32 […]".
  public var description: String { "\(reference): \(parameter.value)" }

  /// The path of the outermost layer that holds it: "dense_2"; the parameter's own where the model
  /// holds it itself.
  var layerPath: String { path.split(separator: ".").first.map(String.init) ?? path }

  /// How errors name it: "dense_2.weight of Dense(300)".
  var reference: String { "\(path) of \(layer)" }
}

extension Layer {
  /// Every parameter of the model in the order of its layers, each once.
  public var parameterEntries: [ParameterEntry] { allEntries.filter { !$0.isHidden } }

  /// The parameters in the order of the layers, running statistics included.
  public var parameters: ParameterList { ParameterList(parameterEntries) }

  /// The parameters of the layers before number `index` of the model's `layers`. Stops where the
  /// model has no such layer, nor ends there.
  public func parameters(
    below index: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> ParameterList {
    if let count = (self as? Sequential)?.layers.count, !(0...count).contains(index) {
      stop(
        "parameters(below: \(index)) expects a layer in 0...\(count), the model has "
          + "\(plural(count, "layer"))", file: file, line: line)
    }
    return ParameterList(parameterEntries.filter { $0.layerIndex < index })
  }

  /// The parameters of all that comes before the layer or block at a path, in the order of the
  /// properties and layers that hold them. Stops where there is no such layer.
  public func parameters(
    below path: String, file: StaticString = #fileID, line: UInt = #line
  ) -> ParameterList {
    let walk = ModelWalk(self)
    guard let place = walk.places.first(where: { $0.path == path }) else {
      stop(
        "there is no layer at \"\(path)\"; there are "
          + walk.places.map(\.path).filter { !$0.isEmpty }.joined(separator: ", "),
        file: file, line: line)
    }
    return ParameterList(walk.entries[..<place.firstEntry].filter { !$0.isHidden })
  }

  /// The parameters of all that comes before a layer of the model. Those of the layer itself are
  /// its own `parameters`.
  public func parameters(
    below layer: any Layer, file: StaticString = #fileID, line: UInt = #line
  ) -> ParameterList {
    guard let path = path(of: layer) else {
      stop(
        "\(layer.name) is no layer of this model, or one that has nothing to be known by: name it by "
          + "its path", file: file, line: line)
    }
    return parameters(below: path, file: file, line: line)
  }

  /// The parameters of the part of the model at a path, such as "dense_1" or "encoder": those
  /// whose path is this one or begins with it and a point. Stops where there are none.
  public func parameters(
    at path: String, file: StaticString = #fileID, line: UInt = #line
  ) -> ParameterList {
    let entries = parameterEntries
    let found = entries.filter { $0.path == path || $0.path.hasPrefix("\(path).") }
    guard !found.isEmpty else {
      let parts = entries.map { $0.path.split(separator: ".").dropLast().joined(separator: ".") }
      let known = parts.reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
      stop(
        "there are no parameters at \"\(path)\": "
          + (known.isEmpty || mayGrow
            ? "they are made at the first use, call build(input:) before"
            : "the model has \(known.joined(separator: ", "))"),
        file: file, line: line)
    }
    return ParameterList(found)
  }

  /// The penalties of the regularizers on the model's trainable weights, as `fit`, `TrainingStep`
  /// and `valueWithGradients` add them to the loss: one number each.
  public var penalties: [Tensor] {
    allEntries.compactMap { entry in
      guard entry.parameter.isTrainable else { return nil }
      return entry.regularizer?.penalty(entry.parameter.value)
    }
  }

  /// The first weight that holds NaN or infinity.
  var firstUnusableWeight: ParameterEntry? {
    parameterEntries.first { $0.parameter.isWeight && !$0.parameter.value.hasOnlyFinite }
  }

  /// The parameters and whatever else the model remembers.
  var allEntries: [ParameterEntry] { ModelWalk(self).entries }

  /// Whether parameters may appear at the first use.
  var mayGrow: Bool { ModelWalk(self).mayGrow }
}
