/// What may be the name of a constant in a cell.
enum SwiftName {
  private static let keywords: Set = [
    "Any", "Self", "as", "associatedtype", "break", "case", "catch", "class", "continue", "default",
    "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate",
    "for", "func", "guard", "if", "import", "in", "init", "inout", "internal", "is", "let", "nil",
    "operator", "precedencegroup", "private", "protocol", "public", "repeat", "rethrows", "return",
    "self", "static", "struct", "subscript", "super", "switch", "throw", "throws", "true", "try",
    "typealias", "var", "where", "while", "_",
  ]

  static func isValid(_ name: String) -> Bool {
    guard let first = name.first, first.isLetter || first == "_", !keywords.contains(name) else {
      return false
    }
    return name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }
}
