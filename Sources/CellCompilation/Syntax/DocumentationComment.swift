internal import SwiftParser
internal import SwiftSyntax

/// The comments with three slashes before the declarations of a cell: compiled modules keep those
/// of public declarations only.
enum DocumentationComment {
  /// The comment of the last declaration of a name at top level, without its slashes; `nil` where
  /// there is none.
  static func text(of name: String, in code: String) -> String? {
    let declarations = Parser.parse(source: code).statements.compactMap {
      $0.item.as(DeclSyntax.self)
    }
    guard let declaration = declarations.last(where: { names(of: $0).contains(name) }) else {
      return nil
    }
    let lines = declaration.leadingTrivia.compactMap { piece -> Substring? in
      guard case .docLineComment(let text) = piece else { return nil }
      let line = text.dropFirst(3)
      return line.first == " " ? line.dropFirst() : line
    }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  private static func names(of declaration: DeclSyntax) -> [String] {
    if let variable = declaration.as(VariableDeclSyntax.self) {
      return variable.bindings.flatMap(\.pattern.boundNames)
    }
    return declaration.asProtocol((any NamedDeclSyntax).self).map { [$0.name.unquotedName] } ?? []
  }
}
