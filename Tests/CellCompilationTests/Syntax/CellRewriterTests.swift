import Testing

@testable import CellCompilation

@Suite("Rewritten code")
struct CellRewriterTests {
  private func rewrite(_ code: String) -> String {
    var rewriter = CellRewriter(
      CellSyntax(code: code), for: .kernel(firstLine: 10, lineVariable: "L"))
    return RewrittenCode(code, insertions: rewriter.rewriteCell()).text
  }

  @Test(
    "only the value of a last expression is shown",
    arguments: [
      ("1 + 1", "NotebookPrelude.showLastValue(1 + 1)"),
      ("a\nb // note", "a\nNotebookPrelude.showLastValue(b) // note"),
      ("a = 3", "a = 3"),
      ("_ = f()", "_ = f()"),
      ("let x = 1", "let x = 1"),
      ("#warning(\"w\")", "#warning(\"w\")"),
      ("(a, b)", "NotebookPrelude.showLastValue((a, b))"),
      ("Chart {\n  x\n}.label(1)", "NotebookPrelude.showLastValue(Chart {\n  x\n}.label(1))"),
      ("", ""),
      ("// nothing", "// nothing"),
      ("f(", "f("),
    ])
  func shows(code: String, expected: String) {
    #expect(rewrite(code) == expected)
  }

  @Test(
    "a statement with branches at the end shows the value of the branch taken",
    arguments: [
      ("if c { 1 } else { x = 2 }", "if c { ‹1› } else { x = 2 }"),
      ("if c { g(); 1 } else if d { 2 }", "if c { g(); ‹1› } else if d { ‹2› }"),
      (
        "switch c {\ncase 1: if d { 2 } else { 3 }\ndefault: return\n}",
        "switch c {\ncase 1: if d { ‹2› } else { ‹3› }\ndefault: return\n}"
      ),
      ("do { try f() } catch { g() }", "do { ‹try f()› } catch { ‹g()› }"),
      (
        "if c { await f() }",
        "NotebookPrelude.waiting({ () -> Void in if c { ‹await f()› } })"
      ),
      ("#if os(Linux)\n1\n#else\n2\n#endif", "#if os(Linux)\n‹1›\n#else\n‹2›\n#endif"),
      ("if c { 1 }\nlet a = 2", "if c { 1 }\nlet a = 2"),
      ("for x in y { x }", "for x in y { x }"),
    ])
  func showsBranches(code: String, expected: String) {
    let written = expected.replacing("‹", with: "NotebookPrelude.showLastValue(")
      .replacing("›", with: ")")
    #expect(rewrite(code) == written)
  }

