extension Notebook {
  /// The notebook with parameters set from the command line, each by the type that the note's own
  /// declaration has; what does not fit is an error.
  package func settingParameters(_ assignments: [(name: String, value: String)]) -> Notebook {
    var notebook = self
    for (name, text) in assignments {
      guard let index = notebook.frontMatter.parameters.firstIndex(where: { $0.name == name })
      else {
        let known = frontMatter.parameters.map(\.name)
        var diagnostic = Diagnostic(
          .error, file: path, "the note has no parameter '\(name)'",
          explanation: known.isEmpty
            ? "'params:' in the front matter declares parameters"
            : "its parameters are \(known.joined(separator: ", "))")
        diagnostic.fix = Spelling.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
        notebook.diagnostics.append(diagnostic)
        continue
      }
      let parameter = notebook.frontMatter.parameters[index]
      if let value = parameter.value.replaced(by: text) {
        notebook.frontMatter.parameters[index].value = value
      } else {
        notebook.diagnostics.append(
          Diagnostic(
            .error, file: path, line: parameter.line,
            "parameter '\(name)' is \(parameter.value.kind) and cannot be '\(text)'"))
      }
    }
    return notebook
  }
}

extension Parameter.Value {
  /// The type in words.
  package var kind: String {
    switch self {
    case .integer: "a whole number"
    case .number: "a number"
    case .boolean: "true or false"
    case .text: "a text"
    }
  }

  fileprivate func replaced(by text: String) -> Parameter.Value? {
    switch self {
    case .integer: Int(text).map { .integer($0) }
    case .number: Double(text).flatMap { $0.isFinite ? .number($0) : nil }
    case .boolean: Bool(text).map { .boolean($0) }
    case .text: .text(text)
    }
  }
}
