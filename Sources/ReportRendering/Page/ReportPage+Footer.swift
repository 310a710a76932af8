internal import MarkupTree
internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

extension ReportPage {
  /// The footnotes, each with links back to its marks.
  func footnotes() -> [MarkupNode] {
    renderFootnotes()
    guard !footnoteList.entries.isEmpty else { return [] }
    let items = footnoteList.entries.enumerated().map { index, entry in
      let count = max(entry.marks, 1)
      let links = (1...count).map { number in
        MarkupNode.element(
          "a",
          [
            "href": "#" + FootnoteList.identifier(index + 1, mark: number), "class": "back",
            "aria-label": words.backToTheText + (count > 1 ? ", \(words.place) \(number)" : ""),
          ], [.text("↩")])
      }
      return MarkupNode.element("li", ["id": "fn-\(index + 1)"], (entry.content ?? []) + links)
    }
    return [
      .element(
        "section", ["class": "footnotes", "aria-label": words.footnotes],
        [.element("ol", [:], items)])
    ]
  }

  /// Renders the footnotes of the text being rendered that have marks in it, while its files and
  /// macros hold.
  func renderFootnotes() {
    // A footnote may refer to further ones.
    while let index = footnoteList.next {
      let content = contained(footnoteList.entries[index].footnote.blocks)
      footnoteList.keep(content, of: index)
    }
  }

  /// The names by which the style sheet puts each footnote, where there is room, into the margin
  /// beside its mark and below the one before.
  var footnotePlaces: String {
    footnoteList.entries.indices.map { index in
      "#fnref-\(index + 1){anchor-name:--mark-\(index + 1)}"
        + "#fn-\(index + 1){--mark:--mark-\(index + 1);--own:--note-\(index + 1);"
        + "--above:--note-\(index)}"
    }.joined()
  }

  /// The reproducibility stamp.
  func footer() -> MarkupNode {
    let information = run.information
    var rows: [(String, [MarkupNode])] = []
    func row(_ name: String, _ value: String) { rows.append((name, [.text(value)])) }
    row(words.note, notebook.path)
    if run.state != .notRun {
      row(words.started, NumberFormat.moment(information.started))
      row(words.duration, NumberFormat.duration(seconds: information.seconds))
    }
    for fact in information.facts { row(fact.name, fact.value) }
    if !slowestCells.isEmpty {
      var nodes: [MarkupNode] = []
      for (index, report) in slowestCells.enumerated() {
        if index > 0 { nodes.append(.text(", ")) }
        nodes += [
          cellLink(report.number), .text(" \(NumberFormat.duration(seconds: report.seconds ?? 0))"),
        ]
      }
      rows.append((words.slowestCells, nodes))
    }
    rows.append((words.command, [.element("code", [:], [.text(information.command)])]))
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
        .element("h2", ["id": "run-information"], [.text(words.runInformation)]),
        scrolling(table, label: words.runInformation),
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
          .element("td", ["class": "n"], [.text(NumberFormat.byteCount(file.bytes))]),
          .element("td", [:], [.element("code", [:], [.text(file.sha256)])]),
        ])
    }
    let heads = [words.dataFile, words.size, "SHA-256"].map { title in
      MarkupNode.element("th", ["scope": "col"], [.text(title)])
    }
    let table = MarkupNode.element(
      "table", ["class": "facts"],
      [.element("thead", [:], [.element("tr", [:], heads)]), .element("tbody", [:], rows)])
    return [scrolling(table, label: words.dataFiles)]
  }

  /// A box that scrolls sideways by itself, also by keyboard.
  func scrolling(_ node: MarkupNode, label: String) -> MarkupNode {
    .element(
      "div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": label], [node])
  }

  func cellLink(_ number: Int) -> MarkupNode {
    let name = notebook.cells.indices.contains(number - 1) ? notebook.cells[number - 1].label : nil
    return .element("a", ["href": "#cell-\(number)"], [.text(name ?? words.cell(number))])
  }
}
