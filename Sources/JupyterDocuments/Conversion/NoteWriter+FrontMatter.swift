internal import NotebookDocument

extension NoteWriter {
  /// Writes the notebook's metadata, and a first raw cell that is a front matter with its
  /// parameters.
  ///
  /// - Returns: How many of the first cells that were.
  mutating func writeFrontMatter() -> Int {
    let line = FrontMatterCell.line(of: notebook.metadata)
    let isSwift = notebook.metadata == JupyterNotebook.swiftMetadata
    if let first = notebook.cells.first, let content = FrontMatterCell.content(of: first) {
      let others = FrontMatterCell.withoutMetadata(content) + [line]
      let usual = isSwift ? content : content + [line]
      let ways = [(usual, false), (others, false), (others, true)].map {
        (lines: ["---"] + $0 + ["---"], keepsSource: $1)
      }
      let known = [false, true].flatMap { flag in form.frontMatter.map { [($0, flag)] } ?? [] }
      for (lines, keepsSource) in known + ways {
        let inner = Array(lines.dropFirst().dropLast())
        let (comment, count) = frontMatterComment(inner, keepsSource: keepsSource)
        let header = (lines + comment).joined(separator: "\n") + "\n"
        guard isRead(header, asFirst: count) else { continue }
        text = header
        return count
      }
    }
    if let known = form.frontMatter?.joined(separator: "\n"), isRead(known + "\n", asFirst: 0) {
      text = known + "\n"
    } else if !isSwift {
      text = "---\n\(line)\n---\n"
    }
    return 0
  }

  /// The comment below a front matter, and how many of the notebook's cells the front matter is: a
  /// second one where that is what the parameters give.
  private func frontMatterComment(
    _ lines: [String], keepsSource: Bool
  ) -> (lines: [String], cells: Int) {
    let first = notebook.cells[0]
    var form: [String: JSONValue] = keepsSource ? ["source": .string(first.source)] : [:]
    var count = 1
    if language == "swift", let parameters = FrontMatterCell.parameters(in: lines) {
      let second = notebook.cells.dropFirst().first
      if let second, second.kind == .code, second.source == parameters.source {
        count = 2
        var results: [String: JSONValue] = [:]
        if second.metadata != parameters.metadata { results["metadata"] = .object(second.metadata) }
        if keepsOutputs, let number = second.executionCount {
          results["execution_count"] = .integer(number)
        }
        if keepsOutputs, !second.outputs.isEmpty { results["outputs"] = .array(second.outputs) }
        if !results.isEmpty { form["parameters"] = .object(results) }
      } else {
        form["parameters"] = false
      }
    }
    guard !form.isEmpty || !first.metadata.isEmpty else { return ([], count) }
    return ([CellComment.text("front_matter", metadata: first.metadata, form: form)], count)
  }

  /// Whether a front matter is read as the notebook's metadata and its first cells.
  private func isRead(_ header: String, asFirst count: Int) -> Bool {
    let code = "```\(Fence.word(for: language))\nafter\n```\n"
    let note = Notebook.parse(source: "\(header)\n\(code)", path: "")
    let found = try? NoteReader.plainNotebook(from: note, language: nil) { _ in nil }
    let expected = notebook.cells.prefix(count).map { cell in
      var cell = cell
      cell.identifier = nil
      if !keepsOutputs { (cell.outputs, cell.executionCount) = ([], nil) }
      return cell
    }
    return found?.metadata == notebook.metadata
      && found?.cells == expected + [JupyterCell(.code, "after")]
  }
}
