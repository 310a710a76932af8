/// Labels given twice, and references to labels that do not exist.
enum LabelCheck {
  static func diagnostics(of notebook: Notebook) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var lines: [String: Int] = [:]
    let path = notebook.path
    func define(_ label: String?, line: Int) {
      guard let label else { return }
      guard let first = lines[label] else {
        lines[label] = line
        return
      }
      diagnostics.append(
        Diagnostic(
          .error, file: path, line: line, "label '\(label)' is given twice",
          notes: [Diagnostic(.note, file: path, line: first, "first given here")]))
    }

    var references: [Reference] = []
    var wikiLinks: [WikiLink] = []
    var anchors: Set<String> = []
    func visit(_ blocks: [Block]) {
      ProseWalk.visit(
        blocks,
        block: { block in
          if let identifier = block.identifier { anchors.insert("^" + identifier) }
          switch block.kind {
          case .heading(let heading):
            anchors.insert(WikiLink.key(heading.content.plainText))
            anchors.insert(heading.identifier)
            if Reference.Kind(label: heading.identifier) == .section {
              define(heading.identifier, line: block.line)
            }
          case .cell(let number):
            let cell = notebook.cells[number - 1]
            define(cell.label, line: cell.firstLine)
            define(cell.options.listingLabel, line: cell.firstLine)
          case .table(let table): define(table.label, line: block.line)
          default: break
          }
        },
        inline: { element in
          switch element {
          case .math(let formula): define(formula.label, line: formula.line)
          case .image(let picture): define(picture.label, line: picture.line)
          case .reference(let reference): references.append(reference)
          case .wikiLink(let link): wikiLinks.append(link)
          default: break
          }
        })
    }
    visit(notebook.blocks)
    for footnote in notebook.footnotes { visit(footnote.blocks) }

    for reference in references where lines[reference.label] == nil {
      var diagnostic = Diagnostic(
        .error, file: path, line: reference.line, column: reference.column,
        "nothing is labelled '\(reference.label)'",
        explanation: reference.remedy
      )
      if let nearest = Spelling.nearest(to: reference.label, among: lines.keys) {
        diagnostic.fix = "did you mean '@\(nearest)'?"
      }
      diagnostics.append(diagnostic)
    }
    for link in wikiLinks where link.note.isEmpty {
      let fragment = link.fragment ?? ""
      let last = fragment.split(separator: "#").last.map { $0.trimmed } ?? ""
      if !anchors.contains(last), !anchors.contains(WikiLink.key(last)) {
        diagnostics.append(
          Diagnostic(
            .warning, file: path, line: link.line, column: link.column,
            last.hasPrefix("^") ? "no block is marked '\(last)'" : "no heading is called '\(last)'")
        )
      }
    }
    return diagnostics
  }
}

extension Reference {
  /// How something comes by the label.
  fileprivate var remedy: String {
    Kind(label: label) == .listing
      ? "the code of a cell takes a label by '//| lst-label: \(label)'"
      : "a cell takes a label by '//| label: \(label)', "
        + "a heading, formula, table or image by '{#\(label)}'"
  }
}

extension WikiLink {
  /// How headings are compared: without case and without repeated spaces.
  package static func key(_ text: String) -> String {
    text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
