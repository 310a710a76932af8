/// What a declaration is: how it is declared and what its documentation says.
package struct Documentation: Sendable, Equatable {
  /// As in Swift.
  package var declaration: String
  /// In Markdown; empty where there is none.
  package var text: String

  init?(_ answer: CursorAnswer) {
    guard let declaration = answer.annotatedDeclaration.map(Self.plain), !declaration.isEmpty else {
      return nil
    }
    let type = answer.typeName.map { " // \($0)" } ?? ""
    let isVariable = answer.kind?.contains(".var.") ?? false
    self.declaration = isVariable && !declaration.contains(":") ? declaration + type : declaration
    text = answer.comment ?? ""
  }

  /// The text of markup.
  private static func plain(_ markup: String) -> String {
    var text = ""
    var isTag = false
    for character in markup {
      switch character {
      case "<": isTag = true
      case ">" where isTag: isTag = false
      default: if !isTag { text.append(character) }
      }
    }
    for (entity, sign) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&"),
    ] {
      text = text.replacing(entity, with: sign)
    }
    return text
  }
}

/// SourceKit's answer to `cursorinfo`.
struct CursorAnswer: Decodable {
  var kind: String?
  var annotatedDeclaration: String?
  var comment: String?
  var typeName: String?
  var name: String?
  var module: String?

  /// The name without the labels of its arguments.
  var baseName: String { String((name ?? "").prefix { $0 != "(" }) }

  enum CodingKeys: String, CodingKey {
    case kind = "key.kind"
    case annotatedDeclaration = "key.annotated_decl"
    case comment = "key.doc_comment"
    case typeName = "key.typename"
    case name = "key.name"
    case module = "key.modulename"
  }
}
