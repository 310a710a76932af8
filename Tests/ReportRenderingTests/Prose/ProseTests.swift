import Foundation
import Testing

@testable import NotebookDocument
@testable import ReportRendering

@Suite struct ProseTests {
  @Test func setsTightAndLooseLists() {
    #expect(prose("- a\n- b\n  - c").hasPrefix("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"))
    #expect(
      prose("3. a\n\n4. b").hasPrefix("<ol start=\"3\"><li><p>a</p></li><li><p>b</p></li></ol>"))
  }

  @Test func saysWhetherATaskIsDone() {
    let html = prose("- [x] a\n- [ ] b")
    #expect(
      html.contains("role=\"img\" aria-label=\"done\"") && html.contains("aria-label=\"to do\""))
  }

  @Test func foldsCalloutsAsTheAuthorSays() {
    #expect(
      prose("> [!note]\n> a").contains(
        "<aside class=\"callout note\" role=\"note\" aria-label=\"Note\">"))
    #expect(prose("> [!tip]- T\n> a").contains("<details class=\"callout ok\"><summary"))
    #expect(prose("> [!bug]+ T\n> a").contains("<details class=\"callout error\" open>"))
  }

  @Test func alignsColumnsAndPutsTheCaptionAbove() {
    let html = prose("| a | b |\n|:-:|--:|\n| 1 | 2 |\n\n: Cap *it* {#tbl-x}\n\n@tbl-x")
    #expect(
      html.contains(
        "<figure class=\"table\" id=\"tbl-x\"><figcaption><b>Table 1.</b> Cap <em>it</em>"
          + "<a class=\"back\" href=\"#ref-1\" aria-label=\"Mention 1\">↩</a></figcaption>"))
    #expect(
      html.contains("<th scope=\"col\" class=\"c\">a</th><th scope=\"col\" class=\"n\">b</th>"))
    #expect(html.contains("<a class=\"ref\" href=\"#tbl-x\">Table 1</a>"))
  }

  @Test func linksFootnotesBothWays() {
    let html = prose("a[^1] b[^1]\n\n[^1]: c")
    #expect(html.contains("href=\"#fn-1\" id=\"fnref-1\"") && html.contains("id=\"fnref-1-2\""))
    #expect(html.contains("href=\"#fnref-1\"") && html.contains("href=\"#fnref-1-2\""))
  }

  @Test func leadsLinksToNotesToTheirReports() {
    #expect(prose("[a](b c.md#d)").contains("[a](b c.md#d)"))
    #expect(prose("[a](<b c.md#d>)").contains("href=\"b%20c.html#d\""))
    #expect(prose("[a](x.csv)").contains("href=\"x.csv\""))
  }

  @Test func resolvesWikiLinksBesideTheNoteAndInIt() throws {
    try withTemporaryFolder { folder in
      try Data("## Some Part".utf8).write(to: URL(fileURLWithPath: folder + "/other note.md"))
      let note =
        "# Head line\n\n[[other note#Some Part|there]] [[gone]] [[#head line]] p ^b\n\n[[#^b]]"
      let rendered = render(note, path: folder + "/note.md")
      let html = rendered.html
      #expect(html.contains("<a href=\"other%20note.html#some-part\">there</a>"))
      #expect(html.contains("<span class=\"unresolved\">gone</span>"))
      #expect(html.contains("<a href=\"#block:b\">b</a>") && html.contains("id=\"block:b\""))
      #expect(rendered.diagnostics.map(\.message) == ["there is no note 'gone'"])
      #expect(rendered.diagnostics.map(\.line) == [3])
    }
  }

  @Test func showsValuesInTheText() {
    let html = body(of: render("says `{swift} a` and `{swift} b`", inline: [0: "0.97"]).html)
    #expect(html.contains("says <span class=\"result\">0.97</span> and <code class=\"unresolved\""))
  }
}

