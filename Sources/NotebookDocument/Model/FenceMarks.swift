/// The marks of the lines around a block of code.
package enum FenceMarks {
  /// Marks that nothing in a code can be taken for: more than it has in a row anywhere.
  ///
  /// - Parameters:
  ///   - mark: "`" or "~".
  ///   - least: How many there are at least.
  package static func around(_ code: String, mark: Character = "`", least: Int = 3) -> String {
    let longest = code.split { $0 != mark }.map(\.count).max() ?? 0
    return String(repeating: mark, count: max(3, longest + 1, least))
  }
}
