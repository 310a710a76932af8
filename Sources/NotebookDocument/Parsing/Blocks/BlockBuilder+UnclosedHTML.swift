extension BlockBuilder {
  /// What CommonMark lets go on over blank lines, and how it ends: comments, processing
  /// instructions, declarations, and elements whose content is no Markdown.
  private static let longForms: [(start: String, ends: [String], name: String)] =
    [("<!--", ["-->"], "this comment"), ("<?", ["?>"], "this instruction")]
    + ["script", "style", "pre", "textarea"].map { name in
      let ends = ["script", "style", "pre", "textarea"].map { "</\($0)>" }
      return ("<\(name)", ends, "the element '\(name)' that opens here")
    }

  /// Reports raw HTML that nothing closes, where it takes further paragraphs with it, and cells.
  func reportUnclosed(_ literal: String, line: Int) {
    let html = literal.lowercased()
    let start = html.drop { $0 == " " }
    guard let form = Self.longForms.first(where: { start.hasPrefix($0.start) }),
      !form.ends.contains(where: html.contains),
      html.split(separator: "\n", omittingEmptySubsequences: false)
        .drop(while: { !$0.allSatisfy(\.isWhitespace) }).contains(where: {
          !$0.allSatisfy(\.isWhitespace)
        })
    else { return }
    let end =
      form.ends.first { $0.dropFirst(2).dropLast() == form.start.dropFirst() } ?? form.ends[0]
    parser.report(
      Diagnostic(
        .error, file: parser.source.path, line: line, "\(form.name) is never closed",
        explanation: "everything after it would belong to it, cells too; close it with '\(end)'"))
  }
}
