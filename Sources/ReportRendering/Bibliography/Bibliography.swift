internal import Foundation
internal import MarkupTree
internal import NotebookDocument

/// The works that a note cites, by author and year.
final class Bibliography {
  private let notebook: Notebook
  private let words: PageWords
  private var entries: [String: BibliographyEntry] = [:]
  /// Letters behind the years of works that have author and year in common.
  private var letters: [String: String] = [:]
  /// The works cited, in the order of the list.
  private var cited: [BibliographyEntry] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var reported: Set<String> = []
  /// Whether the list stands on the page already.
  private var isListed = false

  /// - Parameter printed: What cells have printed, which cites works too.
  init(_ notebook: Notebook, printed: [Block], files: NoteFiles, words: PageWords) {
    self.notebook = notebook
    self.words = words
    var keys: [String] = []
    var line: Int?
    for blocks in [notebook.blocks] + notebook.footnotes.map(\.blocks) + [printed] {
      ProseWalk.visit(
        blocks,
        inline: { element in
          guard case .citation(let citation) = element else { return }
          line = line ?? citation.line
          keys += citation.items.map(\.key)
        })
    }
    let uncited = notebook.frontMatter.uncitedWorks
    guard let line = line ?? (uncited.isEmpty ? nil : 1) else { return }
    for name in notebook.frontMatter.bibliography { read(name, files, line: line) }
    keys += uncited.contains("*") ? Array(entries.keys) : uncited
    let known = Set(keys).compactMap { entries[$0] }
    cited = known.sorted { Self.sortKey($0) < Self.sortKey($1) }
    for (_, works) in Dictionary(grouping: cited, by: { label($0) }) where works.count > 1 {
      // They keep the order of the list.
      for (work, letter) in zip(works, "abcdefghijklmnopqrstuvwxyz") {
        letters[work.key] = String(letter)
      }
    }
  }

  private func read(_ name: String, _ files: NoteFiles, line: Int) {
    guard let path = files.path(of: name), let data = FileManager.default.contents(atPath: path)
    else {
      diagnostics.append(
        Diagnostic(
          .warning, file: notebook.path, line: line, "there is no bibliography '\(name)'",
          explanation: "the front matter names it; what the note cites is shown by its keys"))
      return
    }
    for entry in BibTeX.entries(in: String(decoding: data, as: UTF8.self))
    where entries[entry.key] == nil {
      entries[entry.key] = entry
    }
  }

  private static func sortKey(_ entry: BibliographyEntry) -> (String, String, String, String) {
    let people = entry.authors.isEmpty ? entry.editors : entry.authors
    let name = people.map { "\($0.family) \($0.given)" }.joined(separator: " ")
    return (
      (name.isEmpty ? entry.fields["title"] ?? entry.key : name).lowercased(), entry.year ?? "",
      (entry.fields["title"] ?? "").lowercased(), entry.key
    )
  }

  /// "LeCun and Bottou 1998"
  private func label(_ entry: BibliographyEntry) -> String {
    "\(shortNames(entry)) \(entry.year ?? words.undated)"
  }

  /// "LeCun", "LeCun and Bottou", "LeCun et al."
  private func shortNames(_ entry: BibliographyEntry) -> String {
    let people = entry.authors.isEmpty ? entry.editors : entry.authors
    if people.count == 2, people[1].isOthers { return "\(people[0].family) et al." }
    switch people.count {
    case 0: return entry.fields["title"].map { "“\($0)”" } ?? entry.key
    case 1: return people[0].family
    case 2: return "\(people[0].family) \(words.and) \(people[1].family)"
    default: return "\(people[0].family) et al."
    }
  }

  private func year(_ entry: BibliographyEntry) -> String {
    (entry.year ?? words.undated) + (letters[entry.key] ?? "")
  }

  // MARK: Citations

  /// A citation as a link to the list.
  ///
  /// - Parameter text: Renders what stands around the keys.
  func nodes(for citation: Citation, text: ([Inline]) -> [MarkupNode]) -> [MarkupNode] {
    if citation.isNarrative, let item = citation.items.first {
      guard let entry = entry(item, citation) else { return [.text("@" + item.key)] }
      return [
        .text(shortNames(entry) + " ("), link(to: entry, year(entry)),
      ] + (item.suffix.isEmpty ? [] : [.text(", ")] + text(item.suffixContent)) + [.text(")")]
    }
    var nodes: [MarkupNode] = [.text("(")]
    for (index, item) in citation.items.enumerated() {
      if index > 0 { nodes.append(.text("; ")) }
      if !item.prefix.isEmpty { nodes += text(item.prefixContent) + [.text(" ")] }
      if let entry = entry(item, citation) {
        let names = item.suppressesAuthor ? "" : shortNames(entry) + " "
        nodes.append(link(to: entry, names + year(entry)))
      } else {
        nodes.append(.element("b", [:], [.text(item.key + "?")]))
      }
      if !item.suffix.isEmpty { nodes += [.text(", ")] + text(item.suffixContent) }
    }
    return nodes + [.text(")")]
  }

  private func link(to entry: BibliographyEntry, _ text: String) -> MarkupNode {
    .element(
      "a", ["class": "ref", "href": "#" + LinkAddress.encoded(Self.identifier(entry))],
      [.text(text)])
  }

