internal import Tensors

extension Layer {
  /// Writes the model's values as a safetensors file, each under its path: weights, running
  /// statistics and random keys. Python reads them with `safetensors.numpy.load_file`.
  ///
  /// Weights are `[inputs, outputs]` for dense layers and `[filters, channels, height, width]` for
  /// convolutions, whichever program reads them.
  ///
  /// - Parameter path: Relative paths start at the note's folder.
  public func saveWeights(to path: String) throws {
    let entries = allEntries
    try requireBuilt("to save")
    var file = TensorFile()
    for entry in entries { file[entry.path] = entry.parameter.value }
    try file.write(to: path)
  }

  /// Puts the values of a safetensors file in the place of the model's, each by its path. The file
  /// must have all weights and running statistics in the model's shapes; random keys it may lack.
  /// Real numbers take the model's type, those of NumPy's float64 become float32.
  /// Throws ``ModelError`` otherwise, and changes nothing then.
  ///
  /// - Parameter path: Relative paths start at the note's folder.
  public func loadWeights(from path: String) throws {
    let file = try TensorFile(contentsOf: path)
    try load(file, named: path)
  }

  /// Puts the tensors in the place of the model's values; `origin` is for messages.
  func load(_ file: TensorFile, named origin: String, prefix: String = "") throws(ModelError) {
    let walk = ModelWalk(self)
    let keys = Set(walk.generators.map(\.path))
    let entries = walk.entries.filter { !keys.contains($0.path) }
    try requireBuilt("to load into")
    let known = Set((entries.map(\.path) + keys).map { prefix + $0 })
    let given = file.names.filter { $0.hasPrefix(prefix) }
    if let extra = given.first(where: { !known.contains($0) }) {
      throw .wrongRequest(
        "\(origin) holds \"\(extra)\", which the model does not have; the model has "
          + entries.map(\.path).joined(separator: ", "))
    }
    var values: [(ParameterEntry, Tensor)] = []
    for entry in entries {
      guard let value = file[prefix + entry.path] else {
        if entry.isHidden { continue }
        throw .wrongRequest(
          "\(origin) lacks \"\(entry.path)\"; it has \(given.joined(separator: ", "))")
      }
      let current = entry.parameter.value
      let areReal = value.elementType != .int32 && current.elementType != .int32
      guard value.shape == current.shape, value.elementType == current.elementType || areReal
      else {
        throw .wrongRequest(
          "\(origin) holds \"\(entry.path)\" as \(value.elementType) of shape \(value.shape), the "
            + "model has \(current.elementType) of shape \(current.shape)")
      }
      values.append((entry, value.converted(to: current.elementType)))
    }
    for (path, generator) in walk.generators {
      guard let key = file[prefix + path] else { continue }
      guard key.signature == generator.key.value.signature else {
        throw .wrongRequest(
          "\(origin) holds \"\(path)\" as \(key.elementType) of shape \(key.shape), a random key is int32 "
            + "of shape [2]")
      }
      generator.resume(from: key)
    }
    for (entry, value) in values { entry.parameter.value = value }
  }

  /// Throws unless every parameter has been made: half a model in a file would be found out late.
  private func requireBuilt(_ use: String) throws(ModelError) {
    let walk = ModelWalk(self)
    guard walk.isUnbuilt else { return }
    let missing = walk.lazyParameters.first { $0.parameter.shape == nil }
    let what =
      walk.entries.contains { !$0.isHidden } ? missing.map { "\($0.path) has no value" } : nil
    throw .wrongRequest(
      "\(what ?? "the model has no values") \(use) yet"
        + ": sizes follow from the first input; call build(input:) with the shape of one example "
        + "first")
  }
}
