internal import Synchronization

/// Formulas that were typeset before in this process, or in an earlier one (``FormulaStore``): a note
/// is checked, rendered, and in a preview rendered again, and KaTeX takes milliseconds for each.
final class FormulaCache: Sendable {
  struct Key: Hashable, Sendable, Codable {
    var scripts: String
    /// The formulas before it that define macros.
    var definitions: String
    var tex: String
    var isDisplayed: Bool
  }

  typealias Entry = Result<KatexEngine.Typeset, KatexEngine.Failure>

  static let shared = FormulaCache()

  /// So many formulas are some ten megabytes.
  private static let limit = 5_000

  /// Forgets all formulas, as a new process would.
  func removeAll() { entries.withLock { $0 = [:] } }

  private let entries = Mutex<[Key: Entry]>([:])

  subscript(key: Key) -> Entry? {
    get { entries.withLock { $0[key] } }
    set {
      entries.withLock { entries in
        if entries.count >= Self.limit { entries.removeAll() }
        entries[key] = newValue
      }
    }
  }
}
