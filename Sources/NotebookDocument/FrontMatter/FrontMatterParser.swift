internal import Yams

/// Reads the YAML between `---` lines at the top of a note.
struct FrontMatterParser {
  let path: String
  private let place: YAMLPlace
  private(set) var frontMatter = FrontMatter()
  private(set) var diagnostics: [Diagnostic] = []

  /// Finds and reads the front matter; `bodyStart` is the offset where the prose begins.
  static func parse(_ source: NoteSource) -> (
    frontMatter: FrontMatter, bodyStart: Int, diagnostics: [Diagnostic]
  ) {
    let nothing = (FrontMatter(), 0, [Diagnostic]())
    guard trimmedLine(source, 1) == "---" else { return nothing }
    for line in 2..<max(source.lineCount + 1, 2) {
      let text = trimmedLine(source, line)
      guard text == "---" || text == "..." else { continue }
      let yaml = source.text(
        source.range(ofLine: 2).lowerBound..<source.range(ofLine: line).lowerBound)
      guard looksLikeYAML(yaml) else { return nothing }
      var parser = FrontMatterParser(path: source.path)
      parser.read(yaml)
      let end = min(source.range(ofLine: line).upperBound + 1, source.bytes.count)
      return (parser.frontMatter, end, parser.diagnostics)
    }
    guard looksLikeYAML(source.text(ofLine: 2) ?? ""), source.lineCount > 1,
      source.text(ofLine: 2)?.contains(":") == true
    else { return nothing }
    let diagnostic = Diagnostic(
      .error, file: source.path, line: 1, column: 1,
      "the front matter that begins here is never closed",
      explanation: "a line '---' must follow its last key")
    return (FrontMatter(), 0, [diagnostic])
  }

  private static func trimmedLine(_ source: NoteSource, _ line: Int) -> String? {
    source.text(ofLine: line).map { String($0.trimmingSuffix(while: \.isWhitespace)) }
  }

  /// Prose between two rules is no front matter: its first line has no key.
  private static func looksLikeYAML(_ text: String) -> Bool {
    let first = text.split(separator: "\n").first {
      !$0.trimmed.isEmpty && !$0.trimmed.hasPrefix("#")
    }
    guard let first = first?.trimmed else { return true }
    let key = first.prefix { $0.isLetter || $0.isNumber || "-_\"'. ".contains($0) }
    return !key.isEmpty && first[key.endIndex...].hasPrefix(":")
  }

  private init(path: String) {
    self.path = path
    place = YAMLPlace(path: path, firstLine: 2)
  }

  // MARK: Keys

  private mutating func read(_ yaml: String) {
    guard let mapping = place.mapping(of: yaml, called: "front matter keys", &diagnostics) else {
      return
    }
    for (key, value) in mapping {
      guard let name = key.optionText else { continue }
      read(name, value)
    }
  }

  /// Unknown keys are the author's own and are left alone.
  private mutating func read(_ name: String, _ value: Node) {
    switch name {
    case "title": set(\.title, value.optionText, name, value, "a text")
    case "subtitle": set(\.subtitle, value.optionText, name, value, "a text")
    case "date": set(\.date, value.optionText, name, value, "a text")
    case "author", "authors": readAuthors(value, name)
    case "lang": readLanguage(value)
    case "tags": set(\.tags, value.optionTexts, name, value, "a list of names")
    case "toc": set(\.showsContents, value.optionBool, name, value, "true or false")
    case "toc-depth": readDepth(value)
    case "number-sections": set(\.numbersSections, value.optionBool, name, value, "true or false")
    case "seed": readSeed(value)
    case "params": readParameters(value)
    case "execute": readExecute(value)
    case "format": readFormat(value)
    default:
      if let key = CellOptionKey(rawValue: name), CellOptionKey.noteWide.contains(key) {
        readDefault(key, value)
      }
    }
  }

  private mutating func set<Value>(
    _ path: WritableKeyPath<FrontMatter, Value>, _ new: Value?, _ name: String, _ node: Node,
    _ expectation: String
  ) {
    if let new { frontMatter[keyPath: path] = new } else { reportWrong(name, node, expectation) }
  }

  private mutating func set<Value>(
    _ path: WritableKeyPath<FrontMatter, Value?>, _ new: Value?, _ name: String, _ node: Node,
    _ expectation: String
  ) {
    if let new { frontMatter[keyPath: path] = new } else { reportWrong(name, node, expectation) }
  }

