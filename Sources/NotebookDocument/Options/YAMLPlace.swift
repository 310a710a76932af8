internal import Yams

/// A piece of YAML in a note: reads it, and speaks of it in the note's lines and columns.
struct YAMLPlace {
  let source: NoteSource
  let text: SourceMappedText

  private var path: String { source.path }
  private var yaml: String { String(decoding: text.bytes, as: UTF8.self) }

  /// The keys and values, or `nil` where the YAML cannot be read or is no mapping.
  func entries() -> Node.Mapping? {
    let yaml = yaml
    guard let node = try? Yams.compose(yaml: yaml) else {
      return yaml.contains { !$0.isWhitespace } ? nil : Node.Mapping([])
    }
    return node.mapping
  }

  /// The keys and values, or `nil` with a diagnostic when it is no mapping.
  func mapping(called name: String, _ diagnostics: inout [Diagnostic]) -> Node.Mapping? {
    do {
      guard let node = try Yams.compose(yaml: yaml) else { return nil }
      if let mapping = node.mapping { return mapping }
      diagnostics.append(
        diagnostic(
          node, "\(name) are written 'key: value', not \(node.quoted)"))
    } catch let error as YamlError {
      diagnostics.append(diagnostic(error, called: name))
    } catch {
      diagnostics.append(
        Diagnostic(.error, file: path, line: line(of: nil), "\(name) cannot be read: \(error)"))
    }
    return nil
  }

  func diagnostic(
    _ node: Node, _ message: String, explanation: String? = nil,
    severity: Diagnostic.Severity = .error
  ) -> Diagnostic {
    var result = diagnostic(node.mark, message, explanation: explanation)
    result.severity = severity
    return result
  }

  private func diagnostic(_ mark: Mark?, _ message: String, explanation: String?) -> Diagnostic {
    let place = position(of: mark)
    return Diagnostic(
      .error, file: path, line: place.line, column: place.column, message,
      explanation: explanation)
  }

  /// Where a value stands.
  func place(of node: Node) -> TextPlace {
    let place = position(of: node.mark)
    return TextPlace(file: path, line: place.line, column: place.column)
  }

  /// The note's line of a mark; without one, that of the first line of YAML.
  func line(of mark: Mark?) -> Int { position(of: mark).line }

  /// A mark counts characters. What is missed behind the last line is missed in that line, or in
  /// the one that ends the front matter.
  private func position(of mark: Mark?) -> (line: Int, column: Int?) {
    var last = text.lineCount
    while last > 1, text.range(ofLine: last).isEmpty { last -= 1 }
    guard let mark, mark.line <= last else {
      let next = source.position(of: text.origin(of: text.bytes.count)).line
      if mark != nil, ["---", "..."].contains(source.text(ofLine: next)?.trimmed) {
        return (next, nil)
      }
      let range = text.range(ofLine: mark == nil ? 1 : last)
      return (source.position(of: text.origin(of: range.lowerBound)).line, nil)
    }
    let range = text.range(ofLine: max(mark.line, 1))
    let line = String(decoding: text.bytes[range], as: UTF8.self)
    let before = line.unicodeScalars.prefix(max(mark.column - 1, 0))
    let length = before.reduce(0) { $0 + UTF8.width($1) }
    let start = source.position(of: text.origin(of: range.lowerBound))
    return (start.line, start.column + length)
  }

  /// Says that a key means nothing, and which ones do.
  ///
  /// - Parameter mapping: The key with this one in its value; `nil` for options of cells.
  func unknownKey(
    _ name: String, _ node: Node, in mapping: String? = nil, known: [String]
  ) -> Diagnostic {
    var result = diagnostic(
      node, mapping.map { "unknown key '\(name)' in '\($0)'" } ?? "unknown cell option '\(name)'",
      explanation:
        "known \(mapping == nil ? "options" : "keys") are \(known.joined(separator: ", "))")
    if let nearest = Spelling.nearest(to: name, among: known) {
      result.fix = "did you mean '\(nearest)'?"
    }
    return result
  }

  private func diagnostic(_ error: YamlError, called name: String) -> Diagnostic {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return diagnostic(
        mark, "\(name) are not valid YAML: \(problem)",
        explanation: indentationHint(line: mark.line)
          ?? (problem.contains("mapping values are not allowed")
            ? "a value that contains ': ' must stand in quotes" : nil))
    case .duplicatedKeysInMapping(let duplicates, let context):
      let keys = duplicates.map { "'\($0)'" }.joined(separator: ", ")
      return diagnostic(context.mark, "\(keys) is given twice", explanation: nil)
    default:
      return Diagnostic(
        .error, file: path, line: line(of: nil), "\(name) cannot be read: \(error)")
    }
  }

  /// What is wrong with how a line is indented: by a tab, or further than a line above it that has
  /// its value already; `nil` where it is neither.
  private func indentationHint(line number: Int) -> String? {
    let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(number - 1) else { return nil }
    let line = lines[number - 1]
    let indentation = line.prefix(while: \.isWhitespace)
    if indentation.contains("\t") { return "a tab indents this line; YAML takes spaces only" }
    guard let above = lines[..<(number - 1)].last(where: { $0.contains { !$0.isWhitespace } }),
      let name = Self.key(of: line)?.name, let outer = Self.key(of: above), outer.hasValue
    else { return nil }
    let surplus = indentation.count - above.prefix(while: \.isWhitespace).count
    guard surplus > 0 else { return nil }
    return "'\(name)' stands \(surplus) \(surplus == 1 ? "space" : "spaces") further in than "
      + "'\(outer.name)' above it, which has its value: write both at the same distance"
  }

  /// The key that a line begins with, and whether its value follows on the line.
  private static func key(of line: Substring) -> (name: String, hasValue: Bool)? {
    let content = line.drop(while: \.isWhitespace)
    let name = content.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    let rest = content[name.endIndex...]
    guard !name.isEmpty, rest.first == ":" else { return nil }
    let value = rest.dropFirst().drop(while: \.isWhitespace)
    // Behind these marks the value goes on below.
    return (String(name), value.first.map { !"#|>{[\"'&!".contains($0) } ?? false)
  }
}
