internal import NotebookDocument

/// A cell that is being written, as an editor's tools get it: with everything before it that its
/// names may mean.
package struct EditorSource: Sendable {
  /// The whole text for the tools.
  package var text: String
  /// Where the author's code begins in `text`, in UTF-8 bytes.
  package var codeOffset: Int
  /// The author's code, without option lines.
  package var code: String
  /// The arguments of the compiler's driver, without the file.
  package var arguments: [String]
  /// The code of the cells before it, the latest first.
  var earlierCode: [String] = []

  /// What an earlier cell's comment says of a name that it defines; empty where there is none.
  package func comment(of name: String) -> String {
    for code in earlierCode {
      if let text = DocumentationComment.text(of: name, in: code) { return text }
    }
    return ""
  }
}

extension UnitChecker {
  /// The source of the last unit of the plan. The units before it have been checked.
  ///
  /// - Parameter code: The author's part of its text.
  func editorSource(_ outcomes: [UnitOutcome], code: String) -> EditorSource {
    let index = plan.units.count - 1
    // The unit's own code, and a line end, stand at the end.
    let source = source(index, outcomes).authored
    let offset = source.utf8.count - 1 - plan.units[index].code.utf8.count
    let text = String(decoding: source.utf8.prefix(offset + code.utf8.count), as: UTF8.self)
    return EditorSource(
      text: text + "\n", codeOffset: offset, code: code,
      arguments: invocation(index, in: "", outcomes).editorArguments)
  }
}
