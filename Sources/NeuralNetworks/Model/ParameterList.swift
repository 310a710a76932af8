public import Tensors

/// Parameters of a model, in the order of its layers.
public struct ParameterList: RandomAccessCollection, CustomStringConvertible {
  /// Where each parameter is found.
  public let entries: [ParameterEntry]

  init(_ entries: [ParameterEntry]) { self.entries = entries }

  public var startIndex: Int { entries.startIndex }
  public var endIndex: Int { entries.endIndex }
  public subscript(position: Int) -> Parameter { entries[position].parameter }

  /// The parameter at a path such as "dense_1.weight".
  public subscript(path: String) -> Parameter? {
    entries.first { $0.path == path }?.parameter
  }

  /// Those that training changes.
  public var trainable: ParameterList {
    ParameterList(entries.filter(\.parameter.isTrainable))
  }

  /// How many numbers they hold together.
  public var scalarCount: Int { reduce(0) { $0 + $1.value.count } }

  /// A line for each parameter: "dense_1.weight [784, 300]", with "not trained" behind those that
  /// training leaves as they are.
  public var description: String {
    entries.map { entry in
      "\(entry.path) \(entry.parameter.value.shape)"
        + (entry.parameter.isTrainable ? "" : ", not trained")
    }.joined(separator: "\n")
  }

  /// Does the same to every trainable parameter.
  ///
  /// ```swift
  /// model.parameters(below: 5).update { p in p.value -= rate * gradients[p] }
  /// ```
  public func update(_ change: (Parameter) throws -> Void) rethrows {
    for parameter in trainable { try change(parameter) }
  }
}
