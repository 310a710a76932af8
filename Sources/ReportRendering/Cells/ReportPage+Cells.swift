internal import MarkupTree
internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

extension ReportPage {
  /// A cell with its code and all it gave.
  func cell(_ number: Int) -> [MarkupNode] {
    let cell = notebook.cells[number - 1]
    let report = reports[number]
    let failed = report?.state == .failed || !errors(of: report).isEmpty
    // What a reader must see is shown even where the cell itself is left out.
    guard cell.options.isIncluded || failed else {
      return [.element("div", ["id": "cell-\(number)"], claims(of: report))]
    }
    var nodes = renderer.cellControls?(cell) ?? []
    if cell.options.echo != .hide || failed { nodes.append(listing(cell, report)) }
    if let report {
      nodes += outputs(of: cell, report)
      nodes += diagnostics(of: cell, report)
      nodes += stateNote(report)
    } else if cell.options.evaluates, run.state != .notRun {
      nodes.append(notRun(words.notRun))
    }
    let style = failed && !cell.options.mayFail && !cell.options.expectsCompileError
    return [
      .element("div", ["class": style ? "cell failed" : "cell", "id": "cell-\(number)"], nodes)
    ]
  }

  /// What the cell gave; of an earlier run, with a word on it.
  private func outputs(of cell: Cell, _ report: CellResult) -> [MarkupNode] {
    let items = items(of: cell, report)
    guard let made = report.outputsFrom, !items.isEmpty else { return items }
    let remark = MarkupNode.element(
      "p", ["class": "remark"],
      [.text(words.ofAnEarlierRun(NumberFormat.moment(made)))]
    )
    return [.element("div", ["class": "earlier"], [remark] + items)]
  }

  private func errors(of report: CellResult?) -> [Diagnostic] {
    report?.diagnostics.filter { $0.severity == .error } ?? []
  }

  private func claims(of report: CellResult?) -> [MarkupNode] {
    let claims = report?.claims ?? []
    return claims.isEmpty ? [] : [claimList(claims)]
  }

  // MARK: Code

  /// The code, with its number and caption where it has them.
  private func listing(_ cell: Cell, _ report: CellResult?) -> MarkupNode {
    let code = code(of: cell, report)
    guard let entry = numbering.listings[cell.number] else { return code }
    let caption = cell.options.listingCaption.map(prose) ?? []
    return .element(
      "figure", ["class": "listing", "id": entry.identifier],
      [.element("figcaption", [:], numbered(entry, caption: caption)), code])
  }

  private func code(of cell: Cell, _ report: CellResult?) -> MarkupNode {
    let shown = cell.shownCode
    var lines = SwiftHighlighter.lines(of: shown.text)
    var firstLine = cell.place(ofLine: shown.firstLine).number
    if cell.options.echo == .fenced {
      lines =
        [[.text("```swift")]] + SwiftHighlighter.lines(of: cell.code.trimmingLastNewline) + [
          [.text("```")]
        ]
      firstLine = cell.place.number - 1
    }
    let file = cell.place.file ?? notebook.path
    let marked = Set(errors(of: report).filter { $0.file == file }.compactMap(\.line))
    let isNumbered = !marked.isEmpty || cell.options.numbersLines
    let width = String(firstLine + lines.count).count
    var content: [MarkupNode] = []
    for (index, line) in lines.enumerated() {
      if index > 0 { content.append(.text("\n")) }
      guard isNumbered else {
        content += line
        continue
      }
      let number = String(firstLine + index)
      let padded = String(repeating: " ", count: max(width - number.count, 0)) + number
      let numbered = [MarkupNode.element("span", ["class": "ln"], [.text(padded)])] + line
      content +=
        marked.contains(firstLine + index)
        ? [.element("span", ["class": "bad-line"], numbered)] : numbered
    }
    let name = cell.label ?? words.cell(cell.number)
    let pre = MarkupNode.element(
      "pre", ["tabindex": "0", "role": "group", "aria-label": words.code(name)],
      [.element("code", [:], content)])
    let details = MarkupNode.element(
      "details", ["class": "src"], [summary(of: cell, report, lines.count), pre])
    let isFolded =
      cell.options.codeFold == .closed || (renderer.foldsAllCode && cell.options.codeFold != .open)
    return isFolded && marked.isEmpty ? details : details.attribute("open")
  }

  /// `Swift · 7 lines · 2 min 4 s`
  private func summary(of cell: Cell, _ report: CellResult?, _ lines: Int) -> MarkupNode {
    var facts = [cell.options.codeSummary ?? "Swift", words.lines(lines)]
    if let seconds = report?.seconds, seconds >= 0.1 {
      facts.append(NumberFormat.duration(seconds: seconds))
    }
    if !cell.options.evaluates { facts.append(words.shownOnly) }
    return .element("summary", [:], [.text(facts.joined(separator: " · "))])
  }

  // MARK: State

  private func diagnostics(of cell: Cell, _ report: CellResult) -> [MarkupNode] {
    let shown = report.diagnostics.filter { $0.severity == .error || cell.options.showsWarnings }
    guard !shown.isEmpty else { return [] }
    let expected = cell.options.mayFail || cell.options.expectsCompileError
    let nodes = shown.map(diagnostic)
    guard expected, report.state != .failed else { return nodes }
    let title =
      cell.options.expectsCompileError
      ? words.doesNotCompileAsIntended
      : cell.options.requiresError ? words.stopsAsIntended : words.stopsAndGoesOn
    return [
      .element(
        "div", ["class": "expected"], [.element("p", ["class": "remark"], [.text(title)])] + nodes)
    ]
  }

  private func stateNote(_ report: CellResult) -> [MarkupNode] {
    switch report.state {
    case .completed: []
    case .failed:
      errors(of: report).isEmpty
        ? [.element("p", ["class": "remark bad"], [.text(words.cellFailed)])] : []
    case .notRun(let reason): [notRun(reason.isEmpty ? words.notRun : "\(words.notRun): \(reason)")]
    case .interrupted(let place):
      [
        .element(
          "p", ["class": "remark doubtful"],
          [.text((words.interrupted + (place.isEmpty ? "" : " \(place)")).capitalizedFirst)])
      ]
    }
  }

  private func notRun(_ text: String) -> MarkupNode {
    .element("p", ["class": "remark not-run"], [.text(text)])
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

  fileprivate var trimmingLastNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}
