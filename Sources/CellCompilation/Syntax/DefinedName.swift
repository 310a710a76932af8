/// A name that a cell defines at top level, for later cells to import.
struct DefinedName: Hashable, Sendable {
  /// The word of a scoped import: `@testable import var Cell7.model`.
  enum Kind: String, Sendable {
    case variable = "var"
    case function = "func"
    case structure = "struct"
    case `class` = "class"
    case enumeration = "enum"
    case `protocol` = "protocol"
    case alias = "typealias"
    /// Operators, which the language lets no scoped import name.
    case `operator` = ""
  }

  var name: String
  var kind: Kind
  /// For functions: argument labels and types as written, to tell an overload from a redefinition;
  /// empty for everything else, also for the declaration of an operator.
  var signature = ""
  /// What keeps the name inside its cell: `private` or `async let`; `nil` where nothing does.
  var restriction: String?

  /// Whether others of the name may stand beside it: functions, and operators with their
  /// declaration.
  var canBeOverloaded: Bool { kind == .function || kind == .operator }
}

/// What an extension adds to a type.
struct ExtensionSummary: Sendable, Equatable {
  /// The extended type's first component: `Net` of `Net.Layer`.
  var type: String
  /// Whether it may take effect without a word of it being written: a conformance, an initializer,
  /// a subscript, a builder's method.
  var actsImplicitly: Bool
  /// The names by which its members are used.
  var members: Set<String>
  /// The protocols it makes the type conform to.
  var protocols: Set<String>
}
