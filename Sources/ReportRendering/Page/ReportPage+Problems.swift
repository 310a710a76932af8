internal import MarkupTree
internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

extension ReportPage {
  private static let shownProblems = 100

  /// What went wrong, before the text: problems of the note itself in full, those of cells as
  /// links.
  func problems() -> [MarkupNode] {
    var known: Set<Diagnostic> = []
    let own = (notebook.diagnostics + run.diagnostics).filter { known.insert($0).inserted }
    // So many say enough; a page of thousands would not open.
    var nodes = own.prefix(Self.shownProblems).map(diagnostic)
    if own.count > Self.shownProblems {
      let rest = words.moreProblems(own.count - Self.shownProblems)
      nodes.append(.element("p", ["class": "explanation"], [.text(rest)]))
    }
    let failed = run.cells.filter { report in
      guard notebook.cells.indices.contains(report.number - 1) else { return false }
      return report.state == .failed || (!usesSyntheticData && report.claims.contains { !$0.holds })
    }
    if !failed.isEmpty {
      nodes.append(
        .element(
          "ul", [:],
          failed.map { report in
            let first = report.diagnostics.first { $0.severity == .error }
            let claim = report.claims.first { !$0.holds }
            let reason =
              report.state == .failed
              ? first?.message ?? words.failed
              : words.claimIsFalse + (claim?.sentence ?? "")
            return .element("li", [:], [cellLink(report.number), .text(": \(reason)")])
          }))
    }
    guard !nodes.isEmpty else { return [] }
    let isBad = !failed.isEmpty || own.contains { $0.severity == .error }
    return [
      .element(
        "section", ["class": isBad ? "problems bad" : "problems", "aria-label": words.problems],
        [
          .element(
            "p", ["class": "problems-title"], [.text(isBad ? words.whatWentWrong : words.warnings)])
        ] + nodes)
    ]
  }

  /// A diagnostic with the note's line, a mark below the column, and the remedy.
  func diagnostic(_ diagnostic: Diagnostic) -> MarkupNode {
    var place = diagnostic.file.split(separator: "/").last.map(String.init) ?? diagnostic.file
    if let line = diagnostic.line { place += ":\(line)" }
    if diagnostic.line != nil, let column = diagnostic.column { place += ":\(column)" }
    var nodes: [MarkupNode] = [
      .element(
        "p", ["class": "message"],
        [
          .element("span", ["class": "place"], [.text(place)]), .text(" "),
          .element("b", [:], [.text("\(diagnostic.severity.rawValue):")]),
          .text(" \(diagnostic.message)"),
        ])
    ]
    if let line = diagnostic.line,
      let source = notebook.source.text(ofLine: line, in: diagnostic.file),
      !source.allSatisfy(\.isWhitespace)
    {
      nodes.append(excerpt(source, line: line, column: diagnostic.column))
    }
    for text in [diagnostic.explanation, diagnostic.fix].compactMap(\.self) {
      nodes.append(.element("p", ["class": "explanation"], [.text(text)]))
    }
    nodes += diagnostic.notes.map(self.diagnostic)
    return .element("div", ["class": "diagnostic \(diagnostic.severity.rawValue)"], nodes)
  }

  private func excerpt(_ source: String, line: Int, column: Int?) -> MarkupNode {
    let excerpt = SourceExcerpt(source, column: column)
    var nodes: [MarkupNode] = [
      .element("span", ["class": "ln"], [.text("\(line)")]), .text(excerpt.text),
    ]
    if let padding = excerpt.padding {
      let gap = String(repeating: " ", count: "\(line)".count)
      nodes += [
        .text("\n"), .element("span", ["class": "ln"], [.text(gap)]),
        .text(padding),
        .element("span", ["class": "caret"], [.text("^")]),
      ]
    }
    return .element("pre", ["class": "excerpt", "tabindex": "0"], nodes)
  }
}
