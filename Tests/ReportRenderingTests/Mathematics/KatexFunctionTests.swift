import Foundation
import Testing

@testable import NotebookDocument
@testable import ReportRendering

@Suite(.enabled("KaTeX is not installed") { MathematicsTests.isInstalled })
struct KatexFunctionTests {
  @Test(arguments: [
    "matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix", "aligned",
    "cases", "rcases", "gathered", "split", "align", "align*", "gather", "equation", "multline",
    "flalign", "eqnarray", "CD",
  ])
  func typesetsTheEnvironment(_ name: String) {
    let content =
      name == "CD"
      ? "A @>a>> B \\\\ @VbVV @AAcA \\\\ C @= D"
      : name == "eqnarray"
        ? "a &=& b"
        : name.hasPrefix("gather") || name == "multline" || name == "equation" ? "a = b" : "a & b"
    let rendered = render("$$\\begin{\(name)}\(content)\\end{\(name)}$$")
    #expect(rendered.diagnostics.isEmpty)
    #expect(rendered.html.contains("class=\"katex\""))
  }

  @Test(arguments: [
    "\\ce{2 H2 + O2 -> 2 H2O}", "\\pu{1.2e3 kJ//mol}",
    "\\DeclareMathOperator*{\\argmin}{arg\\,min} \\argmin_x f",
    "\\newcommand{\\norm}[2][2]{\\lVert #2 \\rVert_{#1}} \\norm{x} + \\norm[1]{y}",
    "\\newcommand{\\R}{\\mathbb{R}} \\newcommand{\\R}{\\mathbf{R}} \\R",
    "\\renewcommand{\\new}{x} \\new",
    "\\message{a} b", "a\\ ", "\\tag{A} x", "漢 = \\text{é}",
  ])
  func typesets(_ tex: String) {
    #expect(render("$$\(tex)$$").diagnostics.isEmpty)
  }

  /// The second page knows the definition from the first one, and its engine has not seen it.
  @Test func chemistryInAMacroIsKnownToLaterPages() {
    let definition = "$\\newcommand{\\water}{\\ce{H2O}}$"
    for formula in ["\\water", "\\water + x"] {
      #expect(render("\(definition)\n\n$\(formula)$").diagnostics == [])
    }
  }

  @Test func redefinesInALaterFormula() {
    let html = render(
      "$\\newcommand{\\A}{\\mathbb{A}}\\A$\n\n$\\newcommand{\\A}{\\mathcal{B}}\\A$\n\n$\\A$"
    ).html
    #expect(html.ranges(of: "class=\"mord mathcal\"").count == 2)
    #expect(html.ranges(of: "class=\"mord mathbb\"").count == 1)
  }

  @Test func keepsTheDefaultOfAnOptionalArgument() {
    let html = render("$\\newcommand{\\f}[2][q]{#1#2}$ $\\f{x}$ and $\\f[p]{y}$").html
    #expect(html.contains("<mi>q</mi><mi>x</mi>") && html.contains("<mi>p</mi><mi>y</mi>"))
  }

  @Test func leavesNothingOfAFormulaThatFails() {
    let rendered = render("$\\newcommand{\\half}{1} \\wrong$\n\n$\\half$")
    #expect(rendered.diagnostics.map(\.line) == [1, 3])
    #expect(rendered.diagnostics.last?.message.contains("\\half") == true)
  }

  @Test func showsNothingForDefinitionsAlone() {
    let html = prose(
      "a\n\n$$\n\\newcommand{\\x}{y}\n\\def\\z{w}\n$$\n\nb $\\gdef\\q{r}$ c $\\x\\z\\q$")
    #expect(!html.contains("class=\"equation\"") && html.ranges(of: "class=\"katex\"").count == 1)
  }

  @Test func numbersRowsAndRefersToThem() {
    let rendered = render(
      "$$x = y \\label{one}$$\n\n\\begin{align}\na &= b \\label{two} \\\\\nc &= d \\\\\ne &= f \\label{three}\n\\end{align}\n\n$$z \\tag{Z} \\label{four}$$\n\n\\eqref{one}, \\ref{three}, \\eqref{four}, $\\eqref{two}$, $a \\eqref{two}$"
    )
    #expect(rendered.diagnostics.isEmpty)
    let html = body(of: rendered.html)
    #expect(html.contains("<a class=\"ref\" href=\"#one\">(1)</a>"))
    #expect(html.contains("<a class=\"ref\" href=\"#three\">3</a>"))
    #expect(html.contains("<a class=\"ref\" href=\"#four\">(Z)</a>"))
    #expect(html.ranges(of: "class=\"eqno\"").count == 1)
    #expect(html.contains("<mtext>(2)</mtext>"))
    #expect(!html.contains("class=\"eqn-num\""))
  }

  @Test func aTagOfOneRowLeavesTheOthersTheirNumbers() {
    let rendered = render(
      "\\begin{align}\na &= b \\tag{*} \\label{e1} \\\\\ne &= f \\label{e2}\n\\end{align}\n\n"
        + "\\begin{align}\ng &= h \\tag{+} \\\\\ni &= j \\label{e3}\n\\end{align}\n\n"
        + "\\eqref{e1}, \\ref{e2}, \\ref{e3}.")
    #expect(rendered.diagnostics.isEmpty)
    let html = body(of: rendered.html)
    #expect(html.contains("<a class=\"ref\" href=\"#e1\">(*)</a>"))
    #expect(html.contains("<a class=\"ref\" href=\"#e2\">1</a>"))
    #expect(html.contains("<a class=\"ref\" href=\"#e3\">2</a>"))
  }

