/// A block of prose, or the place of a cell.
package struct Block: Sendable, Equatable {
  package indirect enum Kind: Sendable, Equatable {
    case heading(Heading)
    case paragraph([Inline])
    case quote([Block])
    case callout(Callout)
    case list(List)
    case definitionList([Definition])
    /// A block of code that is only shown.
    case code(language: String?, text: String)
    /// The cell with this number.
    case cell(Int)
    case math(Formula)
    case table(ProseTable)
    /// Raw HTML as the author wrote it; nobody has checked it.
    case html(String)
    case thematicBreak
  }

  package var kind: Kind
  /// The note's line of its beginning.
  package var line: Int
  /// Obsidian's `^identifier` at the end of the block.
  package var identifier: String?

  package init(_ kind: Kind, line: Int, identifier: String? = nil) {
    self.kind = kind
    self.line = line
    self.identifier = identifier
  }
}

package struct Heading: Sendable, Equatable {
  package var level: Int
  package var content: [Inline]
  /// Unique in the note: made from the text, or the author's `{#sec-name}`.
  package var identifier: String
}

/// Obsidian's callout, which is also a GitHub alert.
package struct Callout: Sendable, Equatable {
  package enum Fold: String, Sendable { case none, open, closed }

  /// Lower case: `note`, `tip`, `warning`, …
  package var type: String
  /// Empty: the type's own name is shown.
  package var title: [Inline]
  package var fold: Fold
  package var blocks: [Block]
}

package struct List: Sendable, Equatable {
  package struct Item: Sendable, Equatable {
    /// Whether a task is done; `nil` for an item that is no task.
    package var isDone: Bool?
    package var blocks: [Block]
  }

  /// The first number of an ordered list.
  package var start: Int?
  /// Whether items are set close together, without paragraphs.
  package var isTight: Bool
  package var items: [Item]
}

package struct Definition: Sendable, Equatable {
  package var term: [Inline]
  package var descriptions: [[Inline]]
}

/// A table written in the note.
package struct ProseTable: Sendable, Equatable {
  package enum Alignment: String, Sendable { case none, left, center, right }

  package var alignments: [Alignment]
  package var header: [[Inline]]
  /// Every row has as many cells as the header.
  package var rows: [[[Inline]]]
  /// From a paragraph `: Caption {#tbl-name}` directly below or above.
  package var caption: [Inline]
  package var label: String?
}

/// A formula in TeX.
package struct Formula: Sendable, Equatable {
  package var tex: String
  package var isDisplayed: Bool
  /// `{#eq-name}` after a displayed formula.
  package var label: String?
  /// The note's line of its first character.
  package var line: Int
  package var column: Int
}
