import TestSupport
import Testing

@testable import NotebookDocument

/// What Quarto's users write besides CommonMark.
@Suite struct PandocSyntaxTests {
  private func paragraph(_ text: String) -> String {
    guard case .paragraph(let content) = block(text) else { return tree(text) }
    return content.map(Self.text).joined()
  }

  /// Scripts in brackets, and everything else as it is.
  private static func text(_ element: Inline) -> String {
    switch element {
    case .subscript(let content): "_(\(content.map(text).joined()))"
    case .superscript(let content): "^(\(content.map(text).joined()))"
    case .strikethrough(let content): "-(\(content.map(text).joined()))"
    case .emphasis(let content): "*(\(content.map(text).joined()))"
    case .math(let formula): "$(\(formula.tex))"
    case .softBreak: "\n"
    default: element.plainText
    }
  }

  @Test(arguments: [
    ("H~2~O", "H_(2)O"), ("x^2^", "x^(2)"), ("C~6~H~12~O~6~", "C_(6)H_(12)O_(6)"),
    ("2^10^ and 10^-3^.", "2^(10) and 10^(-3)."), ("SO~4~^2-^", "SO_(4)^(2-)"),
    ("^1^University", "^(1)University"), ("1^*st*^", "1^(*(st))"),
    ("P~a\\ cat~", "P_(a\u{A0}cat)"), ("~~gone~~ H~2~O", "-(gone) H_(2)O"),
    ("~~a~b~~", "-(a~b)"), ("Na^+^, Cl^-^", "Na^(+), Cl^(-)"),
    ("$a^b$ and $c~d$, e^f^", "$(a^b) and $(c~d), e^(f)"),
  ])
  func readsScripts(_ note: String, _ expected: String) {
    #expect(paragraph(note) == expected)
  }

