/// A block of prose, or the place of a cell.
package struct Block: Sendable, Equatable {
  package indirect enum Kind: Sendable, Equatable {
    case heading(Heading)
    case paragraph([Inline])
    case quote([Block])
    case callout(Callout)
    case division(Division)
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
  /// `false` for `{.unnumbered}` and `{-}`.
  package var isNumbered = true
  /// `false` for `{.unlisted}`: the contents leave it out.
  package var isListed = true
}

/// Obsidian's callout, which is also a GitHub alert and Quarto's `::: {.callout-note}`.
package struct Callout: Sendable, Equatable {
  package enum Fold: String, Sendable { case none, open, closed }

  /// Lower case: `note`, `tip`, `warning`, …
  package var type: String
  /// Empty: the type's own name is shown.
  package var title: [Inline]
  package var fold: Fold
  package var blocks: [Block]
  /// The author's `#name`; with one of Quarto's prefixes, such as `nte-`, the callout is numbered.
  package var identifier: String?
}

/// Blocks between two lines `:::`, as pandoc and Quarto write them.
package struct Division: Sendable, Equatable {
  /// What a division says as a whole, which is set before its text.
  package enum Statement: Sendable, Equatable {
    /// A theorem or one of its kin, numbered where it has a label.
    case kind(Reference.Kind)
    case proof

    /// "theorem"
    package var name: String { if case .kind(let kind) = self { "\(kind)" } else { "proof" } }
  }

  package var attributes: Attributes
  package var blocks: [Block]
  /// Of a theorem: its name.
  package var title: [Inline] = []
  package var statement: Statement?

  package init(
    attributes: Attributes, blocks: [Block], title: [Inline] = [], statement: Statement? = nil
  ) {
    self.attributes = attributes
    self.blocks = blocks
    self.title = title
    self.statement = statement
  }

  /// The kind of a figure, table or listing that is a division: what it holds are its parts.
  package var floatKind: Reference.Kind? {
    attributes.identifier.flatMap(Reference.Kind.init(label:)).flatMap {
      $0.family == .float ? $0 : nil
    }
  }
}

package struct List: Sendable, Equatable {
  /// The state of a task.
  package enum Task: Sendable, Equatable {
    case open, done
    /// Another state, by its character: `[/]` is begun, `[-]` cancelled, …
    case other(Character)
  }

  package struct Item: Sendable, Equatable {
    /// `nil` for an item that is no task.
    package var task: Task?
    package var blocks: [Block]
  }

  /// How the items of an ordered list are counted; the values are those of HTML's `type`.
  package enum Style: String, Sendable {
    case decimal = "1"
    case lowerLetter = "a"
    case upperLetter = "A"
    case lowerRoman = "i"
    case upperRoman = "I"
  }

  /// The first number of an ordered list.
  package var start: Int?
  package var style = Style.decimal
  /// Whether items are set close together, without paragraphs.
  package var isTight: Bool
  package var items: [Item]
}

package struct Definition: Sendable, Equatable {
  package var term: [Inline]
  package var descriptions: [[Block]]
}

/// A table written in the note.
package struct ProseTable: Sendable, Equatable {
  package enum Alignment: String, Sendable { case none, left, center, right }

  package var alignments: [Alignment]
  /// Empty for a table without a header. A cell of a table in lines holds one paragraph or nothing,
  /// one in a frame any blocks.
  package var header: [[Block]]
  /// Every row has a cell for each of ``alignments``.
  package var rows: [[[Block]]]
  /// From a paragraph `: Caption {#tbl-name}` directly below or above.
  package var caption: [Inline]
  package var label: String?

  /// All cells, in the order they are read.
  package var cells: [[Block]] { header + rows.joined() }
}

/// A formula in TeX.
package struct Formula: Sendable, Equatable {
  package var tex: String
  package var isDisplayed: Bool
  /// `{#eq-name}` after a displayed formula, or LaTeX's `\label{name}` in it.
  package var label: String?
  /// Where several rows have a `\label` each: all of them, in order. They stay in `tex`.
  package var rowLabels: [String] = []
  /// Of these, the author's own `\tag` in the same row; such a `\label` does not stay in `tex`.
  package var rowTags: [String: String] = [:]
  /// The author's own `\tag`, which takes the place of a number.
  package var tag: String?
  /// The note's line of its first character.
  package var line: Int
  package var column: Int

  /// Whether it holds one of TeX's or LaTeX's commands that define others.
  package var mayDefineMacros: Bool {
    ["def", "\\let", "\\futurelet", "command", "\\DeclareMathOperator", "\\global"].contains {
      tex.contains($0)
    }
  }
}
