public import Tensors

/// The values of everything a model remembers: weights, running statistics, random state.
///
/// ```swift
/// let saved = model.state
/// // … move the weights …
/// model.state = saved  // exactly as before
/// ```
public struct ModelState: Sendable {
  let values: [(path: String, value: Tensor)]

  /// The value at a path such as "dense_1.weight".
  public subscript(path: String) -> Tensor? { values.first { $0.path == path }?.value }
}

extension Layer {
  /// The model's values. Setting them demands a model with the same parameters of the same shapes.
  public var state: ModelState {
    get { ModelState(values: allEntries.map { ($0.path, $0.parameter.value) }) }
    nonmutating set {
      let entries = allEntries
      require(
        entries.map(\.path) == newValue.values.map(\.path),
        "this state belongs to another model: it holds \(newValue.values.map(\.path)), "
          + "the model \(entries.map(\.path))")
      for (entry, saved) in zip(entries, newValue.values) {
        require(
          entry.parameter.value.shape == saved.value.shape,
          "\(entry.path) has shape \(entry.parameter.value.shape), the saved state "
            + "\(saved.value.shape)")
        entry.parameter.value = saved.value
      }
    }
  }
}
