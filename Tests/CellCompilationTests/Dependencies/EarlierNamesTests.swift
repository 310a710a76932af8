import NotebookDocument
import Testing

@testable import CellCompilation

@Suite("A name means what it means at its line")
struct EarlierNamesTests {
  private static let before = "' is used before its declaration"

  @Test(
    "a use before the declaration is an error at its line",
    arguments: [
      ("print(\"rate:\", 1️⃣rate, \"end\")\nlet rate = 45", "'rate\(before)"),
      ("let a = 1️⃣b + 1\nlet b = 2", "'b\(before)"),
      ("let (a, c) = (1, 1️⃣b)\nlet b = 2", "'b\(before)"),
      ("if 1️⃣flag { print(1) }\nlet flag = true", "'flag\(before)"),
      ("for i in 0..<1️⃣n { print(i) }\nlet n = 2", "'n\(before)"),
      ("let text = \"\\(1️⃣n) times\"\nlet n = 2", "'n\(before)"),
      ("1️⃣n += 1\nvar n = 2\nprint(n)", "'n\(before)"),
      ("if let 1️⃣n { print(n) }\nlet n: Int? = 2", "'n\(before)"),
      ("let f = { 1️⃣b }\nlet b = 2\nprint(f())", "'b\(before)"),
      ("let f = { [1️⃣b] in b }\nlet b = 2\nprint(f())", "'b\(before)"),
      ("defer { print(1️⃣b) }\nlet b = 2", "'b\(before)"),
      (
        "let x: Int = 1️⃣x + 1", "'x' is used in its own value, and no earlier cell defines it"
      ),
      (
        "func f() -> Int { rate }\nprint(1️⃣f())\nlet rate = 2",
        "'f' is used before the declaration of 'rate', which it reads"
      ),
      (
        "func f() -> Int { g() }\nfunc g() -> Int { rate }\nlet y = 1️⃣f()\nlet rate = 2",
        "'f' is used before the declaration of 'rate', which it reads"
      ),
      (
        "struct S { var a = rate }\nlet s = 1️⃣S()\nlet rate = 2",
        "'S' is used before the declaration of 'rate', which it reads"
      ),
      (
        "struct S { func a() -> Int { rate } }\nlet s = S()\nprint(s.1️⃣a())\nlet rate = 2",
        "'a' is used before the declaration of 'rate', which it reads"
      ),
      (
        "struct S: CustomStringConvertible { var description: String { text } }\nprint(1️⃣S())\nlet text = \"\"",
        "'S' is used before the declaration of 'text', which it reads"
      ),
      (
        "struct L { lazy var x = rate; mutating func get() -> Int { x } }\nvar l = L()\nprint(l.1️⃣get())\nlet rate = 2",
        "'get' is used before the declaration of 'rate', which it reads"
      ),
      (
        "struct L { lazy var x: Int = own(); func own() -> Int { rate } }\nvar l = L()\nprint(l.1️⃣x)\nlet rate = 2",
        "'x' is used before the declaration of 'rate', which it reads"
      ),
      (
        "struct N { lazy var w = rate\nmutating func callAsFunction() -> Int { w } }\nvar n = 1️⃣N()\nprint(n())\nlet rate = 2",
        "'N' is used before the declaration of 'rate', which it reads"
      ),
      (
        "struct S { func a() -> Int { rate } }\nextension S { func b() -> Int { a() } }\nlet s = S()\nprint(s.1️⃣b())\nlet rate = 2",
        "'b' is used before the declaration of 'rate', which it reads"
      ),
      (
        "infix operator +++\nfunc +++ (a: Int, b: Int) -> Int { a + rate }\nprint(1 1️⃣+++ 2)\nlet rate = 2",
        "'+++' is used before the declaration of 'rate', which it reads"
      ),
      (
        "enum E { static let a = rate }\nprint(E.1️⃣a)\nlet rate = 2",
        "'a' is used before the declaration of 'rate', which it reads"
      ),
      (
        "var double: Int { rate * 2 }\nprint(1️⃣double)\nlet rate = 2",
        "'double' is used before the declaration of 'rate', which it reads"
      ),
      (
        "extension Int { var scaled: Int { self * rate } }\nprint(3.1️⃣scaled)\nlet rate = 2",
        "'scaled' is used before the declaration of 'rate', which it reads"
      ),
      (
        "let size: Int\nfunc f() -> Int { 1 }\nfunc g() -> Int { f() + rate }\nsize = 1️⃣g()\nlet rate = 2",
        "'g' is used before the declaration of 'rate', which it reads"
      ),
      (
        "func step() { total += 1 }\n1️⃣step()\nvar total = 0",
        "'step' is used before the declaration of 'total', which it reads"
      ),
    ])
  func refusesEarlyUses(marked: String, message: String) async throws {
    let source = MarkedSource(marked)
    try await CompilerFixture.with { fixture in
      let result = try await fixture.check([source.code])
      let errors = result.diagnostics.filter { $0.severity == .error }
      #expect(errors.map(\.message) == [message])
      let place = try #require(source.places[1])
      #expect(errors.first?.line == place.line + 1)
      #expect(errors.first?.column == place.column)
      #expect(result.cells.map(\.isBroken) == [true])
    }
  }

