internal import CellCompilation
internal import NotebookDocument
internal import Yams

/// The front matter of a note as cells of a notebook, as jupytext and Quarto have it: a raw cell at
/// the top, and for its parameters a code cell with papermill's tag.
enum FrontMatterCell {
  /// The lines between the two `---` of a raw cell; `nil` for other cells.
  static func content(of cell: JupyterCell) -> [String]? {
    cell.kind == .raw ? content(of: ExactSource.shown(cell.source)) : nil
  }

  private static func content(of source: String) -> [String]? {
    var lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    guard lines.count >= 2, lines.first == "---", lines.last == "---" else { return nil }
    return Array(lines.dropFirst().dropLast())
  }

  /// The source of a raw cell that a comment keeps, as long as the front matter shows it.
  static func restored(_ others: [String], kept: JSONValue?) -> String? {
    guard let source = kept?.string, let lines = content(of: ExactSource.shown(source)),
      withoutMetadata(lines) == withoutMetadata(others)
    else { return nil }
    return source
  }

  /// The parameters as a cell that papermill knows; `nil` where there are none.
  static func parameters(_ parameters: [Parameter]) -> JupyterCell? {
    guard !parameters.isEmpty else { return nil }
    let lines = parameters.map { "let \($0.name): \($0.swiftType) = \($0.value.literal)" }
    return JupyterCell(
      .code, lines.joined(separator: "\n"), metadata: ["tags": ["parameters"]])
  }

  /// The cell that the parameters of a front matter give.
  static func parameters(in frontMatter: [String]) -> JupyterCell? {
    let text = (["---"] + frontMatter + ["---", ""]).joined(separator: "\n")
    return parameters(Notebook.parse(source: text, path: "").frontMatter.parameters)
  }

  /// The line that says the tags of a cell in a note.
  static func optionLine(_ tags: [String]) -> String {
    let isPlain = tags.allSatisfy { tag in
      !tag.isEmpty
        && tag.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || "-_.".contains($0) }
        && !["true", "false", "yes", "no", "null"].contains(tag.lowercased())
        && !tag.allSatisfy { $0.isNumber || $0 == "." }
    }
    let names = tags.map { isPlain ? $0 : JSONValue.string($0).text() }
    return "//| tags: [\(names.joined(separator: ", "))]"
  }

  /// The tags that a cell's own option lines say.
  static func tags(in source: String) -> [String] {
    let fence = Fence(around: source, like: nil, language: "swift")
    let note = Notebook.parse(source: "\(fence.opening)\n\(source)\n\(fence.closing)", path: "")
    return note.cells.first?.options.tags ?? []
  }

  // MARK: The notebook's metadata

  /// The line that keeps a notebook's metadata.
  static func line(of metadata: [String: JSONValue]) -> String {
    "jupyter: \(JSONValue.object(metadata).text())"
  }

  /// Takes the key `jupyter:` out of a front matter, where it holds a notebook's metadata; Quarto's
  /// `jupyter: python3` stays.
  ///
  /// - Returns: The other lines, and the notebook's metadata where the key is there.
  static func split(
    _ frontMatter: [String]
  ) -> (others: [String], metadata: [String: JSONValue]?) {
    guard let range = metadataLines(in: frontMatter),
      let metadata = metadata(in: frontMatter[range])
    else { return (frontMatter, nil) }
    return (Array(frontMatter[..<range.lowerBound] + frontMatter[range.upperBound...]), metadata)
  }

  /// The front matter without the key `jupyter:`, whatever it holds.
  static func withoutMetadata(_ frontMatter: [String]) -> [String] {
    guard let range = metadataLines(in: frontMatter) else { return frontMatter }
    return Array(frontMatter[..<range.lowerBound] + frontMatter[range.upperBound...])
  }

  private static func metadataLines(in frontMatter: [String]) -> Range<Int>? {
    guard let start = frontMatter.firstIndex(where: { $0.hasPrefix("jupyter:") }) else {
      return nil
    }
    let end = frontMatter[(start + 1)...].firstIndex {
      !$0.hasPrefix(" ") && !$0.hasPrefix("\t") && !$0.isEmpty
    }
    return start..<(end ?? frontMatter.endIndex)
  }

  private static func metadata(in lines: ArraySlice<String>) -> [String: JSONValue]? {
    // As it is written here. YAML has other rules for numbers.
    if lines.count == 1, let line = lines.first,
      let value = try? JSONValue(reading: line.dropFirst("jupyter:".count).utf8)
    {
      return value.object
    }
    let text = lines.joined(separator: "\n")
    let value = (try? Yams.load(yaml: text)).flatMap { JSONValue(yaml: $0) }
    return value?["jupyter"]?.object
  }
}

extension JSONValue {
  /// A value that Yams has read; `nil` for one that JSON has no word for.
  fileprivate init?(yaml: Any) {
    switch yaml {
    case let text as String: self = .string(text)
    case let flag as Bool: self = .boolean(flag)
    case let number as Int: self = .integer(number)
    case let number as Double: self = .number(number)
    case let list as [Any]: self = .array(list.compactMap { JSONValue(yaml: $0) })
    case let mapping as [AnyHashable: Any]:
      var members: [String: JSONValue] = [:]
      for (key, value) in mapping { members["\(key)"] = JSONValue(yaml: value) }
      self = .object(members)
    default: self = .null
    }
  }
}