  @Test("an async let becomes a task that is waited for where its name is read")
  func startsTasks() {
    let code = rewrite("async let a = f(), b = g()\nlet c = await a\nlet d = try await (b + a.a)")
    #expect(
      code == """
        /*async*/ let a = NotebookPrelude.startingOrThrowing({ try await f() }), \
        b = NotebookPrelude.startingOrThrowing({ try await g() })
        let c = NotebookPrelude.waiting({ await a.value })
        L = 12; let d = try NotebookPrelude.waitingOrThrowing({ try await (b.value + a.value.a) })
        """)
    #expect(
      rewrite("async let a = f()\nlet b = await a").hasPrefix(
        "/*async*/ let a = NotebookPrelude.starting({ await f() })"))
    #expect(
      rewrite("async let (a, b): (Int, Int) = f()\nlet c = await a").hasPrefix(
        """
        /*async*/ let /*(a, b): (Int, Int) =*/ NotebookTuple_a_b: Task<(Int, Int), Never> = \
        NotebookPrelude.starting({ await f() }), \
        a = NotebookPrelude.part(of: NotebookTuple_a_b) { $0.0 }, \
        b = NotebookPrelude.part(of: NotebookTuple_a_b) { $0.1 }
        """))
  }

  @Test(
    "waiting is wrapped where it stands, and names stay global",
    arguments: [
      ("let x = await f()", "let x = NotebookPrelude.waiting({ await f() })"),
      (
        "let x = try await f()",
        "L = 10; let x = try NotebookPrelude.waitingOrThrowing({ try await f() })"
      ),
      ("let x = try? await f()", "let x = NotebookPrelude.waiting({ try? await f() })"),
      (
        "for await x in s {}\nlet y = 1",
        "NotebookPrelude.waiting({ () -> Void in for await x in s {} })\nlet y = 1"
      ),
      ("await f()", "NotebookPrelude.showLastValue(NotebookPrelude.waiting({ await f() }))"),
      (
        "await f(); g()",
        "NotebookPrelude.waiting({ () -> Void in await f() }); NotebookPrelude.showLastValue(g())"
      ),
      (
        "a; await f() /* b */; // c\nlet x = 1",
        "a; NotebookPrelude.waiting({ () -> Void in await f() }) /* b */; // c\nlet x = 1"
      ),
      ("await f();", "NotebookPrelude.showLastValue(NotebookPrelude.waiting({ await f() }));"),
      (
        "let v = await f(); v",
        "let v = NotebookPrelude.waiting({ await f() }); NotebookPrelude.showLastValue(v)"
      ),
      (
        "try await f(); let x = 1",
        "L = 10; try NotebookPrelude.waitingOrThrowing({ () -> Void in try await f() }); let x = 1"
      ),
      (
        "for await x in s {}; let y = 1",
        "NotebookPrelude.waiting({ () -> Void in for await x in s {} }); let y = 1"
      ),
      (
        "let x: Int; do { await f(); x = 1 }; let y = x",
        "let x: Int; do { NotebookPrelude.waiting({ () -> Void in await f() }); x = 1 }; let y = x"
      ),
      ("let f = { await g() }", "let f = { await g() }"),
      ("func f() async { await g() }", "func f() async { await g() }"),
      (
        "guard let x = await f() else { g() }",
        "guard let x_guarded = NotebookPrelude.waiting({ await f() }) else { g() }; let x = x_guarded"
      ),
    ])
  func wrapsWaiting(code: String, expected: String) {
    #expect(rewrite(code) == expected)
  }

  @Test(
    "the line is noted before what can throw, not before what is caught",
    arguments: [
      ("let a = 1\nlet x = try f()", "let a = 1\nL = 11; let x = try f()"),
      ("let x = try! f()", "let x = try! f()"),
      ("do { try f() } catch { g() }\nlet a = 1", "do { try f() } catch { g() }\nlet a = 1"),
      (
        "do { try f() } catch is E { g() }\nlet a = 1",
        "L = 10; do { try f() } catch is E { g() }\nlet a = 1"
      ),
      ("for x in y {\n  try f()\n}", "L = 10; for x in y {\n  L = 11; try f()\n}"),
      ("throw E()", "L = 10; throw E()"),
    ])
  func notesLines(code: String, expected: String) {
    #expect(rewrite(code) == expected)
  }

  @Test("columns lead back to the author's, and places in inserted text are known as such")
  func mapsColumns() {
    let code = RewrittenCode(
      "ab\nöcd",
      insertions: [
        Insertion(offset: 3, text: "12"), Insertion(offset: 5, text: "345"),
        Insertion(offset: 7, text: "6"),
      ])
    #expect(code.text == "ab\n12ö345cd6")
    let columns = (1...10).map { code.authorColumn(line: 1, column: $0) }
    #expect(columns.map(\.column) == [1, 1, 1, 2, 3, 3, 3, 3, 4, 5])
    #expect(
      columns.map(\.isInserted) == [
        true, true, false, false, true, true, true, false, false, true,
      ])
    #expect(code.authorColumn(line: 0, column: 2).column == 2)
  }

  @Test("members that an earlier type needs to conform are made public, others are left alone")
  func publishesWitnesses() {
    let code = """
      struct Own {}
      extension Own: P { var a: Int { 1 } }
      extension Net: P { @inline(never) func b() {}; private var c: Int { 1 } }
      extension Other { func d() {} }
      """
    let rewriter = ConformanceRewriter(CellSyntax(code: code))
    #expect(
      RewrittenCode(code, insertions: rewriter.insertions).text
        == code.replacing("func b", with: "public func b"))
    #expect(!rewriter.exposesOwnTypes)
  }

  /// A call of a layer of one's own so begins a pass, as that of any other layer.
  @Test("the call of a layer of one's own is disfavoured against the library's")
  func disfavoursLayerCalls() {
    let marked = """
      struct A: Layer { let d = Dense(3); ‹func callAsFunction(_ x: Tensor) -> Tensor { d(x) } }
      final class B: A { ‹override func callAsFunction(_ x: Tensor) -> Tensor { x } }
      extension C: Layer {
        /// A comment.
        ‹public func callAsFunction(_ x: Tensor) -> Tensor { x }
      }
      func f() { struct D: Layer { ‹func callAsFunction(_ x: Tensor) -> Tensor { x } } }
      struct E: Layer { @_disfavoredOverload func callAsFunction(_ x: Tensor) -> Tensor { x } }
      struct F { func callAsFunction(_ x: Tensor) -> Tensor { x }; func callAsFunction() {} }
      struct G { func callAsFunction(x: Tensor) -> Tensor { x } }
      struct H { func callAsFunction(_ x: Tensor) throws -> Tensor { x } }
      struct I { func callAsFunction(_ x: Double) -> Double { x } }
      struct J { func call(_ x: Tensor) -> Tensor { x } }
      """
    let code = marked.replacing("‹", with: "")
    let insertions = LayerCallRewriter(CellSyntax(code: code)).insertions
    #expect(
      RewrittenCode(code, insertions: insertions).text
        == marked.replacing("‹", with: "@_disfavoredOverload "))
  }
  /// The library's function, which Swift prefers, would call the subclass's again.
  @Test("the call of a layer's superclass means the superclass's function")
  func callsTheSuperclass() {
    let marked = """
      class A: Body {
        ‹override func callAsFunction(_ x: Tensor) -> Tensor {
          relu(«super.callAsFunction»(«super.callAsFunction»(x) * 2)) + self(x)
        }
        var output: Tensor { keep { «super.callAsFunction»($0) } }
        func other() -> Int { super.callAsFunction(1) }
      }
      class B: A {
        @_disfavoredOverload override func callAsFunction(_ x: Tensor) -> Tensor {
          func twice(_ y: Tensor) -> Tensor { -«super.callAsFunction»(y).squared() }
          return twice(x)
        }
      }
      class C: B {
        override func callAsFunction(_ x: Tensor) -> Tensor { «super.callAsFunction»(x) }
        func callAsFunction(_ x: Int) -> Tensor { «super.callAsFunction»(Tensor(x)) }
      }
      class D: C { func features(_ x: Tensor) -> Tensor { «super.callAsFunction»(x) } }
      class E: D {
        ‹override func callAsFunction(_ x: Tensor) -> Tensor {
          super.callAsFunction(x, training: true) + super.body(x) + (try! super.callAsFunction(x))
        }
      }
      class F: Scale {
        override func callAsFunction(_ x: Tensor, by: Double = 2) -> Tensor { super.callAsFunction(x) }
      }
      class G: Count { override func callAsFunction(_ n: Int) -> Int { super.callAsFunction(n) } }
      """
    let code = marked.replacing(/[‹«»]/, with: "")
    let insertions = LayerCallRewriter(CellSyntax(code: code)).insertions
    #expect(
      RewrittenCode(code, insertions: insertions).text
        == marked.replacing("‹", with: "@_disfavoredOverload ").replacing("«", with: "(")
        .replacing("»", with: " as (_) -> _)"))
  }
}
