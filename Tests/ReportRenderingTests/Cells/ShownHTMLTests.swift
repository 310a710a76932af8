import NotebookDisplay
import NotebookDocument
import RunResults
import Testing

@testable import ReportRendering

@Suite struct ShownHTMLTests {
  private static let note = "```swift\nx\n```"

  private func report(_ html: String..., trusts: Bool = false) -> RenderedReport {
    let items = html.map { CellResult.Item.output(CellOutput(.html($0))) }
    let run = RunResult(
      state: .complete, cells: [CellResult(number: 1, state: .completed, items: items)],
      information: .sample)
    var renderer = ReportRenderer()
    renderer.trustsHTML = trusts
    return renderer.render(notebook: Notebook.parse(source: Self.note, path: "note.md"), run: run)
  }

  private func shown(_ html: String) -> String {
    let page = body(of: report(html).html)
    guard let start = page.firstRange(of: "<div class=\"output\">") else { return page }
    return String(page[start.upperBound...].dropLast("</div></div></div>".count))
  }

  @Test func leavesOutWhatRunsAndSaysSo() {
    let report = report("<b onclick=\"x()\">a</b><script>steal()</script>")
    #expect(body(of: report.html).contains("<b>a</b></div>"))
    #expect(!report.html.contains("steal") && !report.html.contains("onclick"))
    #expect(
      report.diagnostics.map(\.message) == ["HTML element 'script' is left out of the report"])
    #expect(report.diagnostics.first?.line == 2)
    #expect(report.diagnostics.first?.explanation?.contains("--trust shows all HTML") == true)
  }

  @Test func whateverIsWrongIsReportedAtTheCell() {
    let report = report("a\n\n<form>\n\n<img src=\"gone.png\"><a href=\"gone.md\">b</a>")
    #expect(report.diagnostics.map(\.line) == [2, 2, 2], "\(report.diagnostics)")
  }

  @Test func closesWhatIsLeftOpen() {
    #expect(shown("<table><tr><td>a") == "<table><tr><td>a</td></tr></table>")
    #expect(shown("</div></main>a") == "a")
  }

  @Test func keepsTheLookThatHarmsNothing() {
    #expect(
      shown("<p style=\"color: red; position:fixed; background:url(http://a.b); width:50%\">a</p>")
        == "<p style=\"color:red;width:50%\">a</p>")
    #expect(shown("<p style=\"position:fixed\">a</p>") == "<p>a</p>")
  }

  @Test func showsDrawings() {
    #expect(
      shown(
        "<svg viewBox=\"0 0 9 9\" onload=\"x()\"><defs><linearGradient id=\"g\"/></defs>"
          + "<rect fill=\"url(#g)\" width=\"9\"/><use href=\"#g\"/><text x=\"1\">a</text>"
          + "<image href=\"http://a.b/c.png\"/><script>x()</script></svg>b")
        == "<svg viewbox=\"0 0 9 9\"><defs><lineargradient id=\"user:1.g\"></lineargradient></defs>"
        + "<rect fill=\"url(#user:1.g)\" width=\"9\"></rect><use href=\"#user:1.g\"></use>"
        + "<text x=\"1\">a</text><image></image></svg>b")
    #expect(shown("<svg><rect fill=\"url(http://a.b#c)\"/></svg>") == "<svg><rect></rect></svg>")
  }

  @Test func keepsTheNamesOfOutputsApart() {
    let page = report(
      "<i id=\"a\">1</i><a href=\"#a\">x</a>", "<i id=\"a\">2</i><a href=\"#a\">y</a>"
    ).html
    #expect(page.contains("<i id=\"user:1.a\">1</i><a href=\"#user:1.a\">x</a>"))
    #expect(page.contains("<i id=\"user:2.a\">2</i><a href=\"#user:2.a\">y</a>"))
  }

  @Test func checksDrawingsOfFiguresThatACellPutsTogether() {
    let foreign = Figure(svg: "<svg onload=\"x()\"><g/></svg>", title: "t", description: "d")
    let own = Figure(drawing: "<svg class=\"plot\"></svg>", title: "t", description: "d")
    let html = prose(
      Self.note,
      [[.output(CellOutput(.figure(foreign))), .output(CellOutput(.figure(own)))]])
    #expect(html.contains("<svg><g></g></svg>") && !html.contains("onload"))
    #expect(html.contains("<svg class=\"plot\"></svg>"))
  }

  @Test func trustLiftsFilterAndPolicy() {
    let report = report("<b onclick=\"x()\">a</b><script>x()</script>", trusts: true)
    #expect(report.html.contains("<b onclick=\"x()\">a</b><script>x()</script>"))
    #expect(!report.html.contains("Content-Security-Policy"))
    #expect(report.diagnostics.isEmpty)
  }
}

@Suite struct ShownTextTests {
  private func output(_ text: String) -> String {
    prose("```swift\nx\n```", [[.standardOutput(text)]])
  }

  @Test func keepsTheColoursOfATerminal() {
    #expect(
      output("\u{1B}[1;31merror\u{1B}[0m: <\u{1B}[38;5;46mgreen\u{1B}[39m>\n")
        .contains(
          "<span class=\"tm tc1 t-b\">error</span>: &lt;<span class=\"tm tc2\">green</span>&gt;"))
    #expect(output("\u{1B}[7mx\u{1B}[27my\n").contains("<span class=\"tm t-r\">x</span>y"))
  }

  @Test func blackAndWhiteAreTheColourOfText() {
    #expect(output("\u{1B}[37mwhite\u{1B}[30mblack\n").contains(">white"))
    #expect(!output("\u{1B}[37mwhite\n").contains(" tc"))
  }
}