@Suite struct NoteImageTests {
  @Test func putsFilesIntoThePage() throws {
    try withTemporaryFolder { folder in
      try onePixel.write(to: URL(fileURLWithPath: folder + "/ä b.png"))
      let note =
        "![alt](<ä b.png>) ![[ä b.png|40]] ![](%C3%A4%20b.png) <img src=\"ä b.png\" width=\"30px\" onload=\"x()\">"
      let rendered = render(note, path: folder + "/note.md")
      let source = "src=\"data:image/png;base64,\(onePixel.base64EncodedString())\""
      let html = body(of: rendered.html)
      #expect(html.components(separatedBy: source).count == 5)
      #expect(
        html.contains("alt=\"alt\"") && html.contains("width=\"40\"")
          && html.contains("width=\"30\" alt=\"\""))
      #expect(!html.contains("onload"))
      #expect(rendered.diagnostics == [])
    }
  }

  @Test func reportsImagesThatAreNotThere() {
    let rendered = render(
      "a\n\n![the plot](no/such.png)\n\n![b](https://example.org/a.png)\n\n![c](notes.txt)")
    #expect(
      rendered.diagnostics.map(\.message) == [
        "there is no image 'no/such.png'", "image 'https://example.org/a.png' is not a file",
        "'notes.txt' is not an image that browsers show",
      ])
    #expect(rendered.diagnostics.map(\.line) == [3, 5, 7])
    #expect(
      body(of: rendered.html).contains("<span class=\"missing\">Image not shown: the plot</span>"))
    #expect(!rendered.html.contains("<img"))
  }

  @Test func numbersImagesThatHaveALabel() throws {
    try withTemporaryFolder { folder in
      try onePixel.write(to: URL(fileURLWithPath: folder + "/a.png"))
      let html = render("![The layers](a.png){#fig-a}\n\n@fig-a", path: folder + "/note.md").html
      #expect(html.contains("<figure class=\"picture\" id=\"fig-a\">"))
      #expect(html.contains("<figcaption><b>Figure 1.</b> The layers<a class=\"back\""))
      #expect(html.contains("<a class=\"ref\" href=\"#fig-a\">Figure 1</a>"))
    }
  }
}

