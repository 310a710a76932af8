/// Labels given twice, and references and links to what does not exist in the note.
struct LabelCheck {
  /// More labels than these are not compared with all others.
  private static let greatestSuggestionCount = 50

  private let notebook: Notebook
  private let environment: NoteEnvironment
  private let labels: LabelIndex
  /// Whether cells print Markdown, which may hold labels and headings that nobody knows before.
  private let hasPrintedMarkdown: Bool
  private(set) var diagnostics: [Diagnostic] = []
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
    check.checkRepetitions()
    check.checkReferences()
    check.checkLinks()
    return check.diagnostics
  }

  private init(_ notebook: Notebook, _ environment: NoteEnvironment) {
    self.notebook = notebook
    self.environment = environment
    labels = LabelIndex(notebook)
    hasPrintedMarkdown = notebook.cells.contains { $0.options.mayPrintMarkdown }
  }

  private mutating func collect(_ blocks: [Block]) {
    var check = self
    ProseWalk.visit(
      blocks,
      block: { block in
        if let identifier = block.identifier {
          check.blockIdentifiers.insert(identifier.lowercased())
        }
        if case .html(let html) = block.kind {
          check.htmlIdentifiers.formUnion(HTMLTokenizer.identifiers(in: html))
        }
      },
      inline: { element in
        switch element {
        case .reference(let reference): check.references.append(reference)
        case .math(let formula): check.references += formula.references
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

  private mutating func checkRepetitions() {
    for (label, line) in labels.repetitions {
      diagnostics.append(
        Diagnostic(
          .error, file: notebook.path, line: line, "label '\(label)' is given twice",
          notes: [
            Diagnostic(.note, file: notebook.path, line: labels.lines[label], "first given here")
          ]))
    }
  }

  private mutating func checkReferences() {
    var suggestions: [String: String?] = [:]
    for reference in references where labels.lines[reference.label] == nil {
      if let language = notebook.labelsOfOtherCells[reference.label] {
        diagnostics.append(reference.warning(ofCellIn: language, file: notebook.path))
        continue
      }
      if environment.hasLabel(reference.label) { continue }
      // The page tells when it is known what they have printed.
      if hasPrintedMarkdown, Reference.Kind(label: reference.label) != nil { continue }
      // LaTeX's own are often of another document.
      let isOurs = Reference.Kind(label: reference.label) != nil && reference.form == .full
      var diagnostic = Diagnostic(
        isOurs ? .error : .warning, file: notebook.path, line: reference.line,
        column: reference.column, "nothing is labelled '\(reference.label)'",
        explanation: reference.remedy)
      var nearest = suggestions[reference.label] ?? nil
      if suggestions.count < Self.greatestSuggestionCount, suggestions[reference.label] == nil {
        nearest = Spelling.nearest(to: reference.label, among: labels.lines.keys)
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
      guard !isKnown, isBlock || !hasPrintedMarkdown else { continue }
      diagnostics.append(
        Diagnostic(
          .warning, file: notebook.path, line: link.line, column: link.column,
          isBlock ? "no block is marked '\(fragment)'" : "no heading is called '\(fragment)'"))
    }
    for link in links where link.destination.hasPrefix("#") && link.destination.count > 1 {
      let name = link.destination.dropFirst().percentDecoded
      guard index.entry(for: name) == nil, labels.lines[name] == nil, name.lowercased() != "top",
        !htmlIdentifiers.contains(name), name.hasPrefix("^") || !hasPrintedMarkdown,
        !(name.hasPrefix("^") && blockIdentifiers.contains(name.dropFirst().lowercased())),
        !environment.hasLabel(name)
      else { continue }
      diagnostics.append(
        Diagnostic(
          .warning, file: notebook.path, line: link.line,
          "no heading is called '\(name)'", explanation: "the link leads nowhere"))
    }
  }
}

extension Formula {
  /// What `\ref{label}` and `\eqref{label}` within it refer to.
  fileprivate var references: [Reference] {
    guard tex.contains("ref{") else { return [] }
    return tex.matches(of: #/\\(?:eq)?ref\{([^{}\s]+)\}/#).map {
      Reference(label: String($0.1), form: .number, line: line, column: column)
    }
  }
}

extension Reference {
  /// Says that its label is that of a cell that does not run.
  ///
  /// - Parameter file: The path of the note that it stands in.
  package func warning(ofCellIn language: String, file: String) -> Diagnostic {
    Diagnostic(
      .warning, file: file, line: line, column: column,
      "'\(label)' is the label of a cell in \(language), which does not run here",
      explanation: "a picture or a Swift cell with this label would be shown")
  }

  /// How something comes by the label.
  package var remedy: String {
    let kind = Kind(label: label)
    return switch (form, kind, kind?.family) {
    case (_, .listing, _): "the code of a cell takes a label by '//| lst-label: \(label)'"
    case (_, .some(let kind), .callout):
      "a callout takes a label by '::: {#\(label) .callout-\(kind)}'"
    case (_, .some(let kind), .statement): "'::: {#\(label)}' begins the \(kind)"
    case (.full, _, _), (_, .some, _):
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