  private mutating func reportWrong(_ name: String, _ node: Node, _ expectation: String) {
    diagnostics.append(
      place.diagnostic(node, "'\(name)' must be \(expectation), not \(node.quoted)"))
  }

  // MARK: Single keys

  private mutating func readAuthors(_ value: Node, _ name: String) {
    let entries = value.sequence.map(Array.init) ?? [value]
    for entry in entries {
      if let author = entry.optionText ?? entry.mapping?["name"]?.optionText {
        frontMatter.authors.append(author)
      } else {
        reportWrong(name, entry, "a name")
      }
    }
  }

  private mutating func readLanguage(_ value: Node) {
    let text = value.optionText ?? ""
    let isTag = text.utf8.first?.isLetter == true && text.utf8.allSatisfy { $0.isLabelByte }
    set(\.language, isTag ? text : nil, "lang", value, "a language tag such as en or nl")
  }

  private mutating func readDepth(_ value: Node) {
    let depth = value.optionInteger.flatMap { (1...6).contains($0) ? $0 : nil }
    set(\.contentsDepth, depth, "toc-depth", value, "a whole number from 1 to 6")
  }

  private mutating func readSeed(_ value: Node) {
    let seed =
      value.isPlain ? value.optionText.flatMap { UInt64($0.replacing("_", with: "")) } : nil
    set(\.seed, seed, "seed", value, "a whole number of at least 0")
  }

  private mutating func readExecute(_ value: Node) {
    guard let mapping = value.mapping else {
      return reportWrong("execute", value, "a list of keys and values")
    }
    for (keyNode, value) in mapping {
      let name = keyNode.optionText ?? ""
      guard let key = CellOptionKey(rawValue: name), CellOptionKey.noteWide.contains(key) else {
        diagnostics.append(
          place.unknownKey(name, keyNode, known: CellOptionKey.noteWide.map(\.rawValue)))
        continue
      }
      readDefault(key, value)
    }
  }

  private mutating func readDefault(_ key: CellOptionKey, _ value: Node) {
    if !key.apply(value, to: &frontMatter.cellDefaults) {
      reportWrong(key.rawValue, value, key.expectation)
    }
  }

  /// Quarto's `format: {html: {toc: true}}`; other formats are not ours.
  private mutating func readFormat(_ value: Node) {
    guard let html = value.mapping?["html"]?.mapping else { return }
    for (key, value) in html {
      guard let name = key.optionText,
        [
          "toc", "toc-depth", "number-sections", "code-fold", "code-summary", "fig-width",
          "fig-height",
        ].contains(name)
      else { continue }
      read(name, value)
    }
  }

  // MARK: Parameters

  private mutating func readParameters(_ value: Node) {
    guard let mapping = value.mapping else {
      if value.optionText?.isEmpty == true { return }
      return reportWrong("params", value, "a list of names and values")
    }
    for (keyNode, value) in mapping {
      let name = keyNode.optionText ?? ""
      guard SwiftName.isValid(name) else {
        diagnostics.append(
          place.diagnostic(
            keyNode, "parameter '\(name)' is not a name that Swift allows",
            explanation:
              "cells use it as a constant: letters, digits and '_', beginning with a letter, and no keyword"
          ))
        continue
      }
      guard let scalar = value.scalar, let read = Parameter.Value(yaml: scalar) else {
        diagnostics.append(
          place.diagnostic(
            value,
            "parameter '\(name)' must be a whole number, a number, true or false, or a text, not \(value.quoted)"
          ))
        continue
      }
      frontMatter.parameters.append(
        Parameter(name: name, value: read, line: place.line(of: keyNode.mark)))
    }
  }
}

extension Parameter.Value {
  /// The value of a YAML scalar; `nil` for one without value.
  fileprivate init?(yaml scalar: Node.Scalar) {
    let node = Node.scalar(scalar)
    if !node.isPlain {
      self = .text(scalar.string)
    } else if ["", "~", "null"].contains(scalar.string.lowercased()) {
      return nil
    } else if let integer = node.optionInteger {
      self = .integer(integer)
    } else if let number = node.optionNumber {
      self = .number(number)
    } else if let flag = node.optionBool {
      self = .boolean(flag)
    } else {
      self = .text(scalar.string)
    }
  }
}
