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
      var content = rest.isEmpty ? [] : [rest]
      while let line = lines.first, prompt("In", line) == nil, prompt("Out", line) == nil {
        content.append(unindented(line))
        lines.removeFirst()
      }
      let (code, printed) = split(content)
      var cell = JupyterCell(.code, code, executionCount: number)
      if !printed.isEmpty {
        cell.outputs.append(
          ["output_type": "stream", "name": "stdout", "text": .string(printed + "\n")])
      }
      if let line = lines.first, let (number, rest) = prompt("Out", line) {
        lines.removeFirst()
        var value = rest.isEmpty ? [] : [rest]
        while let line = lines.first, prompt("In", line) == nil, !line.isEmpty || value.isEmpty {
          value.append(line)
          lines.removeFirst()
        }
        cell.outputs.append([
          "output_type": "execute_result", "metadata": [:],
          "execution_count": number.map { .integer($0) } ?? .null,
          "data": ["text/plain": .string(trimmed(value))],
        ])
      }
      notebook.cells.append(cell)
    }
    append(prose, to: &notebook)
    return hasPrompt ? notebook : nil
  }

  /// The number and the rest of a line that begins with a prompt; the number is missing in
  /// `In [ ]:`.
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
    if rest.first == " " { rest = rest.dropFirst() }
    return (Int(inner), String(rest))
  }

  /// A line without the dots of a continued cell.
  private static func unindented(_ line: String) -> String {
    let text = line.drop { $0 == " " }
    guard text.hasPrefix("...:") else { return line }
    let rest = text.dropFirst(4)
    return String(rest.first == " " ? rest.dropFirst() : rest)
  }

  /// The code of a cell and what it printed: paragraphs are code as long as they are Swift.
  private static func split(_ lines: [String]) -> (code: String, printed: String) {
    var code: [String] = []
    let paragraphs = lines.split(separator: "", omittingEmptySubsequences: true)
    for (index, paragraph) in paragraphs.enumerated() {
      let longer = code.isEmpty ? Array(paragraph) : code + [""] + paragraph
      let isCode = CellCompleteness(of: longer.joined(separator: "\n")) != .invalid
      guard index == 0 || isCode && !isValue(paragraph) else {
        let rest = paragraphs[index...].map { $0.joined(separator: "\n") }
        return (trimmed(code), rest.joined(separator: "\n\n"))
      }
      code = longer
    }
    return (trimmed(code), "")
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
