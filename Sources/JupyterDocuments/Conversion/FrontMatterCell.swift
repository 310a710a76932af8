internal import CellCompilation
internal import NotebookDocument
internal import Yams

/// The front matter of a note as cells of a notebook, as jupytext and Quarto have it: a raw cell at the
/// top, and for its parameters a code cell with papermill's tag.
enum FrontMatterCell {
  /// The lines between the two `---` of a raw cell; `nil` for other cells.
  static func content(of cell: JupyterCell) -> String? {
    guard cell.kind == .raw, cell.source.hasPrefix("---\n") else { return nil }
    var lines = cell.source.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    guard lines.count >= 2, lines.last == "---" else { return nil }
    return lines.dropFirst().dropLast().joined(separator: "\n")
  }

  /// The parameters as a cell that papermill knows; `nil` where there are none.
  static func parameters(_ parameters: [Parameter]) -> JupyterCell? {
    guard !parameters.isEmpty else { return nil }
    let lines = parameters.map { "let \($0.name): \($0.swiftType) = \($0.value.literal)" }
    return JupyterCell(
      .code, lines.joined(separator: "\n"), metadata: ["tags": ["parameters"]])
  }

  /// Whether a cell is the one that a front matter's parameters give.
  static func isGenerated(_ cell: JupyterCell, by frontMatter: String) -> Bool {
    guard cell.kind == .code, cell.tags == ["parameters"] else { return false }
    let note = Notebook.parse(source: "---\n\(frontMatter)\n---\n", path: "")
    return parameters(note.frontMatter.parameters)?.source == cell.source
  }

  /// The line that says the tags of a cell in a note.
  static func optionLine(_ tags: [String]) -> String {
    let isPlain = tags.allSatisfy { tag in
      !tag.isEmpty && tag.utf8.allSatisfy { $0.isASCIILetterOrDigit || "-_.".utf8.contains($0) }
        && !["true", "false", "yes", "no", "null"].contains(tag.lowercased())
        && !tag.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2E }
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

  /// Takes the key `jupyter:` out of a front matter.
  ///
  /// - Returns: The other lines, and the notebook's metadata where the key is there.
  static func split(
    _ frontMatter: [String]
  ) -> (others: [String], metadata: [String: JSONValue]?) {
    guard let start = frontMatter.firstIndex(where: { $0.hasPrefix("jupyter:") }) else {
      return (frontMatter, nil)
    }
    let end =
      frontMatter[(start + 1)...].firstIndex {
        !$0.hasPrefix(" ") && !$0.hasPrefix("\t") && !$0.isEmpty
      } ?? frontMatter.endIndex
    let text = frontMatter[start..<end].joined(separator: "\n")
    let value = (try? Yams.load(yaml: text)).flatMap { JSONValue(yaml: $0) }
    let others = frontMatter[..<start] + frontMatter[end...]
    return (Array(others), value?["jupyter"]?.object)
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

extension UInt8 {
  fileprivate var isASCIILetterOrDigit: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
}
