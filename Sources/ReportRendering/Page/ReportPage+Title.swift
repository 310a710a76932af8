internal import MarkupTree
internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

extension ReportPage {
  /// Title, author, date, and how the run went.
  func titleBlock() -> MarkupNode {
    let front = notebook.frontMatter
    rawHTML.open()
    var title = inlines(headings.titleContent) + rawHTML.close()
    let own = headings.titleHeading?.identifier
    if let own { title = sectionNumber(own) + title }
    let identifier = own.flatMap { identifiers.take($0) }
    let heading = MarkupNode.element("h1", [:], title)
    var nodes = [identifier.map { heading.attribute("id", $0) } ?? heading]
    if let subtitle = front.subtitle {
      nodes.append(.element("p", ["class": "subtitle"], prose(subtitle)))
    }
    var facts: [MarkupNode] = []
    func fact(_ name: String, _ value: [MarkupNode]) {
      facts.append(
        .element("div", [:], [.element("dt", [:], [.text(name)]), .element("dd", [:], value)]))
    }
    if !front.authors.isEmpty {
      fact(
        front.authors.count > 1 ? words.authors : words.author,
        [.text(front.authors.joined(separator: ", "))])
    }
    if let date = front.date.flatMap(shownDate) { fact(words.date, [.text(date)]) }
    if let shown = renderer.headFacts {
      for item in shown { fact(item.name, [.text(item.value)]) }
    } else {
      addFactsOfRun(fact)
    }
    nodes.append(.element("dl", ["class": "facts"], facts))
    if renderer.headFacts == nil { nodes += claimOverview() }
    if !front.tags.isEmpty {
      nodes.append(
        .element(
          "p", ["class": "tags"],
          front.tags.map { .element("span", ["class": "tag"], [.text("#\($0)")]) }))
    }
    return .element("header", ["class": "title"], nodes)
  }

  /// When the note ran, with which seed, and how it came out; of a note that cannot run as it
  /// stands, the last run.
  private func addFactsOfRun(_ fact: (_ name: String, _ value: [MarkupNode]) -> Void) {
    if let last = run.state == .notRun ? run.lastRun : RunResult.Outcome(of: run) {
      fact(
        words.run,
        [
          .element(
            "time", ["datetime": last.started], [.text(NumberFormat.moment(last.started))])
        ])
      fact(words.duration, [.text(NumberFormat.duration(seconds: last.seconds))])
    }
    if let seed = run.information.facts.first(where: { $0.name.lowercased() == "seed" }) {
      fact(words.seed, [.text(seed.value)])
    }
    let state = RunState(run, words, hasCells: !notebook.cells.isEmpty)
    fact(words.state, [.element("span", ["class": "state \(state.style)"], [.text(state.text)])])
    if let claims = state.claims {
      fact(
        words.claims, [.element("span", ["class": "state \(claims.style)"], [.text(claims.text)])])
    }
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

  /// The contents, when there is enough to list or the author asks for it.
  func contents() -> MarkupNode? {
    let depth = notebook.frontMatter.contentsDepth
    let entries = headings.entries.filter { $0.level - headings.topLevel < depth }
    guard notebook.frontMatter.showsContents ?? (entries.count >= 3), !entries.isEmpty else {
      return nil
    }
    return .element(
      "nav", ["class": "contents", "aria-label": words.contents],
      [
        .element("p", [:], [.text(words.contents)]),
        list(of: entries[...], level: headings.topLevel),
      ])
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
      let label =
        (number.map { [.text($0 + " ")] } ?? []) + inlinesOfLink(heading.content)
      var nodes = [MarkupNode.element("a", ["href": "#" + heading.identifier], label)]
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
        "aside", ["class": "banner", "aria-label": words.syntheticData],
        [
          .element("p", ["class": "banner-title"], [.text(words.notResults(dataset))]),
          .element(
            "p", [:],
            [.text(words.standIn(reason))]),
        ])
    }
  }
}
