internal import MarkupTree
internal import NotebookDisplay
internal import NotebookDocument
internal import NotebookSession
internal import ReportRendering
internal import RunResults

/// Draws what a preview has besides the report: a bar with state, buttons, problems and parameters,
/// and a line at the head of each cell.
struct PreviewControls: Sendable {
  /// The attribute that the page's script takes orders from. Nobody can guess it, so that HTML
  /// which a cell shows cannot pretend to be a button of the page.
  let attribute: String
  /// The nonce of the page's script.
  let nonce: String
  /// An editor's address with `{file}` and `{line}`; without one, a place is copied.
  let editor: String?

  init(secret: String, nonce: String, editor: String?) {
    attribute = "data-" + secret
    self.nonce = nonce
    self.editor = editor
  }

  /// What the page may load and run.
  var policy: String { ContentPolicy(servedWithNonce: nonce).text }

  // MARK: Cells

  /// State, "run from here" and the place in the file.
  func controls(of cell: Cell, _ state: SessionState, _ status: PreviewStatus) -> [MarkupNode] {
    guard cell.options.evaluates else { return [] }
    let result = state.result.cells.first { $0.number == cell.number }
    let word = word(for: cell, result, state, status)
    return [
      .element(
        "div",
        [
          "class": "preview-cell \(word.replacing(" ", with: "-"))", "role": "group",
          "aria-label": "Cell \(cell.number)",
        ],
        [
          .element(
            "span", ["class": "preview-state", "id": "preview:state-\(cell.number)"], [.text(word)]),
          runButton("Run from here", from: cell.number, status).attribute(
            "aria-label", "Run from cell \(cell.number)"),
          place(cell.place),
        ])
    ]
  }

  private func word(
    for cell: Cell, _ result: CellResult?, _ state: SessionState, _ status: PreviewStatus
  ) -> String {
    if state.runningCell == cell.number { return "running" }
    switch result?.state {
    case .completed where !state.staleCells.contains(cell.number): return "current"
    case .failed: return "failed"
    case .interrupted: return "stopped"
    case .completed, .notRun, nil:
      if result?.outputsFrom != nil { return "old" }
      return status.isRunComing ? "waiting" : "not run"
    }
  }

  private func button(_ text: String, _ order: String) -> MarkupNode {
    .element("button", [:], [.text(text)]).attribute("type", "button").attribute(attribute, order)
  }

  /// A button that is off, and says why, where it would do nothing.
  private func runButton(_ text: String, from number: Int, _ status: PreviewStatus) -> MarkupNode {
    let button = button(text, "run \(number)")
    return status.obstacle.map { button.attribute("disabled").attribute("title", $0) } ?? button
  }

  /// A cell that does not come to its end is ended by the second order.
  private func stopButton(_ status: PreviewStatus) -> MarkupNode {
    let button = button(status.isStopping ? "End the cell" : "Stop", "stop")
    return status.isRunning ? button : button.attribute("disabled")
  }

  /// A line of the note, or of a file that it includes.
  private func place(_ line: SourceLine) -> MarkupNode {
    let file = line.file.map { " " + absolutePath($0) } ?? ""
    return button(line.described, "place \(line.number)\(file)").attribute(
      "title", editor == nil ? "Copies the place in the file" : "Opens the place in the editor")
  }

  // MARK: The page

  /// The report's page with the bar, the rules for it and the script.
  func adding(
    to html: String, _ notebook: Notebook, _ state: SessionState, _ found: [Diagnostic],
    _ status: PreviewStatus
  ) -> String {
    // The bar comes first on the page, so that the keyboard reaches it first.
    let bar = bar(notebook, state, found, status).serialized()
    return html.inserting(PreviewPage.style, before: "</head>")
      .inserting(bar, before: "<main>")
      .inserting(
        PreviewPage.script(
          attribute: attribute, nonce: nonce, file: absolutePath(notebook.path), editor: editor),
        before: "</body>", fromEnd: true)
  }

  /// A page for a note that is not there or cannot be read; it becomes the note's own when it can.
  func page(ofUnreadableNote path: String, _ failure: [Diagnostic]) -> String {
    let items = failure.map { MarkupNode.element("li", [:], [.text($0.message)]) }
    let body = MarkupNode.element(
      "main", [:],
      [
        .element("h1", [:], [.text(path)]), .element("ul", [:], items),
        .element(
          "p", [:], [.text("This page follows the file: it shows the note when it is there.")]),
      ])
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
      + MarkupNode.text(path).serialized() + "</title>\(PreviewPage.style)</head><body>"
      + body.serialized()
      + PreviewPage.script(
        attribute: attribute, nonce: nonce, file: absolutePath(path), editor: editor)
      + "</body></html>\n"
  }

  func absolutePath(_ path: String) -> String { Environment.absolute(path) }

