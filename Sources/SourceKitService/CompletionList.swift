/// What can stand at a place.
package struct CompletionList: Sendable, Equatable {
  package struct Item: Sendable, Equatable {
    /// What is put in the place of the part of a name that is there.
    package var text: String
    /// What it is: "function", "class", "keyword".
    package var kind: String
    /// The whole declaration in a line: `append(newElement: Int) -> Void`.
    package var signature: String
  }

  /// The bytes of the code that an item takes the place of.
  package var start: Int
  package var end: Int
  /// In the order of their use: what fits best comes first.
  package var items: [Item]

  static func items(_ results: [CompletionAnswer.Result], beginning word: String) -> [Item] {
    var seen: Set<String> = []
    return results.compactMap { result in
      let text = result.insertedText
      guard !text.isEmpty, text.hasPrefix(word) || word.isEmpty, seen.insert(text).inserted else {
        return nil
      }
      return Item(text: text, kind: result.shownKind, signature: result.signature)
    }
  }
}

/// SourceKit's answer to `codecomplete.open`.
struct CompletionAnswer: Decodable {
  struct Result: Decodable {
    var kind: String?
    var name: String?
    var sourceText: String?
    var description: String?
    var typeName: String?

    enum CodingKeys: String, CodingKey {
      case kind = "key.kind"
      case name = "key.name"
      case sourceText = "key.sourcetext"
      case description = "key.description"
      case typeName = "key.typename"
    }
  }

  var results: [Result]?

  enum CodingKeys: String, CodingKey {
    case results = "key.results"
  }
}

extension CompletionAnswer.Result {
  /// The text up to the first thing that the author has to write: of a function its name, of a
  /// function's arguments the first label.
  var insertedText: String {
    let text = sourceText ?? ""
    let plain = text.firstRange(of: "<#").map { text[..<$0.lowerBound] } ?? text[...]
    guard let open = plain.firstIndex(of: "("), open > plain.startIndex else {
      return String(plain)
    }
    return String(plain[..<open])
  }

  var signature: String {
    let name = description ?? name ?? ""
    guard let typeName, !typeName.isEmpty, typeName != "Void" || name.hasSuffix(")") else {
      return name
    }
    return name.hasSuffix(")") ? "\(name) -> \(typeName)" : "\(name): \(typeName)"
  }

  var shownKind: String {
    let kind = kind ?? ""
    let kinds = [
      ("function.constructor", "function"), ("function", "function"), ("var", "instance"),
      ("class", "class"), ("struct", "class"), ("enumelement", "instance"), ("enum", "class"),
      ("protocol", "class"), ("typealias", "class"), ("module", "module"), ("keyword", "keyword"),
    ]
    return kinds.first { kind.contains($0.0) }?.1 ?? "text"
  }
}
