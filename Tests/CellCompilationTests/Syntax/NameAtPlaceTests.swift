import Testing

@testable import CellCompilation

@Suite struct NameAtPlaceTests {
  @Test(
    arguments: [
      ("model.fit(x)", 7, "fit"), ("model.fit(", 10, "fit"), ("model.fit()", 11, "fit"),
      ("model", 5, "model"), ("a + ", 4, nil), ("", 0, nil), ("12", 1, nil), ("f ( )", 5, "f"),
      // Anywhere in the parentheses of a call, and behind them.
      ("addOne(1)", 7, "addOne"), ("addOne(1)", 8, "addOne"), ("addOne(1)", 9, "addOne"),
      ("f(\"a(b\", 1)", 5, "f"), ("f(g(1), 2)", 9, "f"), ("f(g(1), 2)", 5, "g"),
      ("f(x", 3, "x"), ("a.b<Int>.c?(1, ", 15, "c"), ("list[0]", 6, "list"),
      ("xs.map { $0 + 1 }", 8, "map"), ("xs.map { $0 + 1 }", 14, nil), ("f(1) + ", 7, nil),
      ("größe.count(", 14, "count"), ("f(1, /* g( */ 2)", 11, "f"), ("x", 99, "x"),
    ] as [(String, Int, String?)])
  func isTheOneThatTheReaderMeans(code: String, offset: Int, name: String?) {
    #expect(NameAtPlace(at: offset, in: code)?.text == name)
  }

  @Test func hasItsPlaceInBytes() {
    #expect(NameAtPlace(at: 9, in: "größe.count")?.start == 8)
  }
}
