/// Labels given twice, and references and links to what does not exist in the note.
struct LabelCheck {
  /// More labels than these are not compared with all others.
  private static let greatestSuggestionCount = 50

  private let notebook: Notebook
  private let environment: NoteEnvironment
  private(set) var diagnostics: [Diagnostic] = []
  /// The lines of labels.
  private var lines: [String: Int] = [:]
  private var references: [Reference] = []
  private var wikiLinks: [WikiLink] = []
  private var links: [Link] = []
  private var blockIdentifiers: Set<String> = []
  private var htmlIdentifiers: Set<String> = []

  static func diagnostics(
    of notebook: Notebook, _ environment: NoteEnvironment
  ) -> [Diagnostic] {
    var check = LabelCheck(notebook, environment)
    check.collect(notebook.blocks)
    for footnote in notebook.footnotes { check.collect(footnote.blocks) }
    check.checkReferences()
    check.checkLinks()
    return check.diagnostics
  }

  private init(_ notebook: Notebook, _ environment: NoteEnvironment) {
    self.notebook = notebook
    self.environment = environment
  }

  private mutating func collect(_ blocks: [Block]) {
    var check = self
    ProseWalk.visit(
      blocks,
      block: { block in
        if let identifier = block.identifier {
          check.blockIdentifiers.insert(identifier.lowercased())
        }
        switch block.kind {
        case .heading(let heading):
          if Reference.Kind(label: heading.identifier) == .section {
            check.define(heading.identifier, line: block.line)
          }
        case .cell(let number):
          let cell = notebook.cells[number - 1]
          check.define(cell.label, line: cell.firstLine)
          check.define(cell.options.listingLabel, line: cell.firstLine)
        case .table(let table): check.define(table.label, line: block.line)
        case .division(let division):
          check.define(division.attributes.identifier, line: block.line)
        case .html(let html): check.htmlIdentifiers.formUnion(HTMLTokenizer.identifiers(in: html))
        default: break
        }
      },
      inline: { element in
        switch element {
        case .math(let formula):
          check.define(formula.label, line: formula.line)
          for label in formula.rowLabels { check.define(label, line: formula.line) }
        case .image(let picture): check.define(picture.label, line: picture.line)
        case .reference(let reference): check.references.append(reference)
        case .wikiLink(let link): check.wikiLinks.append(link)
        case .link(let link): check.links.append(link)
        case .html(let html): check.htmlIdentifiers.formUnion(HTMLTokenizer.identifiers(in: html))
        case .span(let attributes, _):
          if let name = attributes.identifier { check.htmlIdentifiers.insert(name) }
        default: break
        }
      })
    self = check
  }

  private mutating func define(_ label: String?, line: Int) {
    guard let label else { return }
    guard let first = lines[label] else {
      lines[label] = line
      return
    }
    diagnostics.append(
      Diagnostic(
        .error, file: notebook.path, line: line, "label '\(label)' is given twice",
        notes: [Diagnostic(.note, file: notebook.path, line: first, "first given here")]))
  }

  private mutating func checkReferences() {
    var suggestions: [String: String?] = [:]
    for reference in references where lines[reference.label] == nil {
      if let language = notebook.labelsOfOtherCells[reference.label] {
        diagnostics.append(
          Diagnostic(
            .warning, file: notebook.path, line: reference.line, column: reference.column,
            "'\(reference.label)' is the label of a cell in \(language), which does not run here",
            explanation: "a picture or a Swift cell with this label would be shown"))
        continue
      }
      if environment.hasLabel(reference.label) { continue }
      // LaTeX's own are often of another document.
      let isOurs = Reference.Kind(label: reference.label) != nil && reference.form == .full
      var diagnostic = Diagnostic(
        isOurs ? .error : .warning, file: notebook.path, line: reference.line,
        column: reference.column, "nothing is labelled '\(reference.label)'",
        explanation: reference.remedy)
      var nearest = suggestions[reference.label] ?? nil
      if suggestions.count < Self.greatestSuggestionCount, suggestions[reference.label] == nil {
        nearest = Spelling.nearest(to: reference.label, among: lines.keys)
        suggestions[reference.label] = .some(nearest)
      }
      if let nearest { diagnostic.fix = "did you mean '@\(nearest)'?" }
      diagnostics.append(diagnostic)
    }
  }

  private mutating func checkLinks() {
    let index = notebook.headingIndex
    for link in wikiLinks where link.note.isEmpty {
      let fragment = link.fragment ?? ""
      let isBlock = fragment.hasPrefix("^")
      let isKnown =
        isBlock
        ? blockIdentifiers.contains(fragment.dropFirst().lowercased())
        : index.entry(for: fragment) != nil
      guard !isKnown else { continue }
      diagnostics.append(
        Diagnostic(
          .warning, file: notebook.path, line: link.line, column: link.column,
          isBlock ? "no block is marked '\(fragment)'" : "no heading is called '\(fragment)'"))
    }
    for link in links where link.destination.hasPrefix("#") && link.destination.count > 1 {
      let name = link.destination.dropFirst().percentDecoded
      guard index.entry(for: name) == nil, lines[name] == nil, name.lowercased() != "top",
        !htmlIdentifiers.contains(name),
        !(name.hasPrefix("^") && blockIdentifiers.contains(name.dropFirst().lowercased()))
      else { continue }
      diagnostics.append(
        Diagnostic(
          .warning, file: notebook.path, line: link.line,
          "no heading is called '\(name)'", explanation: "the link leads nowhere"))
    }
  }
}

extension Reference {
  /// How something comes by the label.
  fileprivate var remedy: String {
    switch (form, Kind(label: label)) {
    case (_, .listing): "the code of a cell takes a label by '//| lst-label: \(label)'"
    case (.full, _), (_, .some):
      "a cell takes a label by '//| label: \(label)', "
        + "a heading, formula, table or image by '{#\(label)}'"
    default: "a displayed formula takes a label by '\\label{\(label)}'"
    }
  }
}

extension HTMLTokenizer {
  /// The `id` and `name` of the elements in raw HTML, to which links may lead.
  package static func identifiers(in html: String) -> [String] {
    guard html.contains("id=") || html.contains("name=") else { return [] }
    return tokens(in: html).flatMap { token -> [String] in
      guard case .openTag(let name, let attributes) = token else { return [] }
      return attributes.compactMap { attribute in
        attribute.name == "id" || name == "a" && attribute.name == "name" ? attribute.value : nil
      }
    }
  }
}
