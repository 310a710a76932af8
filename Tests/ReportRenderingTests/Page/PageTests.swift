import NotebookDisplay
import NotebookDocument
import RunResults
import Testing

@testable import ReportRendering

@Suite struct PageTests {
  @Test func isOneFileWithoutRequestsAndScripts() {
    let html = ReportRenderer().render(notebook: SampleReport.notebook, run: SampleReport.run).html
    #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    for forbidden in ["<link", "<iframe", "src=\"http", "url(http", "@import", " on"] {
      if forbidden == " on" {
        #expect(html.firstMatch(of: /<[a-z]+ [^>]*\son[a-z]+=/) == nil)
      } else {
        #expect(!html.contains(forbidden), "\(forbidden)")
      }
    }
    #expect(!html.contains("<script"))
    #expect(!html.contains(Figure.identifierPlaceholder))
    #expect(html.utf8.count < 200_000)
  }

  @Test(arguments: [("true", true), ("hover", true), ("false", false)])
  func codeIsCopiedByButtonsWhereTheNoteAsksForThem(value: String, hasScript: Bool) {
    for front in ["code-copy: \(value)", "format: {html: {code-copy: \(value)}}"] {
      let html = render("---\n\(front)\n---\n# T").html
      #expect(html.ranges(of: "<script").count == (hasScript ? 1 : 0), "\(front)")
      #expect(html.contains(">\(PageScript.code)</script>") == hasScript, "\(front)")
      for rule in [".copy{position", "@media print{.copy{display:none}}", "a[aria-current]{"] {
        #expect(html.contains(rule) == hasScript, "\(front): \(rule)")
      }
    }
  }

  @Test func printsAllButControlsAndTheTablesBehindCharts() throws {
    let print = try #require(
      StyleSheet.all.split(separator: "@media print{\n@page").last)
    let hidden = print.matches(of: /([^}\n]+)\{[^}]*(display:none|visibility:hidden)/).map(
      \.output.1)
    #expect(hidden == ["nav,.anchor,.back,details.data,.more>summary"])
  }

  @Test func bringsTheRulesThatItNeeds() {
    let plain = render("# T\n\n## a\n\ntext\n\n```swift\nx\n```\n", [[.standardOutput("1")]]).html
    let start = plain.firstRange(of: "<style>")!.upperBound
    let end = plain.firstRange(of: "</style>")!.lowerBound
    #expect(plain[start..<end].utf8.count <= 12_000)
    #expect(!plain.contains(".callout{") && !plain.contains(".plot path"))
    #expect(render("> [!tip]\n> x").html.contains(".callout{"))
    #expect(!StyleSheet.all.contains("/*"))
  }

  @Test func isTheSameForTheSameRun() {
    let renderer = ReportRenderer()
    let first = renderer.render(notebook: SampleReport.notebook, run: SampleReport.run).html
    #expect(first == renderer.render(notebook: SampleReport.notebook, run: SampleReport.run).html)
  }

  @Test func hasEachIdOnce() {
    let html = ReportRenderer().render(notebook: SampleReport.notebook, run: SampleReport.run).html
    let ids = html.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
    #expect(ids.count == Set(ids).count)
    for link in html.matches(of: /href="#([^"]*)"/) {
      #expect(ids.contains(String(link.1)), "\(link.1)")
    }
  }

  @Test func takesTheTitleFromFrontMatterFromTheFirstHeadingOrFromTheFile() {
    #expect(render("---\ntitle: A & B\n---\n# C").html.contains("<h1>A &amp; B</h1>"))
    #expect(render("# *C* d\n\n# E").html.contains("<h1 id=\"c-d\"><em>C</em> d</h1>"))
    #expect(render("text", path: "a/my note.md").html.contains("<h1>my note</h1>"))
    #expect(render("# C\n\n# D").html.contains("<title>C</title>"))
  }

  @Test func hasOneFirstLevelHeadingAndSkipsNoLevel() {
    let html = render("# T\n\n### a\n\n#### b\n\n### c").html
    #expect(html.matches(of: /<h1/).count == 1)
    #expect(html.contains("<h2 id=\"a\"") && html.contains("<h3 id=\"b\""))
  }

  @Test func listsContentsFromThreeHeadingsOnOrWhenAsked() {
    #expect(!render("## a\n\n## b").html.contains("<nav"))
    #expect(render("---\ntoc: true\n---\n## a").html.contains("<nav"))
    #expect(!render("---\ntoc: false\n---\n## a\n\n## b\n\n## c").html.contains("<nav"))
    let html = render("## a\n\n### b\n\n#### deep\n\n## c").html
    #expect(
      html.contains(
        "<ul><li><a href=\"#a\">a</a><ul><li><a href=\"#b\">b</a></li></ul></li><li><a href=\"#c\">c</a></li></ul></nav>"
      ))
  }

  @Test func putsABannerAboveResultsOnSyntheticData() {
    let note = "```swift\n```"
    let claim = Claim(sentence: "it learns", holds: true, line: 2)
    let html = render(
      note, [[.claim(claim)]],
      notices: [.syntheticData(dataset: "Fashion-MNIST", reason: "no file, no network")]
    ).html
    #expect(html.contains("These are not results on Fashion-MNIST."))
    #expect(html.contains("no file, no network"))
    #expect(html.contains("Not checked on real data"))
    #expect(!html.contains(">Holds<") && !html.contains("✓"))
  }

  @Test func namesEverythingThatTheRunDependedOn() {
    let html = ReportRenderer().render(notebook: SampleReport.notebook, run: SampleReport.run).html
    let footer = html[html.firstRange(of: "<footer>")!.lowerBound...]
    for text in [
      "<td>oneDNN 2.6.3, 2 threads</td>", "26.4 MB", "3aede38d6186", "2 min 8 s",
      "<code>notebook run notebooks/sample.md -P rate=0.001</code>",
      "<a href=\"#cell-1\">fig-loss</a> 2 min 4 s",
    ] { #expect(footer.contains(text), "\(text)") }
  }

  @Test func showsWhatIsWrongWithANoteThatDidNotRun() {
    let notebook = Notebook.parse(source: "text\n\n```swift\n//| ehco: 1\n```", path: "a/note.md")
    let run = RunResult(
      state: .notRun, cells: [], diagnostics: notebook.diagnostics, information: .sample)
    let html = ReportRenderer().render(notebook: notebook, run: run).html
    #expect(
      html.contains(
        "<span class=\"place\">note.md:4:5</span> <b>error:</b> unknown cell option 'ehco'"))
    #expect(html.contains("did you mean 'echo'?"))
    #expect(html.matches(of: /unknown cell option/).count == 1)
  }
}

