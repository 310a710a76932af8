import Testing

@testable import NotebookDocument

/// Pandoc's tables whose columns are drawn.
@Suite struct DrawnTableTests {
  /// The alignments and the texts of a note's only table.
  private func table(_ note: String) -> [String] {
    guard case .table(let table) = block(note) else { return [tree(note)] }
    let rows = table.header.isEmpty ? table.rows : [table.header] + table.rows
    return [table.alignments.map(\.rawValue).joined(separator: " ")]
      + rows.map { row in row.map(text).joined(separator: "|") }
  }

  private func text(_ blocks: [Block]) -> String {
    blocks.map { block in
      switch block.kind {
      case .paragraph(let content): content.plainText
      case .list(let list): list.items.map { "- " + text($0.blocks) }.joined(separator: " ")
      case .math(let formula): "$$\(formula.tex)$$"
      default: "?"
      }
    }.joined(separator: " / ")
  }

  @Test func gridsHoldBlocks() {
    let note = """
      +---------------+---------+--------------------+
      | Fruit         | Price   | Advantages         |
      +:==============+========:+:==================:+
      | Bananas,      | $1.34   | - built-in wrapper |
      | *yellow* $x$  |         | - bright colour    |
      +---------------+---------+--------------------+
      | Größe 中文    |         | one                |
      |               |         |                    |
      |               |         | two                |
      +---------------+---------+--------------------+
      """
    #expect(
      table(note) == [
        "left right center", "Fruit|Price|Advantages",
        "Bananas, yellow x|$1.34|- built-in wrapper - bright colour", "Größe 中文||one / two",
      ])
  }

  @Test func gridsStandInQuotesAndItemsAndWithoutHeader() {
    let grid = ["+---+---+", "| a | b |", "+---+---+", "| c | d |", "+---+---+"]
    #expect(table(grid.joined(separator: "\n")) == ["none none", "a|b", "c|d"])
    let quoted = grid.map { "> " + $0 }.joined(separator: "\n")
    #expect(tree(quoted).hasPrefix("note\n└─ quote\n   └─ table none none\n"))
    let item = "- " + grid.joined(separator: "\n  ") + "\n\n  after"
    #expect(tree(item).contains("└─ item\n      ├─ table none none\n"))
    #expect(tree(item).contains("text \"after\""))
  }

  @Test func framesThatAreNotWholeAreReported() {
    let note = "text\n\n+---+---+\n| a | b |\n+---+---+\n| over both |\n+-------+\n"
    #expect(tree(note).contains("paragraph"))
    #expect(
      diagnostics(note).hasPrefix(
        """
        note.md:3:1: warning: the frame of this table is not whole: line 6 has no '|' or '+' where it should
        """))
    #expect(diagnostics("a +---+ b\n\n+---+\ntext").isEmpty)
  }

  @Test func underlinedColumnsAreTables() {
    let note = """
        Right     Left     Center     Default
      -------     ------ ----------   -------
           12     *a*        12            12
          123     b $x|y$    123          123
      """
    #expect(
      table(note) == [
        "right left center none", "Right|Left|Center|Default", "12|a|12|12", "123|b x|y|123|123",
      ])
  }

  @Test func underlinedColumnsNeedNoHeader() {
    let note = """
      before

      -------     ------
           12     a
          123     b
      -------     ------

      after
      """
    #expect(tree(note).contains("├─ table right left\n"))
    #expect(tree(note).contains("text \"after\"") && tree(note).contains("text \"123\""))
  }

  @Test func rowsMayHaveSeveralLines() {
    let note = """
      ---------------------------
       Name        What it
                   means
      ---------- ----------------
       first      a row that goes
                  on

       second     another
      ---------------------------

      Table: Words
      """
    #expect(
      table(note) == [
        "center center", "Name|What it means", "first|a row that goes on", "second|another",
      ])
    guard case .table(let table) = block(note) else { return }
    #expect(table.caption.plainText == "Words")
  }

  @Test(arguments: [
    "text\n\n--- ---\n\nmore", "Title\n-----\n\ntext", "a\n\n- - -\n\nb", "--------------\n\na\n",
  ])
  func rulesStayRules(_ note: String) {
    #expect(!tree(note).contains("table"))
  }

  @Test func linesBelowATableAreCounted() {
    let note = "a  b\n-- --\n1  2\n\n![x](no.png)"
    let blocks = Notebook.parse(source: note, path: "note.md").blocks
    #expect(blocks.map(\.line) == [1, 5])
  }
}
