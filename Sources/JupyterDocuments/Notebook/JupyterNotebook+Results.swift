internal import NotebookDisplay
package import NotebookDocument
package import RunResults

extension JupyterNotebook {
  /// Puts what a run of the note gave into the notebook that the note became.
  package mutating func fill(with result: RunResult, of note: Notebook) {
    var results = result.cells[...]
    var count = 0
    var codeCells = cells.indices.filter { cells[$0].kind == .code }[...]
    // The front matter's parameters are a cell more than the note has.
    if codeCells.count > note.cells.count, let parameters = codeCells.popFirst() {
      count += 1
      cells[parameters].executionCount = count
    }
    for index in codeCells {
      guard let found = results.popFirst() else { break }
      cells[index].outputs = []
      cells[index].executionCount = nil
      if case .notRun = found.state { continue }
      if found.seconds != nil {
        count += 1
        cells[index].executionCount = count
      }
      cells[index].outputs = Self.outputs(of: found, count: count, in: note)
    }
    fillInlineValues(result.inlineResults, of: note)
  }

  /// Puts the values of inline expressions into the text.
  private mutating func fillInlineValues(_ values: [Int: String], of note: Notebook) {
    var place = (cell: 0, offset: 0)
    for expression in note.inlineExpressions {
      guard let value = values[expression.number] else { continue }
      let code = "`{swift} \(expression.code)`"
      while place.cell < cells.count {
        let source = cells[place.cell].source
        let start = source.utf8.index(source.startIndex, offsetBy: place.offset)
        if cells[place.cell].kind == .markdown, let range = source[start...].firstRange(of: code) {
          cells[place.cell].source.replaceSubrange(range, with: value)
          place.offset =
            source.utf8.distance(from: source.startIndex, to: range.lowerBound) + value.utf8.count
          break
        }
        place = (place.cell + 1, 0)
      }
      if place.cell == cells.count { place = (0, 0) }
    }
  }

  private static func outputs(
    of result: CellResult, count: Int, in note: Notebook
  ) -> [JSONValue] {
    var outputs = result.items.enumerated().map { index, item in
      output(item, count: count, identifier: "figure-\(result.number)-\(index + 1)")
    }
    let errors = result.diagnostics.filter { $0.severity == .error }
    if let first = errors.first {
      let report = DiagnosticPrinter(source: note.source, usesColor: true).text(of: errors)
      let name = result.errorName ?? (result.seconds == nil ? "CompileError" : "Error")
      outputs.append([
        "output_type": "error", "ename": .string(name), "evalue": .string(first.message),
        "traceback": .array(
          report.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
            .string(String($0))
          }),
      ])
    }
    return outputs
  }

  private static func output(
    _ item: CellResult.Item, count: Int, identifier: String
  ) -> JSONValue {
    func stream(_ name: String, _ text: String) -> JSONValue {
      ["output_type": "stream", "name": .string(name), "text": JupyterCell.lines(text)]
    }
    func display(_ bundle: MIMEBundle) -> JSONValue {
      [
        "output_type": "display_data", "data": .object(bundle.data),
        "metadata": .object(bundle.metadata),
      ]
    }
    switch item {
    case .standardOutput(let text): return stream("stdout", text)
    case .standardError(let text): return stream("stderr", text)
    case .remark(let text): return stream("stderr", text + "\n")
    case .claim(let claim): return display(MIMEBundle(claim))
    case .output(let output):
      let bundle = MIMEBundle(output, identifier: identifier)
      guard output.isLastValue, var members = display(bundle).object else { return display(bundle) }
      members["output_type"] = "execute_result"
      members["execution_count"] = .integer(count)
      return .object(members)
    }
  }
}
