internal import CellCompilation

/// The text that people copy out of Jupyter: `In [5]:` before cells, `Out[5]:` before their values.
package enum PromptText {
  /// The notebook that a text shows; `nil` where no line begins with a prompt.
  package static func notebook(from text: String) -> JupyterNotebook? {
    var notebook = JupyterNotebook(metadata: JupyterNotebook.swiftMetadata)
    var prose: [String] = []
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
    var hasPrompt = false
    while let line = lines.first {
      lines.removeFirst()
      guard let (number, rest) = prompt("In", line) else {
        prose.append(line)
        continue
      }
      hasPrompt = true
      append(prose, to: &notebook)
      prose = []
      let end = lines.firstIndex { prompt("In", $0) != nil || prompt("Out", $0) != nil }
      let content = lines[..<(end ?? lines.endIndex)]
      lines = lines[content.endIndex...]
      let (code, printed) = split(rest, content)
      var cell = JupyterCell(.code, code, executionCount: number)
      cell.outputs += streams(printed)
      if let line = lines.first, let (number, rest) = prompt("Out", line) {
        lines.removeFirst()
        var value = rest.isEmpty ? [] : [rest]
        while let line = lines.first, prompt("In", line) == nil, !isDiagnostic(line),
          !line.isEmpty || value.isEmpty
        {
          value.append(line)
          lines.removeFirst()
        }
        cell.outputs.append([
          "output_type": "execute_result", "metadata": [:],
          "execution_count": number.map { .integer($0) } ?? .null,
          "data": ["text/plain": .string(trimmed(value))],
        ])
        cell.outputs += streams(takeDiagnostics(&lines))
      }
      notebook.cells.append(cell)
    }
    append(prose, to: &notebook)
    return hasPrompt ? notebook : nil
  }

  /// The number and the rest of a line that begins with a prompt; the number is missing in
  /// `In [ ]:`. What names a place, such as `In [1]:3:7: error: …`, is none.
  private static func prompt(_ word: String, _ line: String) -> (number: Int?, rest: String)? {
    var text = line.drop { $0 == " " }
    guard text.hasPrefix(word) else { return nil }
    text = text.dropFirst(word.count).drop { $0 == " " || $0 == "\u{A0}" }
    guard text.first == "[", let close = text.firstIndex(of: "]") else { return nil }
    let inner = text[text.index(after: text.startIndex)..<close].filter {
      $0 != " " && $0 != "\u{A0}"
    }
    guard inner.isEmpty || inner == "*" || Int(inner) != nil else { return nil }
    var rest = text[text.index(after: close)...]
    guard rest.first == ":" else { return nil }
    rest = rest.dropFirst()
    guard rest.prefixMatch(of: /\d+:/) == nil else { return nil }
    if rest.first == " " { rest = rest.dropFirst() }
    return (Int(inner), String(rest))
  }

  /// Whether a line is what the kernel says of a place in a cell.
  private static func isDiagnostic(_ line: String) -> Bool {
    line.prefixMatch(of: /In \[\d+\]:\d+:/) != nil
  }

  /// Takes what the kernel says of a cell after its value, such as the compiler's warnings.
  private static func takeDiagnostics(_ lines: inout ArraySlice<String>) -> [String] {
    var taken: [String] = []
    while let start = lines.firstIndex(where: { !$0.isEmpty }), isDiagnostic(lines[start]) {
      let end = lines[start...].firstIndex { $0.isEmpty || prompt("In", $0) != nil }
      taken += lines[..<(end ?? lines.endIndex)]
      lines = lines[(end ?? lines.endIndex)...]
    }
    return taken
  }

  /// What a line of a continued cell has after its dots; `nil` where it has none.
  private static func continued(_ line: String) -> String? {
    let text = line.drop { $0 == " " }
    guard text.hasPrefix("...:") else { return nil }
    let rest = text.dropFirst(4)
    return String(rest.first == " " ? rest.dropFirst() : rest)
  }

  /// The code of a cell and what it printed.
  ///
  /// A console writes dots before each further line of code; a page writes none, and all code below
  /// the prompt.
  ///
  /// - Parameters:
  ///   - first: What stands beside the prompt.
  ///   - rest: The lines up to the next prompt.
  private static func split(
    _ first: String, _ rest: ArraySlice<String>
  ) -> (code: String, printed: [String]) {
    var code = first.isEmpty ? [] : [first]
    var rest = rest
    let isConsole = !first.isEmpty || rest.first.flatMap(continued) != nil
    while isConsole, let line = rest.first {
      if let text = continued(line) {
        code.append(text)
      } else if case .incomplete = CellCompleteness(of: code.joined(separator: "\n")) {
        code.append(line)
      } else {
        break
      }
      rest.removeFirst()
    }
    if isConsole { return (trimmed(code), Array(rest)) }
    let end = rest.firstIndex(where: isDiagnostic) ?? rest.endIndex
    let (text, printed) = split(Array(rest[..<end]))
    return (text, printed + rest[end...])
  }

  /// The code of a cell and what it printed: paragraphs are code as long as they are Swift.
  private static func split(_ lines: [String]) -> (code: String, printed: [String]) {
    var code: [String] = []
    let paragraphs = lines.split(separator: "", omittingEmptySubsequences: true)
    for (index, paragraph) in paragraphs.enumerated() {
      let longer = code.isEmpty ? Array(paragraph) : code + [""] + paragraph
      let isCode = CellCompleteness(of: longer.joined(separator: "\n")) != .invalid
      guard index == 0 || isCode && !isValue(paragraph) else {
        return (trimmed(code), Array(lines[paragraph.startIndex...]))
      }
      code = longer
    }
    return (trimmed(code), [])
  }

  /// What a cell printed, as outputs: from what the kernel says of its code on to `stderr`.
  private static func streams(_ lines: [String]) -> [JSONValue] {
    let end = lines.firstIndex(where: isDiagnostic) ?? lines.endIndex
    return [("stdout", lines[..<end]), ("stderr", lines[end...])].compactMap { name, lines in
      let text = trimmed(Array(lines))
      return text.isEmpty
        ? nil : ["output_type": "stream", "name": .string(name), "text": .string(text + "\n")]
    }
  }

  /// Whether a paragraph is more likely printed than written: numbers and words without a sign of
  /// code.
  private static func isValue(_ lines: ArraySlice<String>) -> Bool {
    !lines.contains { line in line.contains { "(){}=".contains($0) } }
  }

  private static func append(_ prose: [String], to notebook: inout JupyterNotebook) {
    let text = trimmed(prose)
    if !text.isEmpty { notebook.cells.append(JupyterCell(.markdown, text)) }
  }

  private static func trimmed(_ lines: [String]) -> String {
    func isBlank(_ line: String) -> Bool { line.allSatisfy(\.isWhitespace) }
    let start = lines.firstIndex { !isBlank($0) } ?? lines.count
    let end = lines.lastIndex { !isBlank($0) } ?? -1
    return start <= end ? lines[start...end].joined(separator: "\n") : ""
  }
}