  private static func identifier(_ entry: BibliographyEntry) -> String {
    "work:" + entry.key.map { $0.isWhitespace ? "-" : String($0) }.joined()
  }

  private func entry(_ item: Citation.Item, _ citation: Citation) -> BibliographyEntry? {
    if let entry = entries[item.key] { return entry }
    guard !entries.isEmpty, reported.insert(item.key).inserted else { return nil }
    var diagnostic = Diagnostic(
      .warning, file: notebook.path, line: citation.line, column: citation.column,
      "the bibliography has no work '\(item.key)'",
      explanation: "it is read from \(notebook.frontMatter.bibliography.joined(separator: ", "))")
    diagnostic.fix = Spelling.nearest(to: item.key, among: entries.keys.sorted()).map {
      "did you mean '\($0)'?"
    }
    diagnostics.append(diagnostic)
    return nil
  }

  // MARK: The list

  /// The works cited, with a heading; empty where there are none, or where the note has shown them.
  func list() -> [MarkupNode] {
    guard !isListed, let works = works() else { return [] }
    return [
      .element(
        "section", ["class": "references", "aria-label": words.references],
        [.element("h2", ["id": "works-cited"], [.text(words.references)]), works])
    ]
  }

  /// The works cited, for the note's own `::: {#refs}`; `nil` where there are none.
  func works() -> MarkupNode? {
    guard !cited.isEmpty else { return nil }
    isListed = true
    let items = cited.map { entry in
      MarkupNode.element("li", ["id": Self.identifier(entry)], description(of: entry))
    }
    return .element("ul", [:], items)
  }

  private func description(of entry: BibliographyEntry) -> [MarkupNode] {
    var nodes: [MarkupNode] = []
    let people = entry.authors.isEmpty ? entry.editors : entry.authors
    let names = listedNames(people)
    if !names.isEmpty {
      let role = entry.authors.isEmpty ? words.editors(people.count) : ""
      nodes.append(.text(names + role + Self.fullStop(after: names + role) + " "))
    }
    let title = entry.fields["title"] ?? entry.key
    if !names.isEmpty { nodes.append(.text(year(entry) + ". ")) }
    let container = entry.container
    if container == nil,
      ["book", "phdthesis", "mastersthesis", "thesis", "proceedings", "manual"].contains(entry.kind)
    {
      nodes += [.element("cite", [:], [.text(title)]), .text(".")]
    } else {
      nodes.append(.text("“\(title)\(Self.fullStop(after: title))”"))
    }
    // What nobody has signed is listed by its title, as it is cited.
    if names.isEmpty { nodes.append(.text(" " + year(entry) + ".")) }
    if let container {
      let isPart = entry.fields["booktitle"] == container
      nodes += [.text(isPart ? " In " : " "), .element("cite", [:], [.text(container)])]
      nodes.append(.text(Self.issue(entry, isPart: isPart) + "."))
    }
    if let publisher = entry.fields["publisher"] ?? entry.fields["school"]
      ?? entry.fields["institution"]
    {
      nodes.append(.text(" \(publisher)\(Self.fullStop(after: publisher))"))
    }
    if let address = Self.address(entry) {
      nodes += [
        .text(" "),
        .element("a", ["href": LinkAddress.encoded(address)], [.text(address)]), .text("."),
      ]
    }
    return nodes
  }

  /// " 86 (11): 2278–2324"
  private static func issue(_ entry: BibliographyEntry, isPart: Bool) -> String {
    var text = ""
    if let volume = entry.fields["volume"] { text += " " + volume }
    if let number = entry.fields["number"] ?? entry.fields["issue"] { text += " (\(number))" }
    if let pages = entry.fields["pages"] {
      let range = pages.replacing("-", with: "–")
      text += isPart && text.isEmpty ? ", \(range)" : ": \(range)"
    }
    return text
  }

  private static func address(_ entry: BibliographyEntry) -> String? {
    if let doi = entry.fields["doi"] {
      return doi.hasPrefix("http") ? doi : "https://doi.org/" + doi
    }
    if let number = entry.arXivNumber { return "https://arxiv.org/abs/" + number }
    guard let url = entry.fields["url"], LinkAddress.scheme(url).map(LinkAddress.isHarmless) == true
    else { return nil }
    return url
  }

  /// "LeCun, Yann, Léon Bottou, and Patrick Haffner"
  private func listedNames(_ people: [BibliographyEntry.Person]) -> String {
    let known: ArraySlice<BibliographyEntry.Person> =
      people.last?.isOthers == true ? people.dropLast() : people[...]
    let names = known.prefix(10).enumerated().map { index, person in
      if person.given.isEmpty { return person.family }
      return index == 0 ? "\(person.family), \(person.given)" : "\(person.given) \(person.family)"
    }
    if known.count > 10 { return names.prefix(7).joined(separator: ", ") + ", et al." }
    if known.count < people.count { return names.joined(separator: ", ") + ", et al." }
    guard names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + words.andLast + (names.last ?? "")
  }

  private static func fullStop(after text: String) -> String {
    text.last.map { ".?!".contains($0) } == true ? "" : "."
  }
}

extension BibliographyEntry.Person {
  /// Whether it is BibTeX's `and others`.
  fileprivate var isOthers: Bool { family == "others" && given.isEmpty }
}