  @Test("an early use says where the declaration is and what to do")
  func explains() async throws {
    try await CompilerFixture.with { fixture in
      let result = try await fixture.check([
        "print(a)\n\nlet a = 1", "func f() { print(b) }\nf()\nlet b = 2", "let c: Int = c",
        "let a = 3\nlet late = { a }", "let show = { a }\nlet a = 4",
      ])
      #expect(
        result.diagnostics.filter { $0.severity == .error }.map(\.explanation) == [
          "line 4 declares it: move that line above this one",
          "line 8 reads 'b', and line 10 declares it: move that line above this one",
          "if another 'c' is meant, give the new one another name",
          "line 24 declares it anew: move that line above this one, or give it another name",
        ])
    }
  }

  @Test(
    "what only looks like an early use is none",
    arguments: [
      ("func f(rate: Int) -> Int { rate }\nprint(f(rate: 1))\nlet rate = 2", "1\n"),
      ("func f() -> Int { rate }\nlet rate = 2\nprint(f())", "2\n"),
      ("func f() -> Int { let rate = 3; return rate }\nprint(f())\nlet rate = 2", "3\n"),
      ("for rate in [5] { print(rate) }\nlet rate = 2", "5\n"),
      ("if let rate = Int(\"7\") { print(rate) }\nlet rate = 2", "7\n"),
      ("do { let rate = 8; print(rate) }\nlet rate = 2", "8\n"),
      ("switch Optional(4) { case let rate?: print(rate)\ndefault: break }\nlet rate = 2", "4\n"),
      ("struct S { var rate = 1; func f() -> Int { rate } }\nprint(S().f())\nlet rate = 2", "1\n"),
      (
        "struct S { var rate = 1 }\nextension S { func f() -> Int { rate } }\nprint(S().f())\nlet rate = 2",
        "1\n"
      ),
      (
        "protocol P {}\nextension P { var half: Int { rate } }\nlet rate = 2\nstruct S: P {}\nprint(S().half)",
        "2\n"
      ),
      (
        "struct S { lazy var x = 3; mutating func get() -> Int { x } }\nvar s = S()\nprint(s.get())\nlet x = 2",
        "3\n"
      ),
      ("[9].forEach { rate in print(rate) }\nlet rate = 2", "9\n"),
      ("do { throw CancellationError() } catch { print(1) }\nlet error = 2", "1\n"),
      (
        "let f: (Int) -> Int = { n in n < 2 ? 1 : n * f(n - 1) }\nprint(f(4))", "24\n"
      ),
      (
        "func even(_ n: Int) -> Bool { n == 0 || odd(n - 1) }\nfunc odd(_ n: Int) -> Bool { n != 0 && even(n - 1) }\nprint(even(4))",
        "true\n"
      ),
      ("#if os(Linux)\nlet rate = 1\n#else\nlet rate = 2\n#endif\nprint(rate)", "1\n"),
      ("let size: Int\nif Bool(\"true\")! { size = 1 } else { size = 2 }\nprint(size)", "1\n"),
      ("var text: String?\nfunc f() { text = \"a\" }\nf()\nprint(text!)", "a\n"),
      (
        "func outer() -> Int { func inner() -> Int { later }\nlet later = 6\nreturn inner() }\nprint(outer())\nlet later = 2",
        "6\n"
      ),
    ])
  func acceptsOthers(code: String, output: String) async throws {
    try await CompilerFixture.with { fixture in
      let shown = try await fixture.run([code])
      #expect(shown == output)
    }
  }

  @Test(
    "a name redefined from itself reads the earlier cell's",
    arguments: [
      (["let x = 1", "let x = x + 1\nprint(x)", "print(x)"], "2\n2\n"),
      (["var x = 1", "var x = x * 10\nx += 1\nprint(x)"], "11\n"),
      (
        ["let data = [1, 2, 3]", "let data = data.filter { $0 > data.count - 2 }\nprint(data)"],
        "[2, 3]\n"
      ),
      (["let x = 1, y = 2", "let (x, y) = (y, x)\nprint(x, y)"], "2 1\n"),
      (["let x = 1", "let y = x, x = y + x\nprint(x, y)"], "2 1\n"),
      (["let x: Int? = 4", "if let x { print(x) }\nlet x = 5\nprint(x)"], "4\n5\n"),
      (
        ["let x: Int? = 4", "guard let x = x else { fatalError() }\nprint(x + 1)", "print(x)"],
        "5\n4\n"
      ),
      (["let rate = 3", "print(rate)\nlet rate = 45\nprint(rate)", "print(rate)"], "3\n45\n45\n"),
      (["var x = 1", "x += 1\nlet y = x\nvar x = 7\nprint(x, y)"], "7 2\n"),
      (["let f = { (n: Int) in n + 1 }", "let f = { f($0) * 10 }\nprint(f(1))"], "20\n"),
      (["func f(_ n: Int) -> Int { n + 1 }", "let f = { f($0) * 10 }\nprint(f(1))"], "20\n"),
      (
        [
          "func f(_ n: Int) -> Int { n + 1 }",
          "func f(_ n: Double) -> Int { f(Int(n)) * 10 }\nprint(f(1.5))",
        ], "20\n"
      ),
      (
        [
          "class M { func f() -> Int { 1 } }",
          "class M: M { override func f() -> Int { super.f() + 1 } }\nprint(M().f())",
        ], "2\n"
      ),
      (
        ["struct S { var a = 1 }", "typealias S = [S]\nlet s: S = [.init()]\nprint(s.count)"], "1\n"
      ),
      (["let `default` = 2", "let `default` = `default` + 1\nprint(`default`)"], "3\n"),
      (
        [
          "func load() async -> Int { 4 }\nlet n = await load()",
          "let n = await load() + n\nprint(n)",
        ], "8\n"
      ),
      (["let x = 1", "let x = \"\\(x)!\"\nprint(x)"], "1!\n"),
    ] as [([String], String)])
  func readsEarlierDefinitions(codes: [String], output: String) async throws {
    try await CompilerFixture.with { fixture in
      let shown = try await fixture.run(codes)
      #expect(shown == output)
    }
  }

  @Test("a parameter of the note is read before a cell hides it")
  func readsParameters() async throws {
    try await CompilerFixture.with { fixture in
      let output = try await fixture.run(
        ["let rate = rate / 2\nprint(rate)", "print(rate)"],
        parameters: [Parameter(name: "rate", value: .number(0.5), line: 3)])
      #expect(output == "0.25\n0.25\n")
    }
  }

  @Test("options written with a number sign are comments to the compiler, at any place")
  func compilesNumberSignOptions() async throws {
    try await CompilerFixture.with { fixture in
      let code =
        "#| label: fig-loss\n#|echo: false\n  #| eval: true\nprint(#line)\nlet x: Int = \"\""
      let result = try await fixture.check([code])
      #expect(result.diagnostics.map(\.line) == [6])
      let shown = try await fixture.run(["#| label: a\nprint(1)"])
      #expect(shown == "1\n")
    }
  }
}
