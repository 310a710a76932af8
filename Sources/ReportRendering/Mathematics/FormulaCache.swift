internal import Synchronization
internal import SystemBasics

/// Formulas that were typeset before in this process: a note is checked, rendered, and in a preview
/// rendered again, and KaTeX takes about a millisecond for each.
final class FormulaCache: Sendable {
  struct Key: Hashable, Sendable {
    var scripts: String
    /// What the formulas before it that define macros come to.
    var definitions: String
    var tex: String
    var isDisplayed: Bool
  }

  typealias Entry = Result<KatexEngine.Typeset, KatexEngine.Failure>

  static let shared = FormulaCache()

  /// So many formulas are some ten megabytes.
  private static let limit = 5_000

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

  /// What definitions come to when a formula with more of them follows.
  static func definitions(_ before: String, and tex: String) -> String {
    SHA256.hexadecimal(of: Array("\(before)\0\(tex)".utf8))
  }
}
