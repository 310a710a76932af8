import Testing

@testable import CellCompilation

@Suite("What of a cell's text matters")
struct SignificantCodeTests {
  private static let code = "let a = [1, 2]\nprint(a.map { -$0 })"

  @Test(
    "comments, options and blank lines do not matter",
    arguments: [
      "//| label: x\n#| echo: false\nlet a = [1, 2]\nprint(a.map { -$0 })",
      "// Why.\n\nlet a = [1, 2]  // Two.\n\n/* Many\nlines */\nprint(a.map { -$0 })\n",
      "let a = [1,   2]\n    print(a.map { /* minus */ -$0 })",
    ])
  func ignoresComments(code: String) {
    let significant = SignificantCode(code.replacing("#|", with: "//"))
    #expect(significant.text == SignificantCode(Self.code).text)
  }

  @Test(
    "everything else does",
    arguments: [
      "let a = [1, 3]\nprint(a.map { -$0 })", "let a = [1, 2]\nprint(a.map { - $0 })",
      "let a = [1, 2]; print(a.map { -$0 })", "let a = [1, 2]\nprint(a.map { -$0 })\nprint(1)",
    ])
  func seesCode(code: String) {
    #expect(SignificantCode(code).text != SignificantCode(Self.code).text)
  }

  @Test("a text of several lines matters as it is, and so does where #line stands")
  func keepsTextsAndLines() {
    let text = "let t = \"\"\"\n  // no comment\n  \"\"\""
    #expect(
      SignificantCode(text).text != SignificantCode(text.replacing("no ", with: "a ")).text)
    #expect(SignificantCode("// a\nprint(#line)").text != SignificantCode("print(#line)").text)
  }

  @Test("the lines with code are known")
  func countsLines() {
    #expect(SignificantCode("// a\nlet x = 1\n\n// b\nlet y = 2 // c\n").lines == [1, 4])
  }
}
