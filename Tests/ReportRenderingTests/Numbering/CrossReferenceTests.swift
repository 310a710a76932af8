import Foundation
import NotebookDisplay
import NotebookDocument
import RunResults
import Testing

@testable import ReportRendering

/// What is numbered besides the outputs of cells, and what refers to it.
@Suite struct CrossReferenceTests {
  private func diagnostics(_ note: String, _ items: [[CellResult.Item]] = []) -> [String] {
    render(note, items).diagnostics.filter { !$0.message.hasPrefix("there is no image") }
      .map { "\($0.line ?? 0): \($0.message) (\($0.explanation ?? ""))" }
  }

  private func identifiers(_ html: String) -> [String] {
    html.matches(of: /\bid="([^"]*)"/).map { String($0.1) }
  }

  // MARK: Headings

  @Test func theTitleKeepsItsIdentifier() {
    let html = render("# Setup {#sec-setup}\n\n[[#Setup]], [b](#setup) and @sec-setup").html
    #expect(html.contains("<h1 id=\"sec-setup\">Setup</h1>"))
    #expect(html.matches(of: /href="#sec-setup"/).count == 3)
    #expect(html.contains("section “Setup”</a>"))
    #expect(render("# L\n\n[self](#l)").html.contains("<h1 id=\"l\">"))
  }

  @Test func theTitleHasItsNumberWhereReferencesHaveIt() {
    let html = render(
      "---\nnumber-sections: true\n---\n# A {#sec-a}\n\n# B {#sec-b}\n\n## C\n\n@sec-a @sec-b"
    ).html
    #expect(html.contains("Section 1</a>") && html.contains("Section 2</a>"))
    #expect(html.contains("<h1 id=\"sec-a\"><span class=\"secno\">1</span>A</h1>"))
    #expect(html.contains("<span class=\"secno\">2.1</span>C"))
    let alone = render("---\nnumber-sections: true\n---\n# A {#sec-a}\n\n## B\n\n@sec-a").html
    #expect(alone.contains("section “A”</a>") && alone.contains("<h1 id=\"sec-a\">A</h1>"))
    #expect(alone.contains("<span class=\"secno\">1</span>B"))
  }

  // MARK: Figures of several parts

  private static let panel = """
    ::: {#fig-all layout-ncol=2}

    ![Surus](a.png){#fig-surus}

    ![Hanno](a.png){#fig-hanno}

    Famous *elephants*
    :::

    ![Later](a.png){#fig-later}

    @fig-all, @fig-hanno, [-@fig-hanno], @fig-later
    """

  @Test func partsOfAFigureHaveLetters() {
    let html = prose(Self.panel)
    #expect(html.contains("<b>(a)</b> Surus") && html.contains("<b>(b)</b> Hanno"))
    #expect(html.contains("<b>Figure 1.</b> Famous <em>elephants</em>"))
    #expect(html.contains("<b>Figure 2.</b> Later"))
    for text in [">Figure 1<", ">Figure 1 (b)<", ">1 (b)<", ">Figure 2<"] {
      #expect(html.contains("\(text)/a>"), "\(text)")
    }
    #expect(identifiers(html).filter { $0.hasPrefix("fig-") }.count == 4)
    #expect(html.contains("<div class=\"columns n2\">"))
  }

  @Test func partsWithoutLabelsShowTheirCaptions() {
    let html = prose(
      "::: {#fig-all}\n![Surus](a.png)\n![Hanno](a.png)\n\nBoth\n:::\n\n![Later](a.png){#fig-b}")
    #expect(html.contains("<figcaption>Surus</figcaption>"))
    #expect(html.contains("<figcaption>Hanno</figcaption>"))
    #expect(html.contains("<b>Figure 1.</b> Both") && html.contains("<b>Figure 2.</b> Later"))
  }

  @Test func aFigureWithoutACaptionKeepsItsLastPart() {
    let html = prose("::: {#fig-all}\n![A](a.png){#fig-a}\n\n![B](a.png){#fig-b}\n:::")
    #expect(html.contains("<b>(b)</b> B") && html.contains("<b>Figure 1.</b> </figcaption>"))
  }

  @Test func cellsAndTablesArePartsToo() {
    let drawing = CellResult.Item.output(
      CellOutput(
        .figure(Figure(drawing: "<svg><desc>d</desc></svg>", title: "Title", description: "d"))))
    let html = prose(
      "::: {#fig-all}\n```swift\n//| label: fig-a\n```\n\n```swift\n```\n\nBoth\n:::\n\n@fig-a",
      [[drawing], [drawing]])
    #expect(html.contains("<b>(a)</b> Title") && html.contains(">Title</figcaption>"))
    #expect(html.contains(">Figure 1 (a)</a>"))
    let tables = prose(
      "::: {#tbl-all}\n|a|\n|-|\n|1|\n: One {#tbl-a}\n\n|b|\n|-|\n|2|\n: Two\n\nBoth\n:::\n\n@tbl-a"
    )
    #expect(tables.contains("<b>(a)</b> One") && tables.contains("<figcaption>Two</figcaption>"))
    #expect(tables.contains("<b>Table 1.</b> Both") && tables.contains(">Table 1 (a)</a>"))
  }

  @Test func aPictureWithALabelIsAFigureWithinAParagraphAndALink() {
    let html = prose("Words ![P](a.png){#fig-p} and more, see @fig-p.\n\n![Q](a.png){#fig-q}")
    #expect(html.contains("<p>Words </p>") || html.contains("<p>Words</p>"))
    #expect(html.contains("id=\"fig-p\"") && html.contains("<b>Figure 1.</b> P"))
    #expect(html.contains("<b>Figure 2.</b> Q"))
    let linked = prose("[![P](a.png){#fig-p}](https://x.org)\n\n@fig-p")
    #expect(linked.contains("<figure class=\"picture\" id=\"fig-p\"><a href=\"https://x.org\">"))
    #expect(linked.contains("<b>Figure 1.</b> P"))
  }

  @Test func saysWhereAPictureCanBeNoFigure() {
    let note = "# T\n\n## Head ![P](a.png){#fig-p}\n\n@fig-p"
    #expect(
      diagnostics(note) == [
        "3: the caption of 'fig-p' is not shown where it stands (a picture in a paragraph is a "
          + "figure; in a heading or in emphasis it is none)"
      ])
  }

  // MARK: Callouts and theorems

  @Test func calloutsAreNumberedByKind() {
    let html = prose(
      "::: {#nte-a .callout-note}\n## Title\nx\n:::\n\n::: {#tip-a .callout-tip}\ny\n:::\n\n"
        + "::: {#nte-b .callout-note collapse=true}\nz\n:::\n\n@nte-a, @tip-a, @nte-b")
    #expect(html.contains("Note 1: </") || html.contains("Note 1: Title"))
    #expect(html.contains("id=\"nte-a\"") && html.contains("</span> Tip 1</p>"))
    #expect(html.contains("</span> Note 2</summary>"))
    for text in [">Note 1</a>", ">Tip 1</a>", ">Note 2</a>"] { #expect(html.contains(text)) }
  }

  @Test func otherNamesOfCalloutsAreLinkedTo() {
    let rendered = render("::: {#mine .callout-note}\nx\n:::\n\n[there](#mine)")
    #expect(identifiers(rendered.html).contains("user:mine"))
    #expect(rendered.html.contains("href=\"#user:mine\""))
  }

  @Test func labelsOfOtherNotesAreFoundInAllBraces() {
    let text =
      "{#fig-a}\n::: {.callout-note #nte-a}\n\\label{eq:b} {.x} #no and #tag\n"
      + "(named)=\n:name: t-a\nnot (this)= nor (that)"
    #expect(
      NoteStore.labels(in: Array(text.utf8)) == ["fig-a", "nte-a", "eq:b", "named", "t-a"])
  }

  @Test func theoremsBeginWithTheirNames() {
    let html = prose(
      "::: {#thm-line}\n## Line\n\nEvery *line*.\n:::\n\n::: {#lem-a}\n> Quoted\n:::\n\n"
        + "::: {.proof}\nClear.\n:::\n\n@thm-line, @lem-a")
    #expect(
      html.contains(
        "<div class=\"statement\" id=\"thm-line\"><p><b>Theorem 1 (Line).</b> Every <em>line</em>"))
    #expect(html.contains("<p><b>Lemma 1.</b></p><blockquote>"))
    #expect(html.contains("<p><b>Proof.</b> Clear.</p>"))
    #expect(html.contains(">Theorem 1</a>, ") && html.contains(">Lemma 1</a>"))
    #expect(!html.contains("<h2"))
  }

  @Test func speaksGerman() {
    let html = prose("---\nlang: de\n---\n::: {#thm-a}\nx\n:::\n\n::: {.proof}\ny\n:::\n\n@thm-a")
    #expect(html.contains("<b>Satz 1.</b>") && html.contains("<b>Beweis.</b>"))
  }

  // MARK: What cells print

  private func printed(_ text: String) -> [[CellResult.Item]] { [[.standardOutput(text)]] }

  @Test func labelsOfOptionsGoToWhatIsPrinted() {
    let options =
      "```swift\n//| label: tbl-a\n//| tbl-cap: \"From *text*\"\n//| output: asis\n```\n\n"
    let html = prose(options + "See @tbl-a.", printed("Words.\n\n|a|\n|-|\n|1|\n"))
    #expect(html.contains("<figure class=\"table\" id=\"tbl-a\">"))
    #expect(html.contains("<b>Table 1.</b> From <em>text</em>"))
    #expect(html.contains(">Table 1</a>"))
    #expect(diagnostics(options, printed("|a|\n|-|\n|1|\n")) == [])
    let figure = prose(
      "```swift\n//| label: fig-a\n//| fig-cap: C\n//| output: asis\n```\n\n@fig-a",
      printed("![alt](a.png)\n"))
    #expect(figure.contains("id=\"fig-a\"") && figure.contains("<b>Figure 1.</b> C"))
  }

  @Test func whatIsPrintedBesidesIsAFigureAsAWhole() {
    let note = "```swift\n//| label: fig-a\n//| fig-cap: C\n//| output: asis\n```\n\n@fig-a"
    let html = prose(note, printed("![A](a.png)\n\n![B](b.png)\n"))
    #expect(html.contains("<figure class=\"picture\" id=\"fig-a\">"))
    #expect(html.contains("<figcaption>A</figcaption>") && html.contains("<b>Figure 1.</b> C"))
    #expect(prose(note, printed("- a\n- b\n")).contains("<b>Figure 1.</b> C"))
  }

  @Test func printedLabelsAreFound() {
    let note =
      "![first](a.png){#fig-first}\n\n```swift\n//| output: asis\n```\n\n@fig-gen, [h](#new)"
    let text =
      "## New\n\n![cap](a.png){#fig-gen}\n\n|a|\n|-|\n|1|\n: T {#tbl-gen}\n\n@tbl-gen @fig-first"
    let html = prose(note, printed(text))
    #expect(html.contains("id=\"fig-gen\"") && html.contains("<b>Figure 2.</b> cap"))
    #expect(html.contains(">Figure 2</a>") && html.contains("<b>Table 1.</b> T"))
    #expect(html.contains(">Table 1</a>") && html.contains(">Figure 1</a>"))
    #expect(diagnostics(note, printed(text)) == [])
  }

  @Test func saysWhatNoCellHasPrinted() {
    let note = "```swift\n//| output: asis\n```\n\n@fig-gen, [h](#new)"
    #expect(
      diagnostics(note, printed("Text.")) == [
        "5: nothing is labelled 'fig-gen', in the note or in what its cells have printed "
          + "(a cell takes a label by '//| label: fig-gen', a heading, formula, table or image by "
          + "'{#fig-gen}')",
        "5: no heading is called 'new' (the link leads nowhere; cells have printed none of that name)",
      ])
  }

  // MARK: What is not shown

  @Test(arguments: [
    ("eval: false", "does not run ('eval: false')"), ("include: false", "is left out"),
    ("output: false", "the output of the cell at line 2 is left out"),
    ("echo: true", "the cell at line 2 shows no figure"),
  ])
  func saysWhyALabelIsNotShown(_ option: String, _ reason: String) throws {
    let note = "```swift\n//| label: fig-a\n//| \(option)\n```\n\n@fig-a"
    let found = diagnostics(note, [[]])
    #expect(found.count == 1)
    let text = try #require(found.first)
    #expect(text.hasPrefix("6: 'fig-a' is not shown") && text.contains(reason))
  }

  @Test func saysWhichCaptionIsNotShown() {
    let note = "```swift\n//| label: tbl-a\n//| tbl-cap: T\n```\n\n@tbl-a"
    #expect(
      diagnostics(note, [[]]) == [
        "2: 'tbl-cap' is not shown (the cell shows no table)",
        "6: 'tbl-a' is not shown, and what refers to it says so (the cell at line 2 shows no table)",
      ])
  }

  @Test func saysWhatIsShownInsteadOfATable() {
    let found = diagnostics("```swift\n//| label: tbl-a\n```\n\n@tbl-a", [[figure]])
    #expect(
      found.last
        == "5: 'tbl-a' is not shown, and what refers to it says so (the cell at line 2 shows a "
        + "chart: its label begins with 'fig-', its caption is 'fig-cap')")
  }

  @Test func linksWithoutWordsHaveThoseOfTheirTarget() {
    let html = prose(
      "# T\n\n(own)=\n## A *b*\n\n[](#own) {ref}`own` [](#fig-a)\n\n![c](a.png){#fig-a}")
    #expect(html.matches(of: /<a href="#own">A <em>b<\/em><\/a>/).count == 2)
    #expect(html.contains("<a href=\"#fig-a\">Figure 1</a>"))
  }

  @Test func cellsAreLinkedToByTheirLabels() {
    let html = prose("```swift\n//| label: setup\n```\n\n[the cell](#setup)", [[]])
    #expect(html.contains("href=\"#cell-1\"") && html.contains("id=\"cell-1\""))
  }
}
