import Testing

@testable import CellCompilation

@Suite struct InlineFormTests {
  @Test(arguments: [
    ("let z = 3", "an inline value is an expression; 'let' stands in a cell"),
    ("for i in 1...3 { f(i) }", "an inline value is an expression; 'for' stands in a cell"),
    ("if a { 1 } else { 2 }", "an inline value is an expression; 'if' stands in a cell"),
    ("func f() {}", "an inline value is an expression; 'func' stands in a cell"),
    ("a = 3", "an inline value is an expression, and an assignment has no value"),
    ("a; b", "an inline value is one expression, and here are 2"),
    ("f(1", "the code of this inline value is no whole expression"),
    ("\"open", "the code of this inline value is no whole expression"),
    ("// only words", "an inline value is an expression, and here is none"),
  ])
  func whatIsNoValueIsSaid(text: String, message: String) {
    #expect(InlineForm(text).problem?.message == message)
  }

  @Test(arguments: [
    "a", "a == b", "try f(x)", "await g()", "a ? 1 : 2", "{ $0 + 1 }(2)", "\"a // b\"",
    "(1, 2)", "/* one */ a",
  ])
  func valuesAreLeftAsTheyAre(text: String) {
    let form = InlineForm(text)
    #expect(form.problem == nil && form.code == text)
  }

  @Test func aCommentHidesNothingBehindIt() {
    let form = InlineForm("a + 1 // and 2")
    #expect(form.problem == nil && form.code == "a + 1 ")
  }
}
