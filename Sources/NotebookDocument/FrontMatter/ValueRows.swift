internal import Yams

/// A YAML file with a list of mappings, one for each run of a sweep.
package struct ValueRows: Sendable, Equatable {
  package var names: [String] = []
  package var rows: [[String]] = []
  /// What is wrong with the file; there are no rows to use then.
  package private(set) var diagnostics: [Diagnostic] = []

  /// Reads the text of a file.
  package init(yaml: String, path: String) {
    // A mark of the byte order is no part of the text.
    let yaml = yaml.hasPrefix("\u{FEFF}") ? String(yaml.dropFirst()) : yaml
    let source = NoteSource(decoding: Array(yaml.utf8), path: path, diagnostics: &diagnostics)
    var text = SourceMappedText()
    text.append(source, 0..<source.bytes.count)
    let place = YAMLPlace(source: source, text: text)
    let list: Node
    do {
      guard let node = try Yams.compose(yaml: yaml) else {
        diagnostics = [Diagnostic(.error, file: path, "the file has no runs")]
        return
      }
      list = node
    } catch {
      diagnostics = [Diagnostic(.error, file: path, "the file is not valid YAML: \(error)")]
      return
    }
    if list.sequence?.isEmpty == true {
      diagnostics = [place.diagnostic(list, "the file has no runs")]
      return
    }
    guard let sequence = list.sequence else {
      diagnostics = [
        place.diagnostic(
          list, "the file must be a list of runs, not \(list.quoted)",
          explanation: "each begins with '- ' and has a line 'name: value' for each parameter")
      ]
      return
    }
    for node in sequence { read(node, place) }
  }

  private mutating func read(_ node: Node, _ place: YAMLPlace) {
    guard let mapping = node.mapping else {
      return diagnostics.append(
        place.diagnostic(node, "a run is a list of names and values, not \(node.quoted)"))
    }
    guard !mapping.isEmpty else {
      return diagnostics.append(
        place.diagnostic(
          node, "this run has no values",
          explanation: "it has a line 'name: value' for each parameter"))
    }
    var values: [String: String] = [:]
    for (key, value) in mapping {
      guard !value.isBlank else {
        return diagnostics.append(
          place.diagnostic(
            key, "'\(key.optionText ?? "")' has no value in this run",
            explanation: "an empty text is written \"\""))
      }
      guard let name = key.optionText, let text = value.optionText else {
        return diagnostics.append(
          place.diagnostic(value, "a value of a run is a number or a text, not \(value.quoted)"))
      }
      values[name] = text
    }
    if names.isEmpty { names = mapping.map { $0.key.optionText ?? "" } }
    guard Set(values.keys) == Set(names) else {
      return diagnostics.append(
        place.diagnostic(
          node, "this run sets \(values.keys.sorted().joined(separator: ", "))",
          explanation: "the first sets \(names.joined(separator: ", ")); all set the same"))
    }
    rows.append(names.map { values[$0] ?? "" })
  }
}
