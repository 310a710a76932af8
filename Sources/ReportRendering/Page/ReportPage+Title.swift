internal import MarkupTree
internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

extension ReportPage {
  /// Title, author, date, and how the run went.
  func titleBlock() -> MarkupNode {
    let front = notebook.frontMatter
    rawHTML.open()
    let title = (headings.titleContent.map(inlines) ?? [.text(headings.title)]) + rawHTML.close()
    var nodes = [MarkupNode.element("h1", [:], title)]
    if let subtitle = front.subtitle {
      nodes.append(.element("p", ["class": "subtitle"], [.text(subtitle)]))
    }
    var facts: [MarkupNode] = []
    func fact(_ name: String, _ value: [MarkupNode]) {
      facts.append(
        .element("div", [:], [.element("dt", [:], [.text(name)]), .element("dd", [:], value)]))
    }
    if !front.authors.isEmpty {
      fact(
        front.authors.count > 1 ? "Authors" : "Author",
        [.text(front.authors.joined(separator: ", "))])
    }
    if let date = front.date.flatMap(shownDate) { fact("Date", [.text(date)]) }
    if run.state != .notRun {
      fact(
        "Run",
        [
          .element(
            "time", ["datetime": run.information.started],
            [.text(NumberFormat.moment(run.information.started))])
        ])
      fact("Duration", [.text(NumberFormat.duration(seconds: run.information.seconds))])
    }
    if let seed = run.information.facts.first(where: { $0.name.lowercased() == "seed" }) {
      fact("Seed", [.text(seed.value)])
    }
    let claims = claimSummary()
    fact("State", [.element("span", ["class": "state \(stateClass)"], [.text(stateText)])])
    if let claims {
      fact("Claims", [.element("span", ["class": "state \(claims.style)"], [.text(claims.text)])])
    }
    nodes.append(.element("dl", ["class": "facts"], facts))
    if !front.tags.isEmpty {
      nodes.append(
        .element(
          "p", ["class": "tags"],
          front.tags.map { .element("span", ["class": "tag"], [.text("#\($0)")]) }))
    }
    return .element("header", ["class": "title"], nodes)
  }

  /// The date as the author wrote it, or the day that Quarto's words mean.
  private func shownDate(_ date: String) -> String? {
    switch date.lowercased() {
    case "today", "now":
      run.information.started.isEmpty ? nil : String(run.information.started.prefix(10))
    case "last-modified": NoteFiles.modificationDay(of: notebook.path)
    default: date
    }
  }

  private var stateText: String {
    switch run.state {
    case .complete:
      if notebook.cells.isEmpty {
        "nothing to run"
      } else if let partial = run.partialText {
        partial
      } else {
        "complete"
      }
    case .failed(let cells, let claims):
      [
        cells > 0 ? "\(cells) \(cells == 1 ? "cell" : "cells") failed" : nil,
        claims > 0 ? "\(claims) \(claims == 1 ? "claim is" : "claims are") false" : nil,
      ].compactMap(\.self).joined(separator: ", ")
    case .notRun: "not run"
    case .interrupted(let place): place.isEmpty ? "interrupted" : "interrupted \(place)"
    }
  }

  private var stateClass: String {
    switch run.state {
    case .complete: run.partialText == nil ? "good" : "doubtful"
    case .failed: "bad"
    case .notRun, .interrupted: "doubtful"
    }
  }

  private func claimSummary() -> (text: String, style: String)? {
    let claims = run.cells.flatMap(\.claims)
    guard !claims.isEmpty else { return nil }
    let all = claims.count
    let held = claims.count(where: \.holds)
    if usesSyntheticData { return ("not checked on real data", "doubtful") }
    return held == all
      ? (all == 1 ? "it holds" : "all \(all) hold", "good")
      : ("\(held) of \(all) hold", "bad")
  }

  /// The contents, when there is enough to list or the author asks for it.
  func contents() -> MarkupNode? {
    let depth = notebook.frontMatter.contentsDepth
    let entries = headings.entries.filter { $0.level - headings.topLevel < depth }
    guard notebook.frontMatter.showsContents ?? (entries.count >= 3), !entries.isEmpty else {
      return nil
    }
    return .element(
      "nav", ["class": "contents", "aria-label": "Contents"],
      [.element("p", [:], [.text("Contents")]), list(of: entries[...], level: headings.topLevel)])
  }

  /// A nested list of headings.
  private func list(of entries: ArraySlice<Heading>, level: Int) -> MarkupNode {
    var items: [MarkupNode] = []
    var index = entries.startIndex
    while index < entries.endIndex {
      let heading = entries[index]
      let end =
        entries[(index + 1)...].firstIndex { $0.level <= max(level, heading.level) }
        ?? entries.endIndex
      let number =
        notebook.frontMatter.numbersSections ? numbering.sections[heading.identifier] : nil
      let label = (number.map { $0 + " " } ?? "") + heading.content.plainText
      var nodes = [MarkupNode.element("a", ["href": "#" + heading.identifier], [.text(label)])]
      if index + 1 < end {
        nodes.append(list(of: entries[(index + 1)..<end], level: heading.level + 1))
      }
      items.append(.element("li", [:], nodes))
      index = end
    }
    return .element("ul", [:], items)
  }

  /// What a reader must know before anything else.
  func banners() -> [MarkupNode] {
    run.notices.compactMap { notice in
      guard case .syntheticData(let dataset, let reason) = notice else { return nil }
      return .element(
        "aside", ["class": "banner", "aria-label": "Synthetic data"],
        [
          .element("p", ["class": "banner-title"], [.text("These are not results on \(dataset).")]),
          .element(
            "p", [:],
            [
              .text(
                "The data set was not available (\(reason)), and a synthetic stand-in took its place. Numbers and charts below describe the stand-in; claims are not checked on real data."
              )
            ]),
        ])
    }
  }
}
