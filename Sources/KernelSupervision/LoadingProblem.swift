/// Why a cell's library could not be loaded.
enum LoadingProblem {
  /// What the reader is told: the loader's words, and before them the module whose code is missing.
  static func explanation(_ reason: String) -> String {
    guard let module = missingModule(reason) else { return reason }
    return "the library of the module '\(module)' is not loaded with cells: they can import the "
      + "standard library's modules, Foundation and what docs/api.md lists\n\(reason)"
  }

  /// The module that an undefined symbol of Swift belongs to: a mangled name begins with "$s", the
  /// length of the module's name and the name.
  private static func missingModule(_ reason: String) -> Substring? {
    guard let range = reason.firstRange(of: "undefined symbol: $s") else { return nil }
    let digits = reason[range.upperBound...].prefix { $0.isNumber }
    guard let count = Int(digits) else { return nil }
    let name = reason[digits.endIndex...].prefix(count)
    return name.count == count && !name.hasPrefix("Cell") ? name : nil
  }
}