  @Test(arguments: [
    "a ~5 to ~10 b", "x^2 + y^2", "10^3-10^4", "2~3-4~5", "^_^ and ^.^", "a^b c^", "~ a ~",
    "x^^2^^",
    "one~\nline~", "[^1][^2]",
  ])
  func leavesOtherTildesAndCarets(_ note: String) { #expect(paragraph(note) == note) }

  /// GitHub's one tilde stands around whole words, pandoc's behind one.
  @Test(arguments: [
    ("a ~gone~ b", "a -(gone) b"), ("(~two words~)", "(-(two words))"), ("~one~.", "-(one)."),
    ("~2~H", "_(2)H"), ("Ca(OH)~2~ ", "Ca(OH)_(2)"), ("*x*~i~", "*(x)_(i)"), ("~a b~c", "~a b~c"),
  ])
  func tellsStruckWordsFromScripts(_ note: String, _ expected: String) {
    #expect(paragraph(note) == expected)
  }

  @Test func escapedMarksAreNoScripts() {
    #expect(paragraph("H\\~2\\~O, x\\^2\\^") == "H~2~O, x^2^")
  }

  @Test func identifiersOfBlocksAndNotesStayWhatTheyAre() {
    #expect(tree("x^2^ in a block ^id").contains("^id"))
    #expect(tree("a^b^[a note]").contains("footnote reference 1"))
    #expect(tree("a[^1]\n\n[^1]: text").contains("footnote reference 1"))
  }

  @Test func namesHeadingsWithScriptsByTheirText() {
    #expect(tree("# H~2~O").contains("heading 1 #h2o"))
  }

  @Test func manyUnclosedScriptsTakeLittleTime() {
    let note = String(repeating: "a^b c~d ", count: 20_000)
    let start = ThreadTime.seconds
    _ = Notebook.parse(source: note, path: "note.md")
    #expect(ThreadTime.seconds - start < 5)
  }

  // MARK: References in brackets

  private func references(_ note: String) -> String {
    guard case .paragraph(let content) = block(note) else { return tree(note) }
    return content.map { element in
      if case .reference(let reference) = element {
        "{\(reference.label) \(reference.form.rawValue)}"
      } else {
        Self.text(element)
      }
    }.joined()
  }

  @Test(arguments: [
    ("[@fig-a]", "{fig-a full}"), ("[see @fig-a]", "see {fig-a full}"),
    ("[see @fig-a; @tbl-b, left]", "see {fig-a full}, {tbl-b full}, left"),
    ("[Fig. @fig-a]", "Fig. {fig-a number}"), ("[fig @fig-a]", "fig {fig-a number}"),
    ("[Eq. @eq-a and @eq-b]", "[Eq. {eq-a full} and {eq-b full}]"),
    ("[Eq. @eq-a; Eq. @eq-b]", "Eq. {eq-a parenthesized}, Eq. {eq-b parenthesized}"),
    ("[§ @sec-a]", "§ {sec-a number}"), ("[-@fig-a]", "{fig-a number}"),
    ("[See also @fig-a]", "See also {fig-a full}"),
    ("[cf. *both* @fig-a]", "cf. *(both) {fig-a full}"),
    ("As @sec-a---and on", "As {sec-a full}---and on"), ("@sec-a--b", "{sec-a full}--b"),
    ("@sec-a—x", "{sec-a full}—x"), ("@sec-a–x", "{sec-a full}–x"),
    ("@sec-a_b.c", "{sec-a_b.c full}"),
    ("[see\n@fig-a]", "see\n{fig-a full}"), ("[@Fig-a in full]", "{fig-a full} in full"),
  ])
  func keepsWhatStandsAroundReferences(_ note: String, _ expected: String) {
    #expect(references(note) == expected)
  }

  @Test func citationsGoOverLineEndsInQuotes() {
    let note = "---\nbibliography: x.bib\n---\n> [see\n> @doe,\n> p. 3]"
    #expect(tree(note).contains("citation see @doe p. 3"))
  }

  // MARK: Lines

  @Test(arguments: ["`code\nover\nlines`", "$a\n+\nb$", "<b\n\n", "%%a\nb\nc%%"])
  func whatGoesOverSeveralLinesCountsThem(_ text: String) {
    let note = "first \(text) then\n![a](no.png)"
    let lines = note.split(separator: "\n", omittingEmptySubsequences: false).count
    var line: Int?
    ProseWalk.visit(
      Notebook.parse(source: note, path: "note.md").blocks,
      inline: { if case .image(let picture) = $0 { line = picture.line } })
    #expect(line == lines)
  }

  // MARK: Examples

  @Test func examplesAreNumberedThroughTheNote() {
    let note = """
      (@)  First,
           which goes on.
      (@good)  Second.

      As (@good) shows, and @good.

      (@) Third.

      (@fig-a) is a reference, (@) none.
      """
    #expect(
      tree(note).hasPrefix(
        """
        note
        ├─ list from 1
        │  ├─ item
        │  │  └─ paragraph
        │  │     ├─ text "First,"
        │  │     ├─ soft break
        │  │     └─ text "which goes on."
        │  └─ item
        │     └─ paragraph
        │        └─ text "Second."
        ├─ paragraph
        │  └─ text "As (2) shows, and 2."
        ├─ list from 3
        │  └─ item
        │     └─ paragraph
        │        └─ text "Third."
        └─ paragraph
           ├─ text "("
           ├─ reference fig-a
           └─ text ") is a reference, (@) none."
        """))
  }

  // MARK: Ordered lists

  /// The lists of a note with their items, one line each.
  private func lists(_ note: String) -> [String] {
    func lines(_ blocks: [Block], _ depth: String) -> [String] {
      blocks.flatMap { block -> [String] in
        switch block.kind {
        case .list(let list):
          list.items.enumerated().flatMap { number, item -> [String] in
            let mark = list.start.map { "\(list.style.rawValue)\($0 + number)" } ?? "-"
            let inner = lines(item.blocks, depth + " ")
            return ["\(depth)\(mark) \(inner.first?.dropFirst(depth.count + 1) ?? "")"]
              + inner.dropFirst()
          }
        case .paragraph(let content): [depth + content.map(Self.text).joined()]
        default: [depth + "?"]
        }
      }
    }
    return lines(Notebook.parse(source: note, path: "note.md").blocks, "")
  }

