internal import Tensors

extension Layer {
  /// Infers all shapes from the shape of one example and returns the table of layers, those inside
  /// others indented. Stops with the layer's sentence when a shape does not fit.
  ///
  /// - Parameter input: The shape of one input, without the batch: `[28, 28]`.
  public func summary(
    input: [Int], file: StaticString = #fileID, line: UInt = #line
  ) -> ModelSummary {
    var shapes = ObservedShapes()
    do throws(ModelError) {
      let output = try passThrough(input, SourceLocation(file: file, line: line)) {
        shapes.note($0, $1, Array($2.shape.dropFirst()))
      }
      shapes.note("", self, Array(output.shape.dropFirst()))
    } catch {
      stop(error.description, file: file, line: line)
    }
    let isSequence = self is Sequential
    let rows = ModelWalk(self).places.compactMap { place -> ModelSummary.Row? in
      guard !(place.path.isEmpty && isSequence) else { return nil }
      let entries = place.isRepeated ? [] : place.layer.parameterEntries
      let list = ParameterList(entries)
      return .init(
        layer: String(place.layer.name.prefix { $0 != "\n" }), path: place.path,
        depth: place.depth - (isSequence ? 1 : 0), outputShape: shapes[place],
        parameters: list.scalarCount, trainableParameters: list.trainable.scalarCount)
    }
    let trainable = parameters.trainable.scalarCount
    return ModelSummary(
      rows: rows, trainableParameters: trainable,
      nonTrainableParameters: parameters.scalarCount - trainable)
  }

  /// The shape of every layer's output for one example, without the batch, by the layer's path; the
  /// model's own is under "". No data is needed; parameters are made on the way.
  ///
  /// ```swift
  /// try model.shapes(input: [28, 28])["dense_1"]  // [300]
  /// ```
  ///
  /// - Parameter input: The shape of one input, without the batch.
  public func shapes(
    input: [Int], file: StaticString = #fileID, line: UInt = #line
  ) throws(ModelError) -> [String: [Int]] {
    var shapes = ObservedShapes()
    let output = try passThrough(input, SourceLocation(file: file, line: line)) {
      shapes.note($0, $1, Array($2.shape.dropFirst()))
    }
    var result = ["": Array(output.shape.dropFirst())]
    for place in ModelWalk(self).places where !place.path.isEmpty {
      result[place.path] = shapes[place]
    }
    return result
  }

  /// All layers of a type, wherever in the model they are, in the order of the properties that hold
  /// them.
  ///
  /// ```swift
  /// for norm in model.layers(of: BatchNorm.self) { norm.statistics = .batch }
  /// ```
  public func layers<Kind: Layer>(of type: Kind.Type) -> [Kind] {
    ModelWalk(self).places.compactMap { $0.isRepeated ? nil : $0.layer as? Kind }
  }
}

/// The shapes of outputs seen in a pass, by path where it is known, else by the layer itself.
private struct ObservedShapes {
  private var byPath: [String: [Int]] = [:]
  private var byLayer: [LayerIdentity: [Int]] = [:]

  mutating func note(_ path: String?, _ layer: any Layer, _ shape: [Int]) {
    if let path { byPath[path] = shape }
    if let identity = LayerIdentity(layer) { byLayer[identity] = shape }
  }

  subscript(place: ModelWalk.Place) -> [Int]? {
    byPath[place.path] ?? LayerIdentity(place.layer).flatMap { byLayer[$0] }
  }
}