@Suite struct EscapingTests {
  @Test func escapesEveryTextThatComesFromOutside() {
    let bad = "<script>\"&'</script>"
    let note = """
      ---
      title: '<script>t</script>'
      subtitle: '<script>s</script>'
      author: '<script>a</script>'
      date: '<script>d</script>'
      tags: ['<script>g</script>']
      ---
      # `<script>` $x$ {#sec-a}

      \\<script> [a](</"><script>> "<script>") ![<script>](x.png "<script>") [[<script>|<script>]]
      `{swift} "<script>"` `{swift} b` @sec-a

      ```html
      <script>
      ```

      | <script> |
      |-|

      ```swift
      //| fig-cap: "<script>alert(1)</script>"
      //| code-summary: "<script>"
      let a = "<script>"
      ```
      """
    let table = Table(
      caption: bad, columns: [.init(bad)], rows: [[bad]], footer: [[bad]], omittedRows: 2)
    let items: [CellResult.Item] = [
      .standardOutput(bad), .standardError(bad), .remark(bad),
      .claim(Claim(sentence: bad, holds: false, detail: bad, line: 1)),
      .output(CellOutput(.text(bad))), .output(CellOutput(.table(table))),
      .output(
        CellOutput(.figure(Figure(svg: "<svg></svg>", title: bad, description: bad, data: table)))),
      .output(CellOutput(.image(Image(png: [], width: 1, height: 1, alternativeText: bad)))),
    ]
    let notebook = Notebook.parse(source: note, path: "<script>.md")
    let diagnostic = Diagnostic(.error, file: "<script>", line: 1, bad, explanation: bad, fix: bad)
    let run = RunResult(
      state: .interrupted(bad),
      cells: [CellResult(number: 1, state: .notRun(bad), items: items, diagnostics: [diagnostic])],
      inlineResults: [0: bad], diagnostics: [diagnostic],
      notices: [.syntheticData(dataset: bad, reason: bad)],
      information: RunInformation(
        started: bad, seconds: 1, command: bad, facts: [.init(bad, bad)],
        dataFiles: [.init(path: bad, bytes: 1, sha256: bad)]))
    let html = ReportRenderer().render(notebook: notebook, run: run).html
    #expect(!html.contains("<script"))
    #expect(html.contains("&lt;script&gt;"))
  }

  @Test(arguments: [
    "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "vbscript:x",
    "java&#10;script:x",
  ])
  func makesNoLinkThatRunsCode(_ address: String) {
    #expect(!prose("[a](\(address)) <a href=\"\(address)\">b</a>").contains("href"))
  }
}
