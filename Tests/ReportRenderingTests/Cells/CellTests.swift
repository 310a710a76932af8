import NotebookDisplay
import NotebookDocument
import RunResults
import Testing

@testable import ReportRendering

@Suite struct CellTests {
  private func page(
    _ note: String, _ report: CellResult, state: RunResult.State = .complete
  ) -> String {
    let notebook = Notebook.parse(source: note, path: "note.md")
    let run = RunResult(state: state, cells: [report], information: .sample)
    return body(of: ReportRenderer().render(notebook: notebook, run: run).html)
  }

  private let note = "text\n\n```swift\nlet a = 1\nlet b = a.c\n```"

  @Test func highlightsCodeByItsGrammar() {
    let html = prose("```swift\nlet a: Int = f(\"s\\(b)\") // c\n```")
    #expect(html.contains("<span class=\"k\">let</span> a: <span class=\"ty\">Int</span> = f("))
    #expect(
      html.contains("<span class=\"st\">s</span>") || html.contains("<span class=\"st\">\"s</span>")
    )
    #expect(html.contains("<span class=\"co\">// c</span>"))
  }

  @Test func eachFigureHasItsCaption() {
    let note = "```swift\n//| fig-cap: [First, Second]\n1\n```"
    let html = prose(note, [[figure, figure, figure]])
    let captions = html.ranges(of: "<figcaption").map { html[$0.upperBound...].prefix(60) }
    #expect(captions.count == 3, "\(captions)")
    #expect(captions[0].contains("First") && captions[1].contains("Second"))
    #expect(!captions[2].contains("Second"))
  }

  @Test func keepsEveryByteOfTheCode() {
    let code = "let ü = \"a <b> & 漢 \\u{1F600}\"\n\n\tif a<b>c { /* d\n e */ } #bad ] ) \"open"
    let html = prose("```swift\n\(code)\n```")
    let shown = html.replacing(/<[^>]*>/, with: "").replacing("&lt;", with: "<").replacing(
      "&gt;", with: ">"
    ).replacing("&amp;", with: "&")
    #expect(shown.contains(code))
  }

  @Test func summarizesAndFoldsCode() {
    let html = page(
      "```swift\n//| code-fold: true\na\nb\n```",
      CellResult(number: 1, state: .completed, seconds: 124))
    #expect(html.contains("<details class=\"src\"><summary>Swift · 2 lines · 2 min 4 s</summary>"))
    #expect(
      prose("```swift\na\n```").contains(
        "<details class=\"src\" open><summary>Swift · 1 line</summary>"))
    #expect(!prose("```swift\n//| echo: false\na\n```").contains("<details"))
    #expect(prose("```swift\n//| echo: fenced\na\n```").contains("<code>```swift\n"))
  }

  @Test func showsAnErrorAtItsLineWithASign() {
    let report = CellResult(
      number: 1, state: .failed,
      diagnostics: [
        Diagnostic(
          .error, file: "note.md", line: 5, column: 11, "value has no member 'c'",
          explanation: "why")
      ])
    let html = page(note, report, state: .failed(cells: 1, claims: 0))
    #expect(html.contains("class=\"cell failed\" id=\"cell-1\""))
    #expect(
      html.contains("<span class=\"ln\">4</span>")
        && html.contains("<span class=\"bad-line\"><span class=\"ln\">5</span>"))
    #expect(
      html.contains(
        "<span class=\"place\">note.md:5:11</span> <b>error:</b> value has no member 'c'</p>"))
    #expect(
      html.contains(
        "let b = a.c\n<span class=\"ln\"> </span>          <span class=\"caret\">^</span></pre>"))
  }

  @Test func opensFoldedAndShowsHiddenCodeOfAFailedCell() {
    let report = CellResult(
      number: 1, state: .failed, diagnostics: [Diagnostic(.error, file: "note.md", line: 3, "no")])
    #expect(
      page("```swift\n//| include: false\na\n```", report).contains("<details class=\"src\" open>"))
    #expect(
      page("```swift\n//| code-fold: true\na\n```", report).contains("<details class=\"src\" open>")
    )
  }

  @Test func saysWhyACellDidNotRun() {
    #expect(
      page(note, CellResult(number: 1, state: .notRun("needs 'a' from cell 4"))).contains(
        "not run: needs 'a' from cell 4"))
    #expect(
      page(note, CellResult(number: 1, state: .interrupted("at epoch 7"))).contains(
        "Interrupted at epoch 7"))
    #expect(page(note, CellResult(number: 2, state: .completed)).contains("not-run"))
  }

  @Test func hidesWarningsWhenTheAuthorWants() {
    let report = CellResult(
      number: 1, state: .completed,
      diagnostics: [Diagnostic(.warning, file: "note.md", line: 2, "unused")])
    #expect(page("```swift\na\n```", report).contains("unused"))
    #expect(!page("```swift\n//| warning: false\na\n```", report).contains("unused"))
  }

  @Test func showsAnExpectedErrorAsIntended() {
    let report = CellResult(
      number: 1, state: .completed,
      diagnostics: [Diagnostic(.error, file: "note.md", line: 3, "shape")])
    let html = page("```swift\n//| compile-error: true\na\n```", report)
    #expect(html.contains("As intended, this does not compile") && !html.contains("cell failed"))
  }

  @Test func leavesOutACellButNeverItsClaims() {
    let claim = Claim(sentence: "it holds", holds: true, line: 2)
    let html = prose(
      "```swift\n//| include: false\nlet secret = 1\n```",
      [[.standardOutput("loud"), .claim(claim)]])
    #expect(!html.contains("secret") && !html.contains("loud") && html.contains("it holds"))
  }
}

