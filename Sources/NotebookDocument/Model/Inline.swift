/// A piece of a line of prose.
package indirect enum Inline: Sendable, Equatable {
  case text(String)
  case softBreak
  case lineBreak
  case code(String)
  /// Raw HTML as the author wrote it; nobody has checked it.
  case html(String)
  case emphasis([Inline])
  case strong([Inline])
  case strikethrough([Inline])
  case mark([Inline])
  /// `H~2~O`
  case `subscript`([Inline])
  /// `x^2^`
  case superscript([Inline])
  /// `[text]{.class}`
  case span(Attributes, [Inline])
  case link(Link)
  case image(Picture)
  case math(Formula)
  /// `@fig-loss`
  case reference(Reference)
  case citation(Citation)
  /// The footnote with this 0-based index in ``Notebook/footnotes``.
  case footnote(Int)
  case wikiLink(WikiLink)
  /// The value of the inline expression with this number.
  case inlineResult(Int)
  /// Obsidian's `#tag`, without the `#`.
  case tag(String)
}

package struct Link: Sendable, Equatable {
  package var destination: String
  package var title: String?
  package var content: [Inline]
  package var line: Int
}

/// An image of the note: `![alt](path)` or `![[path]]`.
package struct Picture: Sendable, Equatable {
  package var source: String
  /// What is read aloud: the author's `fig-alt`, or the text in the brackets.
  package var alternativeText: String
  package var title: String?
  package var width: Length?
  package var height: Length?
  /// `{#fig-name}` after the image: it is numbered, and its text becomes the caption.
  package var label: String?
  /// Whether its caption is shown although it has neither label nor title: it has a label in the
  /// note that it comes from, or it is a part of a figure.
  package var showsCaption = false
  /// The text in the brackets with its markup.
  package var caption: [Inline] = []
  package var line: Int
}

/// A mention of a numbered thing by its label.
package struct Reference: Sendable, Equatable {
  package enum Form: String, Sendable {
    /// "Equation (2)"
    case full
    /// "(2)", as LaTeX's `\eqref` prints it.
    case parenthesized
    /// "2", as LaTeX's `\ref` prints it.
    case number
  }

  package var label: String
  package var form = Form.full
  package var line: Int
  package var column: Int
}

/// Obsidian's `[[note#heading|text]]`.
package struct WikiLink: Sendable, Equatable {
  /// Empty: this note.
  package var note: String
  /// A heading, a path of headings (`A#B`), or `^identifier` of a block.
  package var fragment: String?
  package var text: String?
  /// Whether the target itself is shown (`![[note]]`), where the link stands alone.
  package var isEmbedded = false
  package var line: Int
  package var column: Int
}
