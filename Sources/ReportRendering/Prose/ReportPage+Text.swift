internal import MarkupTree
internal import NotebookDocument
internal import RunResults

extension ReportPage {
  /// What stands for a line of prose where there can be no markup: formulas as their characters,
  /// results as their values.
  func readableText(_ content: [Inline]) -> String {
    content.map(readableText).joined()
  }

  /// A line of Markdown, such as a description, without its markup.
  func readableText(of markdown: String) -> String {
    Notebook.inlines(of: markdown, path: notebook.path).map { readableText($0).trimmed } ?? markdown
  }

  private func readableText(_ element: Inline) -> String {
    switch element {
    case .math(let formula):
      guard case .raw(let markup)? = mathematics.node(for: formula) else { return formula.tex }
      return Self.characters(ofFormula: markup)
    case .inlineResult(let number): return part == nil ? run.inlineResults[number] ?? "" : ""
    case .reference(let reference): return text(of: reference)
    default: return element.content.map(readableText) ?? element.plainText
    }
  }

  /// The characters of a formula's MathML, without the TeX that it carries along.
  private static func characters(ofFormula markup: String) -> String {
    guard let start = markup.firstRange(of: "<math")?.lowerBound,
      let end =
        (markup[start...].firstRange(of: "<annotation")
        ?? markup[start...].firstRange(of: "</math>"))?.lowerBound
    else { return "" }
    let text = markup[start..<end].replacing(#/<[^>]*>/#, with: "")
    return CharacterReferences.decoded(String(text)).filter { $0 != "\u{2061}" }
  }

  /// A line of prose inside of a link, as in the contents: without links, footnotes and places of
  /// its own.
  func inlinesOfLink(_ content: [Inline]) -> [MarkupNode] { inlines(content.flatMap(linkless)) }

  private func linkless(_ element: Inline) -> [Inline] {
    switch element {
    case .link(let link): link.content.flatMap(linkless)
    case .wikiLink(let link): [.text(link.shownText)]
    case .span(_, let content): content.flatMap(linkless)
    case .reference(let reference): [.text(text(of: reference))]
    case .citation: [.text(element.plainText)]
    case .image(let picture): [.text(picture.alternativeText)]
    case .footnote, .html: []
    default: element.content.map { [element.withContent($0.flatMap(linkless))] } ?? [element]
    }
  }
}
