/// A place that names something of its own cell before the declaration holds.
///
/// The compiler lets the top-level code of a module read a variable above its declaration: it gets
/// zero bytes.
struct EarlyUse: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    /// The code reads the variable where it stands, so that only an earlier cell's can be meant.
    case direct
    /// In the value of the name itself, where an earlier cell's is meant.
    case inOwnValue
    /// A closure or a `defer` that runs at a time of its own.
    case deferred
    /// The use of a function or a type that reads the variable at this offset.
    case through(String, readAt: Int)
  }

  /// The name as it is declared in the cell.
  var name: String
  var kind: Kind
  /// The place that comes too early.
  var reference: NameReference
  /// UTF-8 offset of the declaration; `nil` for types, which the compiler knows from the start.
  var declaration: Int?
}
