import CellCompilation
import Testing

@Suite struct CellCompletenessTests {
  @Test(arguments: [
    "", "let x = 1", "print(1)\n", "func f() { }", "// only a comment", "/// text\nlet y = 2",
    "x\n  .map { $0 }", "//| label: a\n1 + 1", "undefined", "let s = \"\"\"\n  a\n  \"\"\"",
  ])
  func wholeCells(code: String) {
    #expect(CellCompleteness(of: code) == .complete)
  }

  @Test(arguments: [
    ("func f() {", "  "), ("  if a {", "    "), ("let x =", ""), ("[1, 2,", ""),
    ("f(", "  "), ("let s = \"\"\"\nabc", ""), ("struct A {\n  var b: Int\n", "  "), ("a +", ""),
  ])
  func cellsWithoutAnEnd(code: String, indentation: String) {
    #expect(CellCompleteness(of: code) == .incomplete(indentation: indentation))
  }

  @Test(arguments: [
    "let = 3", "let s = \"abc", "func f() }", "1 +* )", "let x = 1 2 3 ) {", "\u{0}",
    "let x = 1\u{0}", "print(\u{0}", "\"a\u{0}b\"",
    String(repeating: "[", count: 10_000),
  ])
  func cellsThatNoLineWouldMend(code: String) {
    #expect(CellCompleteness(of: code) == .invalid)
  }
}
