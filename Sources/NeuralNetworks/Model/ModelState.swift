public import Tensors

/// The values of everything a model remembers: weights, running statistics, random state.
///
/// ```swift
/// let saved = model.state
/// // … move the weights …
/// model.state = saved  // exactly as before
/// ```
public struct ModelState: Sendable, CustomStringConvertible {
  let values: [(path: String, value: Tensor)]

  /// A line for each value: "dense_1.weight [784, 300]".
  public var description: String {
    values.map { "\($0.path) \($0.value.shape)" }.joined(separator: "\n")
  }

  /// The value at a path such as "dense_1.weight".
  public subscript(path: String) -> Tensor? { values.first { $0.path == path }?.value }
}

extension Layer {
  /// The model's values. Setting them demands a model with the same parameters of the same shapes,
  /// all made already; a model of float64 takes those of float32, converted.
  public var state: ModelState {
    get { ModelState(values: allEntries.map { ($0.path, $0.parameter.value) }) }
    nonmutating set {
      let walk = ModelWalk(self)
      // Those of a state from before the first draw are the ones that it began with.
      let keys = Set(walk.generators.map(\.path))
      let entries = walk.entries.filter { !keys.contains($0.path) }
      let saved = newValue.values.filter { !keys.contains($0.path) }
      let paths = entries.map(\.path)
      guard paths == saved.map(\.path) else {
        let isUnbuilt = walk.mayGrow && paths.count < saved.count
        stop(
          isUnbuilt
            ? "the model's parameters are made at its first use, and not all are yet: call "
              + "build(input:) with the shape of one input before setting its state"
            : "this state belongs to another model: it holds \(saved.map(\.path)), "
              + "the model \(paths); copyParameters(from:) takes over those they have in common")
      }
      for (entry, saved) in zip(entries, saved) { entry.take(saved.value) }
      for (path, generator) in walk.generators { generator.resume(from: newValue[path]) }
    }
  }

  /// Takes over the values of all parameters that both models have at the same path, such as
  /// "dense_1.weight", so that two models begin with the same weights.
  ///
  /// - Returns: The paths. Stops when there are none, or when a shape differs.
  @discardableResult
  public func copyParameters(
    from other: some Layer, file: StaticString = #fileID, line: UInt = #line
  ) -> [String] {
    let theirs = Dictionary(
      other.parameterEntries.map { ($0.path, $0.parameter) },
      uniquingKeysWith: { first, _ in first }
    )
    let common = parameterEntries.filter { theirs[$0.path] != nil }
    guard !common.isEmpty else {
      let unbuilt = [
        ("this", ModelWalk(self).isUnbuilt), ("the other", ModelWalk(other).isUnbuilt),
      ].filter(\.1).map(\.0)
      stop(
        "the models have no parameters in common"
          + (unbuilt.isEmpty
            ? ": this one has \(parameterEntries.map(\.path)), the other \(theirs.keys.sorted())"
            : ": \(unbuilt.joined(separator: " and ")) model's are made at the first use, call "
              + "build(input:) before"),
        file: file, line: line)
    }
    for entry in common {
      if let parameter = theirs[entry.path] { entry.take(parameter.value, file: file, line: line) }
    }
    return common.map(\.path)
  }
}

extension ParameterEntry {
  /// Gives the parameter a value of its shape, converted to its element type.
  fileprivate func take(
    _ value: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) {
    let current = parameter.value
    require(
      current.shape == value.shape,
      "\(path) has shape \(current.shape), the value to be taken over \(value.shape)", file: file,
      line: line)
    parameter.value =
      value.elementType == current.elementType ? value : value.converted(to: current.elementType)
  }
}