@Suite struct OutputTests {
  private func output(_ items: CellResult.Item..., options: String = "") -> String {
    prose("```swift\n\(options)\n```", [items])
  }

  @Test func keepsTheOrderOfArrival() {
    let html = output(
      .standardOutput("first\n"), .standardError("second\n"), .output(CellOutput(.text("third"))))
    let places = ["first", "second", "third"].map { html.firstRange(of: $0)!.lowerBound }
    #expect(places == places.sorted())
    #expect(html.contains("aria-label=\"Standard error\""))
  }

  @Test func keepsOnlyTheLastOfOutputsThatReplaceEachOther() {
    let html = output(
      .output(CellOutput(.text("10 %"), identifier: "p")), .standardOutput("between"),
      .output(CellOutput(.text("100 %"), identifier: "p")))
    #expect(!html.contains("10 %<") && html.contains("100 %"))
  }

  @Test func foldsWhatIsLong() {
    let html = output(.standardOutput((1...352).map { "line \($0)\n" }.joined()))
    #expect(html.contains("line 40</pre>") && html.contains("<summary>… 312 more lines</summary>"))
    #expect(
      !output(.standardOutput((1...45).map { "line \($0)\n" }.joined())).contains("more line"))
  }

  @Test func rendersMarkdownWhenAsked() {
    #expect(
      output(.standardOutput("**b** $x$"), options: "//| output: asis").contains(
        "<strong>b</strong>"))
    #expect(output(.standardOutput("**b**")).contains("**b**"))
    #expect(!output(.standardOutput("gone"), options: "//| output: false").contains("gone"))
  }

  @Test func setsTablesWithHeadFootAndWhatWasLeftOut() {
    let table = Table(
      caption: "Sizes", columns: [.init("name"), .init("count", alignment: .trailing)],
      rows: [["a", "1"]],
      footer: [["all", "1"]], omittedRows: 1_200)
    let html = output(.output(CellOutput(.table(table))))
    #expect(html.contains("<b>Table 1.</b> Sizes"))
    #expect(
      html.contains("<th class=\"n\" scope=\"col\">count</th>")
        && html.contains("<td class=\"n\">1</td>"))
    #expect(html.contains("<tfoot><tr><td>all</td>") && html.contains("1,200 rows not shown"))
  }

  @Test func marksClaimsAndShowsBothValuesOfAFalseOne() {
    let html = output(
      .claim(Claim(sentence: "a < b", holds: true, line: 2)),
      .claim(Claim(sentence: "c = d", holds: false, detail: "expected 1, got 2", line: 3)))
    #expect(html.contains("<li class=\"claim good\">") && html.contains("a &lt; b"))
    #expect(
      html.contains("<li class=\"claim bad\">") && html.contains("expected 1, got 2")
        && html.contains("line 3 of the note"))
    #expect(html.matches(of: /<ul class="claims">/).count == 1)
  }
}