  private func bar(
    _ notebook: Notebook, _ state: SessionState, _ found: [Diagnostic], _ status: PreviewStatus
  ) -> MarkupNode {
    let problems = problems(notebook, state.result, found)
    var nodes = [
      statusLine(summary(state, status)), runButton("Run all", from: 1, status), stopButton(status),
    ]
    if !problems.isEmpty {
      nodes.append(
        .element(
          "details", ["id": "preview:problems"],
          [
            .element(
              "summary", [:],
              [.text("\(problems.count) \(problems.count == 1 ? "problem" : "problems")")]),
            .element("ul", [:], problems),
          ]))
    }
    if !notebook.frontMatter.parameters.isEmpty {
      nodes.append(
        .element(
          "details", ["id": "preview:parameters", "data-set": query(status.parameters)],
          [.element("summary", [:], [.text("Parameters")])]
            + notebook.frontMatter.parameters.map(parameterField)))
    }
    return bar(nodes)
  }

  /// The bar at the foot of a page, with a word for readers whose browser runs no scripts.
  func bar(_ nodes: [MarkupNode]) -> MarkupNode {
    let remark = MarkupNode.element(
      "p", [:], [.text("Scripts are off: this page is not live. Load it again to see changes.")])
    return .element(
      "aside", ["id": "preview:bar", "class": "preview-bar", "aria-label": "Preview"],
      nodes + [.element("noscript", [:], [remark])])
  }

  /// Whether the page is live, which its script says, and what goes on.
  func statusLine(_ text: String) -> MarkupNode {
    .element(
      "p", ["role": "status", "id": "preview:status"],
      [
        .element("span", ["id": "preview:connection"], [.text("not live")]), .text(" · \(text)"),
      ])
  }

  private func summary(_ state: SessionState, _ status: PreviewStatus) -> String {
    var parts: [String] = []
    if let running = state.runningCell, status.isStopping {
      parts.append(
        "cell \(running) is asked to stop, which a training does after its present step; "
          + "'End the cell' does not wait")
    } else if let running = state.runningCell {
      parts.append("cell \(running) runs")
    } else if status.isRunComing {
      parts.append("working")
    } else if case .interrupted = state.result.state {
      parts.append("stopped: not everything has run")
    } else if state.isUpToDate {
      parts.append("everything is current")
    } else {
      parts.append(status.obstacle.map { "nothing runs: \($0)" } ?? "not everything has run")
    }
    switch status.freshRun {
    case .running: parts.append("a fresh run is being compared")
    case .equal: parts.append("equal to a fresh run")
    case .different(let cells):
      let names = cells.map { $0 == 0 ? "values in the text" : "cell \($0)" }
      parts.append("a fresh run gives something else: \(names.joined(separator: ", "))")
    case nil: break
    }
    let claims = state.result.claims
    if !claims.isEmpty {
      parts.append("\(claims.count(where: \.holds)) of \(claims.count) claims hold")
    }
    if state.snapshotCount > 0 {
      parts.append(
        "\(NumberFormat.count(state.snapshotCount, "state")) kept"
          + (state.snapshotBytes.map { " in \(NumberFormat.byteCount($0))" } ?? ""))
    }
    return parts.joined(separator: " · ")
  }

  private func problems(
    _ notebook: Notebook, _ run: RunResult, _ found: [Diagnostic]
  ) -> [MarkupNode] {
    let all = run.diagnostics + run.cells.flatMap(\.diagnostics) + found
    var seen: [Diagnostic] = []
    for diagnostic in all where diagnostic.severity != .note && !seen.contains(diagnostic) {
      seen.append(diagnostic)
    }
    return seen.map { diagnostic in
      var nodes: [MarkupNode] = []
      let isOwn = diagnostic.file == notebook.path
      if let number = diagnostic.line {
        let line = SourceLine(file: isOwn ? nil : diagnostic.file, number: number)
        nodes += [place(line), .text(" ")]
        if let cell = notebook.cell(at: line) {
          nodes.append(
            .element("a", ["href": "#cell-\(cell.number)"], [.text("cell \(cell.number)")]))
          nodes.append(.text(" "))
        }
      }
      // What has no line may be of another file, or of the page's address.
      let place = isOwn || diagnostic.line != nil ? "" : "\(diagnostic.file): "
      nodes.append(.text("\(place)\(diagnostic.severity.rawValue): \(diagnostic.message)"))
      return .element("li", [:], nodes)
    }
  }
}

extension Notebook {
  /// The cell with a line.
  fileprivate func cell(at line: SourceLine) -> Cell? {
    cells.last { cell in
      let count = cell.code.split(separator: "\n", omittingEmptySubsequences: false).count
      return cell.place.file == line.file
        && (cell.place.number..<cell.place.number + count).contains(line.number)
    }
  }
}

extension String {
  fileprivate func inserting(_ text: String, before mark: String, fromEnd: Bool = false) -> String {
    guard let place = range(of: mark, fromEnd: fromEnd) else { return self }
    return self[..<place] + text + self[place...]
  }

  private func range(of mark: String, fromEnd: Bool) -> String.Index? {
    if !fromEnd { return firstRange(of: mark)?.lowerBound }
    return ranges(of: mark).last?.lowerBound
  }
}
