public import NotebookDisplay
internal import Tensors

/// The variables of a layer: what each is called, its shape, and whether training changes it.
public struct VariableList: RandomAccessCollection, Displayable, CustomStringConvertible, Sendable {
  /// One variable.
  public struct Variable: Sendable, Equatable, CustomStringConvertible {
    /// "gamma".
    public let name: String
    /// Its axes: "[784]".
    public let shape: [Int]
    /// Whether training changes it.
    public let isTrainable: Bool

    /// "gamma [784], trainable".
    public var description: String {
      "\(name) \(shape), \(isTrainable ? "trainable" : "not trainable")"
    }
  }

  private let variables: [Variable]

  init(_ entries: [ParameterEntry]) {
    variables = entries.map {
      Variable(
        name: $0.path, shape: $0.parameter.value.shape, isTrainable: $0.parameter.isTrainable)
    }
  }

  public var startIndex: Int { variables.startIndex }
  public var endIndex: Int { variables.endIndex }
  public subscript(position: Int) -> Variable { variables[position] }

  /// A table of them.
  public var cellOutput: CellOutput {
    CellOutput(
      .table(
        Table(
          columns: [.init("Variable"), .init("Shape"), .init("Trainable")],
          rows: variables.map { [$0.name, "\($0.shape)", $0.isTrainable ? "yes" : "no"] })))
  }

  /// One line for each.
  public var description: String { variables.map(\.description).joined(separator: "\n") }
}

extension Layer {
  /// What the layer remembers; empty before its first use when its sizes are not known yet.
  public var variables: VariableList { VariableList(parameterEntries) }
}
