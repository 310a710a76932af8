import Foundation
import NotebookDisplay
import RunResults
import Testing

@testable import NotebookDocument
@testable import ReportRendering

@Suite struct MathematicsTests {
  static let isInstalled = FileManager.default.fileExists(
    atPath: KatexFiles.debian.scripts + "/katex.min.js")

  @Test(.enabled("KaTeX is not installed") { isInstalled })
  func setsFormulasWithMathMLForThoseWhoListen() {
    let html = render("a $x^2$ b\n\n$$\\sum_i \\hat x_i$$").html
    #expect(html.contains("<math xmlns") && html.contains("katex-display"))
    #expect(html.contains("application/x-tex\">x^2<"))
  }

  @Test(.enabled("KaTeX is not installed") { isInstalled })
  func embedsOnlyTheFontsThatAreUsed() {
    func fonts(_ note: String) -> [String] {
      render(note).html.matches(
        of: /@font-face\{font-family:([A-Za-z_0-9]+);font-weight:(\d+);font-style:(\w+)/
      ).map { "\($0.1) \($0.2) \($0.3)" }
    }
    #expect(fonts("no formula") == [])
    #expect(!render("no formula").html.contains(".katex-"))
    #expect(fonts("$1$") == ["KaTeX_Main 400 normal"])
    #expect(fonts("$x$") == ["KaTeX_Main 400 normal", "KaTeX_Math 400 italic"])
    #expect(
      fonts("$$\\sum \\mathcal L \\mathbb R$$") == [
        "KaTeX_Main 400 normal", "KaTeX_AMS 400 normal", "KaTeX_Caligraphic 400 normal",
        "KaTeX_Size2 400 normal",
      ])
    #expect(!render("$x$").html.contains("url(fonts"))
  }

  @Test(.enabled("KaTeX is not installed") { isInstalled })
  func keepsMacrosAcrossTheNote() {
    let rendered = render("$\\newcommand{\\loss}{\\mathcal{L}}$\n\n$\\loss(w)$")
    #expect(rendered.diagnostics == [])
  }

  /// A note that is rendered again after a change has other numbers in the same process.
  @Test(.enabled("KaTeX is not installed") { isInstalled })
  func macrosPrintTheNumbersOfTheirOwnNote() {
    func shown(_ before: String) -> String {
      let definition = "$\\newcommand{\\numbered}{\\eqref{eq-numbered}}$"
      return prose("\(before)\n\n$$x$$ {#eq-numbered}\n\n\(definition)\n\nsee $\\numbered$")
    }
    let first = shown("text")
    #expect(first.contains("<mtext>(1)</mtext>"))
    let second = shown("$$y$$ {#eq-before}")
    #expect(second.contains("<mtext>(2)</mtext>") && !second.contains("<mtext>(1)</mtext>"))
  }

  @Test(.enabled("KaTeX is not installed") { isInstalled })
  func reportsAWrongFormulaAtItsPlaceAndShowsItsSource() {
    let rendered = render("text\n\nhere $a \\wrong b$ and\n\n$$\nx\n+ \\frac{1}\n$$")
    #expect(rendered.diagnostics.map(\.line) == [3, 7])
    #expect(rendered.diagnostics.first?.column == 9)
    #expect(
      rendered.diagnostics.first?.message == "invalid formula: undefined control sequence: \\wrong")
    #expect(rendered.html.contains("<code class=\"tex\">a \\wrong b</code>"))
  }

  @Test(
    .enabled("KaTeX is not installed") { isInstalled },
    arguments: [
      "\\newcommand{\\a}{\\a\\a}\\a", String(repeating: "{", count: 2_000),
      String(repeating: "\\frac{1}{", count: 2_000),
      "\\href{javascript:alert(1)}{x}", "\\includegraphics{https://a.b/c.png}",
      "\\htmlStyle{color:red}{x}", "<script>", "漢 \u{1F600} \u{301}",
    ])
  func survivesHostileFormulas(_ tex: String) {
    let html = render("$$\(tex)$$").html
    #expect(
      !html.contains("<script") && !html.contains("href=\"javascript")
        && !html.contains("src=\"http"))
  }

  @Test(.enabled("KaTeX is not installed") { isInstalled })
  func reportsAWrongFormulaInACaptionAtItsCell() {
    let table = Table(caption: "$\\wrong$", columns: [.init("a")], rows: [["1"]])
    let rendered = render("text\n\n```swift\na\n```", [[.output(CellOutput(.table(table)))]])
    #expect(rendered.diagnostics.map(\.line) == [4])
  }

  @Test func namesThePackageThatIsMissing() {
    let rendered = render(
      "a\n\n$x$ and $y$", katex: KatexFiles(scripts: "/nowhere", fonts: "/nowhere"))
    #expect(
      rendered.diagnostics.map(\.message) == [
        "formulas cannot be set: /nowhere/katex.min.js is missing"
      ])
    #expect(
      rendered.diagnostics.first?.explanation?.contains("apt-get install libjs-katex") == true)
    #expect(rendered.diagnostics.first?.line == 3)
    #expect(rendered.html.contains("<code class=\"tex\">y</code>"))
  }

  /// A page is never wider than its window: what is long may be broken, or scrolls.
  @Test func letsLongFormulasScroll() {
    let letters = String(repeating: "a", count: 54)
    let html = prose("A $1 + \\underbrace{\(letters)}_{b}$, a $\\frac{a}{b}$ and $$x$$ in text.")
    #expect(html.contains("<span class=\"math long\" tabindex=\"0\">"))
    #expect(html.contains("<span class=\"math\"><span class=\"katex\">"))
    #expect(html.components(separatedBy: "math long").count == 2)
  }

  @Test func letsDisplayedFormulasInFootnotesScroll() {
    let html = prose("Text.[^1]\n\n[^1]: A note with\n    $$\n    x\n    $$\n    in it.")
    for formula in html.matches(of: /<(span|div) class="formula"[^>]*>/) {
      #expect(formula.0.contains("tabindex=\"0\""), "\(formula.0)")
    }
    #expect(html.contains("class=\"formula\""))
  }
}
