/// A place where code looks up a name that none of its own scopes explains.
struct NameReference: Sendable, Equatable {
  enum Form: Sendable {
    /// A value, a function, a type or an operator.
    case plain
    /// A name after a dot.
    case member
    /// A name without a dot that a type's code has for one of its own members: what that runs, the
    /// use of the code runs.
    case ownMember
    /// A name that is read and bound anew at once: `if let model`, `{ [model] in … }`.
    case shorthand
  }

  /// What gets a value from the code around the place, and may so be read by it too early.
  enum OwnValue: Sendable {
    /// The place is not in the value of the name itself.
    case none
    /// In the value of the name itself: `let x = x + 1`, `class Model: Model`.
    case plain
    /// In a closure whose type is written, which calls itself as a function does:
    /// `let factorial: (Int) -> Int = { $0 < 2 ? 1 : $0 * factorial($0 - 1) }`.
    case recursion
  }

  /// Whether the name is looked up outside of types.
  var isFree: Bool { form == .plain || form == .shorthand }

  var name: String
  /// UTF-8 offsets of the name's first byte and behind its last.
  var start: Int
  var end: Int
  var form: Form
  /// The declarations whose use runs this code; none where it runs in the cell's own order.
  var owners: [String] = []
  /// Whether it stands in a closure or a `defer`, which may run later.
  var isDeferred = false
  var ownValue = OwnValue.none
}
