internal import Yams

/// A piece of YAML in a note: reads it, and speaks of it in the note's lines and columns.
struct YAMLPlace {
  let path: String
  /// The note's line of the first line of YAML.
  let firstLine: Int
  /// For each line, how many bytes stand before the YAML; none where there are fewer.
  var columnOffsets: [Int] = []

  /// The keys and values, or `nil` where the YAML cannot be read or is no mapping.
  func entries(of yaml: String) -> Node.Mapping? {
    guard let node = try? Yams.compose(yaml: yaml) else {
      return yaml.contains { !$0.isWhitespace } ? nil : Node.Mapping([])
    }
    return node.mapping
  }

  /// The keys and values, or `nil` with a diagnostic when it is no mapping.
  func mapping(
    of yaml: String, called name: String, _ diagnostics: inout [Diagnostic]
  ) -> Node.Mapping? {
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
        Diagnostic(.error, file: path, line: firstLine, "\(name) cannot be read: \(error)"))
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
    let line = line(of: mark)
    let column = mark.map { mark in
      mark.column
        + (columnOffsets.indices.contains(mark.line - 1) ? columnOffsets[mark.line - 1] : 0)
    }
    return Diagnostic(
      .error, file: path, line: line, column: column, message, explanation: explanation)
  }

  func line(of mark: Mark?) -> Int { firstLine + max((mark?.line ?? 1) - 1, 0) }

  func unknownKey(_ name: String, _ node: Node, known: [String]) -> Diagnostic {
    var result = diagnostic(
      node, "unknown cell option '\(name)'",
      explanation: "known options are \(known.joined(separator: ", "))")
    if let nearest = Spelling.nearest(to: name, among: known) {
      result.fix = "did you mean '\(nearest)'?"
    }
    return result
  }

  private func diagnostic(_ error: YamlError, called name: String) -> Diagnostic {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let needsQuotes = problem.contains("mapping values are not allowed")
      return diagnostic(
        mark, "\(name) are not valid YAML: \(problem)",
        explanation: needsQuotes ? "a value that contains ': ' must stand in quotes" : nil)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let keys = duplicates.map { "'\($0)'" }.joined(separator: ", ")
      return diagnostic(context.mark, "\(keys) is given twice", explanation: nil)
    default:
      return Diagnostic(.error, file: path, line: firstLine, "\(name) cannot be read: \(error)")
    }
  }
}
