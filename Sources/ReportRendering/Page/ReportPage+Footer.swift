internal import MarkupTree
internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

extension ReportPage {
  /// The footnotes, each with links back to its references.
  func footnotes() -> [MarkupNode] {
    guard !notebook.footnotes.isEmpty else { return [] }
    let items = notebook.footnotes.enumerated().map { index, footnote in
      let content = blocks(footnote.blocks)
      let count = max(footnoteReferences[index] ?? 0, 1)
      let links = (1...count).map { number in
        MarkupNode.element(
          "a",
          [
            "href": "#" + footnoteReferenceIdentifier(index, number), "class": "back",
            "aria-label": "Back to the text\(count > 1 ? ", place \(number)" : "")",
          ], [.text("↩")])
      }
      return MarkupNode.element("li", ["id": "fn-\(index + 1)"], content + links)
    }
    return [
      .element(
        "section", ["class": "footnotes", "aria-label": "Footnotes"],
        [.element("ol", [:], items)])
    ]
  }

  func footnoteReferenceIdentifier(_ index: Int, _ number: Int) -> String {
    number == 1 ? "fnref-\(index + 1)" : "fnref-\(index + 1)-\(number)"
  }

  /// The reproducibility stamp.
  func footer() -> MarkupNode {
    let information = run.information
    var rows: [(String, [MarkupNode])] = []
    func row(_ name: String, _ value: String) { rows.append((name, [.text(value)])) }
    row("Note", notebook.path)
    if run.state != .notRun {
      row("Started", Wording.moment(information.started))
      row("Duration", Wording.duration(information.seconds))
    }
    for fact in information.facts { row(fact.name, fact.value) }
    if !slowestCells.isEmpty {
      var nodes: [MarkupNode] = []
      for (index, report) in slowestCells.enumerated() {
        if index > 0 { nodes.append(.text(", ")) }
        nodes += [cellLink(report.number), .text(" \(Wording.duration(report.seconds ?? 0))")]
      }
      rows.append(("Slowest cells", nodes))
    }
    rows.append(("Command", [.element("code", [:], [.text(information.command)])]))
    let table = MarkupNode.element(
      "table", ["class": "facts"],
      [
        .element(
          "tbody", [:],
          rows.map { name, value in
            .element(
              "tr", [:],
              [.element("th", ["scope": "row"], [.text(name)]), .element("td", [:], value)])
          })
      ])
    return .element(
      "footer", [:],
      [
        .element("h2", ["id": "run-information"], [.text("Run information")]),
        scrolling(table, label: "Run information"),
      ]
        + dataFiles())
  }

  private var slowestCells: [CellResult] {
    let timed = run.cells.filter { ($0.seconds ?? 0) >= 0.1 }
    return Array(timed.sorted { ($0.seconds ?? 0) > ($1.seconds ?? 0) }.prefix(3))
  }

  private func dataFiles() -> [MarkupNode] {
    guard !run.information.dataFiles.isEmpty else { return [] }
    let rows = run.information.dataFiles.map { file in
      MarkupNode.element(
        "tr", [:],
        [
          .element("th", ["scope": "row"], [.text(file.path)]),
          .element("td", ["class": "n"], [.text(Wording.bytes(file.bytes))]),
          .element("td", [:], [.element("code", [:], [.text(file.sha256)])]),
        ])
    }
    let heads = ["Data file", "Size", "SHA-256"].map { title in
      MarkupNode.element("th", ["scope": "col"], [.text(title)])
    }
    let table = MarkupNode.element(
      "table", ["class": "facts"],
      [.element("thead", [:], [.element("tr", [:], heads)]), .element("tbody", [:], rows)])
    return [scrolling(table, label: "Data files")]
  }

  /// A box that scrolls sideways by itself, also by keyboard.
  func scrolling(_ node: MarkupNode, label: String) -> MarkupNode {
    .element(
      "div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": label], [node])
  }

  func cellLink(_ number: Int) -> MarkupNode {
    let name = notebook.cells.indices.contains(number - 1) ? notebook.cells[number - 1].label : nil
    return .element("a", ["href": "#cell-\(number)"], [.text(name ?? "cell \(number)")])
  }
}