@Suite struct RawHTMLTests {
  @Test func letsHarmlessElementsThrough() {
    #expect(
      prose("a <kbd>K</kbd> <b class=\"x\">b</b><br/>").contains(
        "<p>a <kbd>K</kbd> <b>b</b><br></p>"))
    #expect(prose("<center>a</center>").contains("<div class=\"centered\">a</div>"))
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "<SCRIPT src=x></SCRIPT>", "<iframe src=\"https://a.b\"></iframe>",
    "<style>*{}</style>",
    "<p onclick=\"x()\">a</p>", "<img src=x onerror=alert(1)>", "<a href=\" javascript:x\">a</a>",
    "<svg onload=x></svg>",
    "<p style=\"background:url(https://a.b)\">a</p>", "<object data=x></object>", "<base href=x>",
    "<meta http-equiv=refresh>",
    "<form action=x><input></form>", "<a b<script>x</script>", "<!--><script>x</script>-->",
  ])
  func leavesOutWhatRunsOrLoads(_ html: String) {
    let page = body(of: render("a\n\n\(html)\n\nb \(html) c").html)
    #expect(
      page.firstMatch(of: /<(script|iframe|style|svg|object|base|meta|form|input)/.ignoresCase())
        == nil)
    #expect(page.firstMatch(of: /<[^>]*(\son|javascript:|style=)/.ignoresCase()) == nil)
  }

  @Test func attributesSayTheLookAndTheLanguage() {
    #expect(
      prose("[c]{style=\"color:red;position:fixed\" lang=fr title=\"a tip\" data-x=1}").contains(
        "<span style=\"color:red\" title=\"a tip\" lang=\"fr\">c</span>"))
    #expect(prose("[c]{style=\"position:fixed\"}").contains("<span>c</span>"))
    #expect(prose("[c]{style=a style=\"color:red\"}").contains("<span style=\"color:red\">c"))
    #expect(prose("`c`{style=\"color:red\"}").contains("<span style=\"color:red\"><code>c"))
    #expect(
      prose("::: {style=\"color:red\" lang=fr}\nc\n:::").contains(
        "<div style=\"color:red\" lang=\"fr\"><p>c</p></div>"))
    #expect(prose("::: {.a}\nc\n:::").hasPrefix("<p>c</p>"))
  }

  @Test func fontsAndReadingsStay() {
    #expect(
      prose("a <font color=\"red\" face=Arial size=9>b</font>").contains(
        "<span style=\"color:red;font-family:Arial\">b</span>"))
    #expect(
      prose("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>").contains(
        "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>"))
  }

  @Test(arguments: [
    "A <center>b</center> c", "A <details><summary>S</summary>D</details> c",
    "A <figure><figcaption>f</figcaption></figure> c",
  ])
  func blocksOfHTMLStandInNoParagraph(_ note: String) {
    let html = prose(note)
    #expect(
      html.hasPrefix("<div class=\"paragraph\">A <") && html.hasSuffix(" c</div></div>"), "\(html)")
    #expect(!html.contains("<p>") && prose("A <b>b</b>").hasPrefix("<p>A <b>"))
  }

  @Test func onlyTasksLoseTheirBullets() {
    #expect(prose("- [ ] a\n- [x] b").hasPrefix("<ul class=\"tasks\"><li class=\"task-item\">"))
    #expect(prose("- a\n- [ ] b").hasPrefix("<ul><li>a</li><li class=\"task-item\">"))
    #expect(prose("1. [x] a\n2. [ ] b").hasPrefix("<ol><li class=\"task-item\">"))
  }

  @Test(arguments: ["## {#empty}", "## ![](a.png)", "## <br>"])
  func headingsWithoutWordsAreNone(_ heading: String) {
    let html = render("# T\n\n## A\n\n\(heading)\n\n## B").html
    #expect(html.ranges(of: "<h2").count == 3, "A, B and the run's information: \(html)")
    #expect(!html.contains("\"></a>"))
  }

  @Test func aBackslashBehindAPictureKeepsItInItsLine() {
    let html = prose("![c](a.png \"t\")\\")
    #expect(!html.contains("\\") && !html.contains("<figure"), "\(html)")
  }

  @Test func linksOfOtherProgramsAreSaid() {
    for link in [
      "[a](file:///home/me/d.csv)", "[a](vscode://file/x)", "[a](C:\\d\\x.csv)", "<file:///x/y>",
    ] {
      let rendered = render("x\n\n" + link)
      #expect(rendered.diagnostics.map(\.line) == [3], "\(link)")
      #expect(
        rendered.diagnostics.first?.message.hasSuffix("': its text is shown alone") == true)
    }
    #expect(
      render("[a](javascript:b) [b](xmpp:c@d.e)").diagnostics.map(\.message) == [
        "no link leads to 'javascript:b': its text is shown alone"
      ])
    #expect(render("# A\n\n## T\n\n[a](project:#t)").html.contains("href=\"#t\">a</a>"))
  }

  @Test func namesOfMySTAreLinkedToInParentheses() {
    let rendered = render("# T\n\n(tgt)=\n## Head\n\n[x](tgt) and [](tgt)")
    #expect(rendered.diagnostics.isEmpty)
    let html = body(of: rendered.html)
    #expect(html.contains("href=\"#tgt\">x</a> and <a href=\"#tgt\">Head</a>"), "\(html)")
  }

  @Test func saysWhatWasLeftOut() {
    #expect(
      render("a\n\n<iframe></iframe>").diagnostics.map(\.message) == [
        "HTML element 'iframe' is left out of the report"
      ])
  }

  @Test func closesWhatTheAuthorLeftOpenAndDropsStrayEnds() {
    #expect(
      prose("> a <b>b\n\nc</b>").hasPrefix("<blockquote><p>a <b>b</b></p></blockquote><p>c</p>"))
    #expect(
      prose("<details>\n<summary>S</summary>\n\ntext\n\n</details>\n\nend").contains(
        "</summary>\n<p>text</p></details>\n<p>end</p>"))
    #expect(prose("<div>\n\ntext").hasPrefix("<div>\n</div><p>text</p>"))
    #expect(prose("<div>\n\ntext\n\n</div>").hasPrefix("<div>\n<p>text</p></div>"))
  }
}