  @Test func placesErrorsBehindReplacedEnvironments() {
    let rendered = render("$$\\begin{align}a\\end{align} \\wrong$$")
    #expect(rendered.diagnostics.first?.column == 29)
  }

  @Test func reusesWhatItHasTypesetBefore() {
    let note = (0..<400).map { "$x_{\($0)} + \\frac{\($0)}{y}$" }.joined(separator: "\n\n")
    _ = render(note)
    let clock = ContinuousClock()
    var html = ""
    let again = clock.measure { html = render(note).html }
    #expect(html.ranges(of: "class=\"katex\"").count == 400)
    #expect(again < .seconds(1))
  }

  @Test(arguments: [
    "\\mathop{\\text{ReLU}}", "a \\mathbin{\\text{or}} b", "\\mathrel{\\overset{a}{=}}",
    "\\overset{!}{=}",
    "\\stackrel{d}{\\to}", "\\operatorname{arg\\,max}_x", "\\mathop{\\mathrm{a}\\,b}", "x \\tag{1}",
    "\\overlinesegment{AB}",
    "\\mathord{\\begin{matrix}a&b\\end{matrix}}",
  ])
  func writesMathMLThatHTMLAllows(_ tex: String) throws {
    let html = render("$$\(tex)$$").html
    #expect(html.contains("class=\"katex\""))
    #expect(html.firstMatch(of: #/<(mi|mn|mo|ms|mtext)(?: [^>]*)?><[a-z]/#) == nil)
    #expect(!html.contains("<mtd width") && !html.contains(">undefined<"))
  }

  @Test func typesetsManyFormulasByTheMacrosOfTheirPlaces() {
    func lines(_ range: Range<Int>) -> String {
      range.map { "$\\vv_{\($0)}$" }.joined(separator: "\n\n")
    }
    let first = "$\\newcommand{\\vv}{a}$\n\n\(lines(0..<400))"
    let second = "$\\renewcommand{\\vv}{b}$\n\n\(lines(0..<400))"
    let html = render(first + "\n\n" + second).html
    #expect(html.ranges(of: "<mi>a</mi>").count == 400)
    #expect(html.ranges(of: "<mi>b</mi>").count == 400)
  }

  /// Markup is written by ourselves, in a third of the time.
  @Test(arguments: [
    "x^2_i + \\frac{a'}{\\sqrt[3]{b}}", "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}",
    "\\text{a < b \\& \"c\" it's}", "\\overbrace{a+b}^{c} \\xrightarrow[u]{o} \\widehat{abc}",
    "\\color{red} x \\colorbox{yellow}{y} \\boxed{z} \\cancel{w}",
    "\\mathbb{R} \\mathcal{L} \\Big\\{",
    "\\begin{CD} A @>a>> B \\\\ @VbVV @AAcA \\\\ C @= D \\end{CD}",
    "\\href{https://a.b}{x} \\url{c}",
    "\\int_0^\\infty \\sum_{i} \\oiint f \\tag{1}",
    "\\mathchoice{a}{b}{c}{d} \\phantom{x} \\, \\; \\quad",
    "\\left( \\begin{array}{c|c} 1 & 2 \\\\ \\hline 3 & 4 \\end{array} \\right]",
    "\\verb|a_b| \\rule{1em}{2em}",
    "\\operatorname*{arg\\,max}_x \\mathop{\\text{ReLU}} \\not= \\neq", "é ü 漢 \u{1D465} \u{1F600}",
  ])
  func writesWhatKatexWrites(_ tex: String) throws {
    let engine = try KatexEngine(script: try KatexFiles.debian.script())
    try engine.load(
      Array(
        """
        var ownMarkup = markupOf;
        markupOf = function (tree) {
          var own = ownMarkup(tree);
          // KaTeX leaves a space before the sign.
          var theirs = tree.toMarkup().split(' class ="').join(' class="');
          if (own !== theirs) { throw new Error('differs: ' + own); }
          return own;
        };
        """.utf8))
    #expect(try engine.typeset(tex, isDisplayed: true).markup.contains("katex"))
  }

  @Test(arguments: [
    "Text before\n$$\na = b\n$$ {#eq-one}\nafter.", "Text $$x^2$$ {#eq-one} end.",
    "a\n$$\nb\n$$ {#eq-one} after.", "- item $$x$$ {#eq-one}", "> 1. item $$x$$ {#eq-one} more",
  ])
  func numbersFormulasInTheirParagraphs(_ note: String) {
    let rendered = render(note + "\n\nSee @eq-one.")
    #expect(rendered.diagnostics.isEmpty)
    let html = body(of: rendered.html)
    #expect(html.ranges(of: "class=\"equation\" id=\"eq-one\"").count == 1)
    #expect(html.contains("<span class=\"eqno\">(1)</span>"))
    #expect(!html.contains("<p></p>") && html.contains("href=\"#eq-one\">Equation (1)</a>"))
  }
}