  @Test(arguments: [
    ("a. one\nb. two", ["a1 one", "a2 two"]), ("i) one\nii) two", ["i1 one", "i2 two"]),
    ("A.  one\n\nB.  two", ["A1 one", "A2 two"]), ("(1) one\n(2) two", ["11 one", "12 two"]),
    ("#. one\n#. two", ["11 one", "12 two"]),
    (
      "1. one\n   a. _two_\n   b. three\n2. four", ["11 one", " a1 *(two)", " a2 three", "12 four"]
    ),
    (
      "2. two\n    i) sub\n         A.  subsub\n    ii) sub",
      ["12 two", " i1 sub", "  A1 subsub", " i2 sub"]
    ),
    ("- x\n\n  a) one\n  b) two", ["- x", " a1 one", " a2 two"]),
    ("a. one\n\ntext\n\nb. two", ["a1 one", "text", "a2 two"]),
    ("a. one\n\na) one", ["a1 one", "a1 one"]), ("h. x\n\np. 5 says", ["h. x", "p. 5 says"]),
    ("A. Turing\n\nB. Russell", ["A. Turing", "B. Russell"]), ("text\na. one", ["text\na. one"]),
    ("e.g. this\n\na.b", ["e.g. this", "a.b"]),
    // Another kind of mark begins another list.
    ("1. one\n2. two\n\n(@) Example.", ["11 one", "12 two", "11 Example."]),
    ("1) one\n\n(@) a\n\n(@) b", ["11 one", "11 a", "12 b"]),
    ("(@) a\n\n1. one", ["11 a", "11 one"]),
    ("10) ten\n11) eleven\n\n#. auto", ["110 ten", "111 eleven", "11 auto"]),
    ("1) one\n\na. alpha", ["11 one", "a1 alpha"]),
    ("(1) paren\n(2) paren\n\n1. dot", ["11 paren", "12 paren", "11 dot"]),
    ("1. one\n   more\n\n   text\n\n(@) a", ["11 one\nmore", " text", "11 a"]),
  ])
  func readsListsThatAreCountedOtherwise(_ note: String, _ expected: [String]) {
    #expect(lists(note) == expected)
  }

  // MARK: Captions of tables

  @Test(arguments: [
    ": Cap {#tbl-x}\n\n| a |\n|---|\n| 1 |", "Table: Cap {#tbl-x}\n\n| a |\n|---|\n| 1 |",
    ": Cap {#tbl-x}\n| a |\n|---|\n| 1 |", "| a |\n|---|\n| 1 |\nTable: Cap {#tbl-x}",
    "| a |\n|---|\n| 1 |\n\n: Cap {#tbl-x}",
    "+---+\n| a |\n+===+\n| 1 |\n+---+\n\nTable: Cap {#tbl-x}",
    ": Cap {#tbl-x}\n\n+---+\n| a |\n+===+\n| 1 |\n+---+",
  ])
  func takesCaptionsOnBothSides(_ note: String) {
    guard case .table(let table) = block(note) else {
      Issue.record("no table: \(tree(note))")
      return
    }
    #expect(table.caption.plainText == "Cap" && table.label == "tbl-x")
    #expect(table.rows.count == 1)
  }

  @Test func captionsBetweenTablesBelongToTheFirstThatHasNone() {
    let rows = "| a |\n|---|\n| 1 |"
    let blocks = Notebook.parse(
      source: "\(rows)\n\n: One\n\n\(rows)\n\n: Two\n\n: Three\n\n\(rows)", path: "note.md"
    ).blocks
    let captions = blocks.map { block in
      if case .table(let table) = block.kind { table.caption.plainText } else { "no table" }
    }
    #expect(captions == ["One", "Two", "Three"])
  }

  @Test func aTermKeepsItsDescriptionAboveATable() {
    let note = "Term\n\n: What it is\n\n| a |\n|---|\n| 1 |"
    #expect(tree(note).contains("definitions"))
    let labelled = "Text\n\n: Cap {#tbl-x}\n\n| a |\n|---|\n| 1 |"
    #expect(!tree(labelled).contains("definitions") && tree(labelled).contains("#tbl-x"))
  }
}
