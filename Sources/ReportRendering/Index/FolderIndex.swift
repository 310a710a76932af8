internal import MarkupTree
internal import NotebookDisplay
package import RunResults

/// The page that lists the notes of a folder, with a search.
package struct FolderIndex: Sendable {
  /// A note in the list.
  package struct Entry: Sendable {
    package var summary: NoteSummary
    /// The address of its report from the index, and `nil` where it has none.
    package var address: String?
    /// What its run gave; `nil` where it could not be read.
    package var run: RunResult?

    package init(summary: NoteSummary, address: String?, run: RunResult?) {
      self.summary = summary
      self.address = address
      self.run = run
    }
  }

  private let title: String
  private let entries: [Entry]
  private let words: PageWords
  private let language: String

  package init(title: String, entries: [Entry]) {
    self.title = title
    self.entries = entries
    language = entries.first?.summary.language ?? "en"
    words = PageWords.words(in: language)
  }

  /// The page: one file, which shows the whole list also without its script.
  ///
  /// - Parameter styleSheet: rules of the user's own, after the page's.
  package func html(styleSheet: String = "") -> String {
    let main = MarkupNode.element(
      "main", [:],
      [
        .element("header", ["class": "title"], [.element("h1", [:], [.text(title)])]), search,
        .element("ul", ["class": "notes"], entries.map(item)),
        .element("p", ["id": "search-none", "class": "remark"], [.text(words.nothingFound)])
          .attribute("hidden"),
      ])
    let body = MarkupNode.element(
      "body", [:], [main, .element("script", [:], [.raw(PageScript.index)])]
    ).serialized()
    let style = StyleSheet.css(for: body) + StyleSheet.embedded(styleSheet)
    let policy = ContentPolicy(styles: [style], scripts: [PageScript.index])
    let head = MarkupNode.element(
      "head", [:],
      [
        .element("meta", ["charset": "utf-8"]),
        .element(
          "meta", ["http-equiv": "Content-Security-Policy", "content": policy.text]),
        .element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        .element("meta", ["name": "color-scheme", "content": "light dark"]),
        .element("title", [:], [.text(title)]), .element("style", [:], [.raw(style)]),
      ])
    return ReportPage.document(language: language, head, body)
  }

  /// The field, which the script shows.
  private var search: MarkupNode {
    .element(
      "form", ["id": "search", "role": "search"],
      [
        .element("label", ["for": "search-field"], [.text(words.search)]), .text(" "),
        .element("input", ["id": "search-field", "type": "search", "autocomplete": "off"]),
      ]
    ).attribute("hidden")
  }

  private func item(_ entry: Entry) -> MarkupNode {
    let summary = entry.summary
    let title = MarkupNode.text(summary.title)
    var nodes: [MarkupNode] = [
      .element(
        "p", ["class": "note-title"],
        [entry.address.map { .element("a", ["href": $0], [title]) } ?? title])
    ]
    if !summary.summary.isEmpty { nodes.append(.element("p", [:], [.text(summary.summary)])) }
    nodes.append(.element("p", ["class": "remark"], facts(of: entry)))
    let searched = (summary.headings + summary.tags).joined(separator: " ")
    return .element("li", ["data-words": searched], nodes)
  }

  /// State, claims, time and tags.
  private func facts(of entry: Entry) -> [MarkupNode] {
    var facts: [[MarkupNode]] = []
    if let run = entry.run {
      let state = RunState(run, words, hasCells: !run.cells.isEmpty)
      facts.append([.element("span", ["class": "state \(state.style)"], [.text(state.text)])])
      if let claims = state.claims { facts.append([.text("\(words.claims): \(claims.text)")]) }
      if run.state != .notRun {
        facts.append([.text(NumberFormat.duration(seconds: run.information.seconds))])
      }
    } else {
      facts.append([.element("span", ["class": "state bad"], [.text(words.notRun)])])
    }
    let tags = entry.summary.tags.map { tag in
      [MarkupNode.element("span", ["class": "tag"], [.text("#\(tag)")])]
    }
    if !tags.isEmpty { facts.append(Array(tags.joined(separator: [.text(" ")]))) }
    return Array(facts.joined(separator: [.text(" · ")]))
  }
}

extension FolderIndex {
  /// What a note's page calls the index, in the language of the note.
  package static func title(for note: NoteSummary) -> String {
    PageWords.words(in: note.language).allNotes
  }
}
