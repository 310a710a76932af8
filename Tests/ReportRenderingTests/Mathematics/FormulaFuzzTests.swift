import Foundation
import TestSupport
import Testing

@testable import NotebookDocument
@testable import ReportRendering

/// Formulas put together by chance. `NOTEBOOK_FUZZ` says how many; the generator always begins with
/// the same number.
@Suite(.enabled("KaTeX is not installed") { MathematicsTests.isInstalled })
struct FormulaFuzzTests {
  static let count =
    ProcessInfo.processInfo.environment["NOTEBOOK_FUZZ"].flatMap { Int($0) } ?? 300

  private static let pieces = [
    "x", "\\frac", "{", "}", "^", "_", "\\begin{matrix}", "\\end{matrix}", "&", "\\\\",
    "\\newcommand", "\\a", "[", "]", "#1", "\\left(", "\\right)", "\\text{", "é", "\\ce{",
    "\\tag{1}", "\\label{l}", "\\def", "%", "~", "\\color{red}", "\\rule{1em}{1em}", "<", "\"",
    "'", "\\verb|a|", "\\mathop{\\text{b}}", "\\x", "\\begin{align}", "\\end{align}", "\u{1F600}",
  ]

  @Test func aWrongFormulaLeavesTheNextOnesAsTheyWere() throws {
    let engine = try KatexEngine(script: try KatexFiles.debian.script())
    try engine.load(try KatexFiles.debian.chemistryScript())
    let expected = try engine.typeset("\\frac{x}{y}", isDisplayed: false)
    for seed in 0..<Self.count {
      var generator = SplitMix64(seed: UInt64(seed))
      let tex = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
        Self.pieces.randomElement(using: &generator) ?? ""
      }.joined()
      engine.beginScope()
      if let markup = try? engine.typeset(tex, isDisplayed: seed % 2 == 0).markup {
        #expect(!markup.contains("<script") && !markup.contains("\u{10FFFC}"), "\(tex)")
        #expect(!markup.contains("href=") && !markup.contains("src="), "\(tex)")
      }
      engine.endScope()
      #expect(try engine.typeset("\\frac{x}{y}", isDisplayed: false) == expected, "\(tex)")
    }
  }

  @Test func aFormulaThatMultipliesFailsInItsPlace() throws {
    let engine = try KatexEngine(script: try KatexFiles.debian.script())
    var tex = "\\def\\a{" + String(repeating: "x", count: 1_000) + "}"
    for (name, inner) in zip(["b", "c", "d"], ["a", "b", "c"]) {
      tex += "\\def\\\(name){" + String(repeating: "\\\(inner)", count: 20) + "}"
    }
    #expect(throws: KatexEngine.Failure.self) {
      try engine.typeset(tex + "\\d", isDisplayed: false)
    }
    #expect(try engine.typeset("x", isDisplayed: false).markup.contains("katex"))
  }
}
