import Testing

@testable import NotebookDocument
@testable import ReportRendering

@Suite struct HTMLSafetyTests {
  @Test func aForgottenEndTakesNothingAway() {
    let rendered = render("before\n\n<select><option>a\n\n# After\n\n<textarea>x\n\nlast")
    let html = body(of: rendered.html)
    #expect(html.contains("After") && html.contains("last"))
    #expect(
      rendered.diagnostics.map { "\($0.line ?? 0): \($0.message)" } == [
        "3: HTML element 'select' is left out of the report",
        "3: HTML element 'option' is left out of the report",
        "7: HTML element 'textarea' is left out of the report",
      ])
    #expect(
      rendered.diagnostics.first?.explanation == "nothing closes it: what follows it is shown")
  }

  @Test func leavesTheContentOfFormsOut() {
    let html = prose(
      "a <select><option>b</option></select> c\n\n<select>\n<option>d</option>\n</select>\n\ne")
    #expect(html.contains("<p>a  c</p>") && html.contains("<p>e</p>"))
    #expect(!html.contains("b<") && !html.contains("d<"))
  }

  @Test func closesWhatTheAuthorLeavesOpenWithItsBlock() {
    #expect(prose("# T\n\n## A <b>b\n\nc").contains("<b>b</b>"))
    #expect(render("# A <b>b\n\nc").html.contains("<h1 id=\"a-b\">A <b>b</b></h1>"))
    #expect(prose("> [!note] A <i>b\n> c").contains("<i>b</i></p>"))
    #expect(prose("<div>\n\ninside\n\n</div>\n\noutside").contains("<div>\n<p>inside</p></div>"))
    #expect(prose("<div>\nnever closed\n\nafter").contains("never closed\n</div><p>after</p>"))
    #expect(prose("| <b>a |\n|---|\n| c |\n\n: Cap <u>tion").contains("<u>tion</u>"))
  }

  @Test func keepsAuthorsNamesApartFromThePages() {
    let html = prose(
      "<div id=\"fn-1\" class=\"problems\">x</div>\n\n[a](#fn-1) and <a href=\"#fn-1\">b</a>\n\n# Run information\n\n# Cell 1"
    )
    #expect(html.contains("<div id=\"user:fn-1\">x</div>") && !html.contains("class=\"problems\""))
    #expect(html.ranges(of: "href=\"#user:fn-1\"").count == 2)
    #expect(html.contains("id=\"run-information-1\"") && html.contains("id=\"cell-1-1\""))
  }

  @Test func resolvesNamedCharacters() {
    #expect(
      prose("<img src=\"no.png\" alt=\"x\"><abbr title=\"Caf&eacute; &amp; bar\">c</abbr>")
        .contains("title=\"Café &amp; bar\""))
  }

  /// Ways to run a script or to fetch something; none may get through.
  static let attempts = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "<a href=\"javascript:alert(1)\">a</a>",
    "<a href=\"java&#115;cript:alert(1)\">a</a>",
    "<a href=\"java&Tab;script&colon;alert(1)\">a</a>",
    "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "<iframe src=\"https://a.b\"></iframe>", "<object data=\"https://a.b\"></object>",
    "<svg onload=alert(1)></svg>",
    "<math><maction actiontype=\"statusline\" xlink:href=\"javascript:alert(1)\">x</maction></math>",
    "<style>@import url(https://a.b)</style>", "<link rel=stylesheet href=https://a.b>",
    "<base href=\"https://a.b/\">", "<meta http-equiv=refresh content=\"0;url=https://a.b\">",
    "<form action=\"https://a.b\"><button formaction=\"javascript:alert(1)\">x</button></form>",
    "<div style=\"background:url(https://a.b)\">x</div>", "<img src=\"https://a.b/c.png\">",
    "![a](https://a.b/c.png)", "<video src=\"https://a.b\" poster=\"https://a.b\"></video>",
    "<b onclick=alert(1)>x</b>", "<details ontoggle=alert(1) open>x</details>",
    "<a href=\"vbscript:x\">a</a>", "<a href=\" \u{1}javascript:alert(1)\">a</a>",
    "<scr<script>ipt>alert(1)</script>", "<!--><script>alert(1)</script>-->",
    "<xmp><script>alert(1)</script></xmp>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<input autofocus onfocus=alert(1)>", "[a]: javascript:alert(1)\n\n[a]",
    "<a\nhref\n=\njavascript:alert(1)>x</a>", "<img srcset=\"https://a.b/c.png 1x\">",
    "![](x.png){onerror=alert(1)}", "[x]{onclick=alert(1) style=\"background:url(https://a.b)\"}",
    "# A {onclick=alert(1)}", "::: {onclick=alert(1)}\nx\n:::", "[[javascript:alert(1)]]",
    "![[javascript:alert(1)|x]]", "$\\href{javascript:alert(1)}{x}$", "<javascript:alert(1)>",
  ]

  @Test(arguments: attempts) func nothingRunsOrIsFetched(_ attempt: String) {
    for note in [attempt, "text \(attempt) text", "> \(attempt)", "| \(attempt) |\n|---|"] {
      let html = prose(note)
      #expect(
        html.firstMatch(
          of: #/<(?i:script|iframe|object|embed|link|meta|base|form|input|svg|style|video|audio)\b/#
        ) == nil)
      // What stands in the value of an attribute is text.
      let tags = html.replacing(#/"[^"]*"/#, with: "\"\"")
      #expect(tags.firstMatch(of: #/<[^>]*\s(?i:on[a-z]+)\s*=/#) == nil)
      #expect(
        html.firstMatch(
          of:
            #/(?i:href|src|srcset|poster|action|data)\s*=\s*"\s*(?i:javascript|vbscript|data:text)/#
        ) == nil)
      #expect(
        html.firstMatch(of: #/\s(?i:src|srcset|poster|data)\s*=\s*"\s*(?i:https?:)?\/\//#) == nil)
      #expect(!html.contains("url(https"))
    }
  }
}
