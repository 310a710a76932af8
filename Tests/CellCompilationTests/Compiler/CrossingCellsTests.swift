import NotebookDocument
import Testing

@testable import CellCompilation

@Suite("Declarations cross from cell to cell")
struct CrossingCellsTests {
  @Test("every kind of declaration of one cell works in the next")
  func crossesEveryKind() async throws {
    try await CompilerFixture.with { fixture in
      let output = try await fixture.run([
        """
        import NotebookPrelude
        precedencegroup Tight { higherThan: MultiplicationPrecedence }
        infix operator ***: Tight
        prefix operator √
        func *** (a: Int, b: Int) -> Int { a * 100 + b }
        prefix func √ (x: Double) -> Double { x.squareRoot() }
        struct Pair { var x = 1; static func + (a: Pair, b: Pair) -> Pair { Pair(x: a.x + b.x) } }
        func * (a: Pair, b: Int) -> Pair { Pair(x: a.x * b) }
        protocol Named { var name: String { get } }
        extension Named { var greeting: String { "hello " + name } }
        actor Counter { var n = 0; func next() -> Int { n += 1; return n } }
        @propertyWrapper struct Small {
          var wrappedValue: Int
          init(wrappedValue: Int) { self.wrappedValue = min(wrappedValue, 5) }
        }
        @resultBuilder enum List { static func buildBlock(_ items: Int...) -> [Int] { items } }
        func list(@List _ make: () -> [Int]) -> [Int] { make() }
        typealias Two<T> = (T, T)
        enum Side { case left, right }
        final class Box<T> { var value: T; init(_ value: T) { self.value = value } }
        func kind(_ x: Int) -> String { "integer" }
        func kind(_ x: String) -> String { "text" }
        let (first, second) = (1, 2)
        var computed: Int { first + second }
        var `default` = 7
        let größe = 3, 重み = 4
        """,
        "extension Int: Named { var name: String { \"\\(self)\" } }\nextension Pair { init(both: Int) { self.init(x: both) } }\nextension Pair: CustomStringConvertible { var description: String { \"pair\" } }\nstruct Own {}\nprotocol Maker { associatedtype Made; func make() -> Made }\nextension Pair: Maker { func make() -> Own { Own() } }",
        """
        print(2 *** 3, √4.0, (Pair() + Pair() * 3).x, 5.greeting, Pair(both: 9).x, Pair(), Pair().make())
        let counter = Counter()
        print(await counter.next(), await counter.next())
        struct Holder { @Small var value = 9 }
        let two: Two<Int> = (1, 2)
        let named: any Named = 8
        print(Holder().value, list { 1; 2 }, two, Side.left, Box("b").value, named.name)
        print(kind(1), kind("s"), first, second, computed, `default`, größe, 重み)
        """,
      ])
      #expect(
        output == """
          203 2.0 4 hello 5 9 pair Own()
          1 2
          5 [1, 2] (1, 2) left b 8
          integer text 1 2 3 7 3 4

          """)
    }
  }

  @Test("a redefinition leaves earlier functions as they were and wins afterwards")
  func redefines() async throws {
    try await CompilerFixture.with { fixture in
      let output = try await fixture.run([
        "struct Net { var size = 1 }\nlet model = Net()\nfunc size() -> Int { model.size }",
        "struct Net { var width = 20 }\nlet model = Net()",
        "print(size(), model.width, Net().width)",
        "func size() -> Int { 5 }",
        "print(size())",
        "func size(_ x: Int) -> Int { x }",
        "print(size(), size(6))",
        "struct Gauge { var mine = 3 }",
        "print(Gauge().mine)",
      ])
      #expect(output == "1 20 20\n5\n5 6\n3\n")
    }
  }

  @Test("a name is not imported twice where operators need their whole module")
  func wholeModulesDoNotClash() async throws {
    try await CompilerFixture.with { fixture in
      let output = try await fixture.run([
        "infix operator <>\nfunc <> (a: Int, b: Int) -> Int { a - b }\nlet x = 1",
        "infix operator ><\nfunc >< (a: Int, b: Int) -> Int { a + b }\nlet x = 2",
        "print(5 <> 3, 5 >< 3, x)",
      ])
      #expect(output == "2 8 2\n")
    }
  }

  @Test("modules of the toolchain and macros of the standard library work, and imports last")
  func importsModules() async throws {
    try await CompilerFixture.with { fixture in
      let output = try await fixture.run([
        "import Foundation\nimport Observation\n@Observable final class Model { var x = 1 }",
        "let model = Model()\nlet text = String(format: \"%.2f\", 1.5)",
        "print(model.x, text, #line, \"a1b\".contains(/[0-9]/))",
      ])
      #expect(output == "1 1.50 13 true\n")
    }
  }

  @Test("parameters are typed constants of the cells that name them")
  func readsParameters() async throws {
    try await CompilerFixture.with { fixture in
      let output = try await fixture.run(
        ["print(rate * 2, name, epochs + 1, fast)", "let rate = 3\nprint(rate)", "print(rate)"],
        parameters: [
          Parameter(name: "rate", value: .number(0.5), line: 3),
          Parameter(name: "name", value: .text("a \"b\" \\ c"), line: 4),
          Parameter(name: "epochs", value: .integer(2), line: 5),
          Parameter(name: "fast", value: .boolean(true), line: 6),
        ])
      #expect(output == "1.0 a \"b\" \\ c 3 true\n3\n3\n")
    }
  }

  @Test("inline expressions see the cells before them")
  func sendsInlineValues() async throws {
    try await CompilerFixture.with { fixture in
      let output = try await fixture.run(
        ["let x = 2\nfunc f() async throws -> Int { 7 }", "let x = \"later\"", "print(x)"],
        inlineExpressions: [
          InlineExpression(number: 0, code: "x + 1", line: 9, column: 4, precedingCells: 1),
          InlineExpression(
            number: 1, code: "try await f()", line: 9, column: 30, precedingCells: 1),
          InlineExpression(number: 2, code: "x", line: 20, column: 1, precedingCells: 3),
        ])
      #expect(output == "inline 0: 3\ninline 1: 7\nlater\ninline 2: later\n")
    }
  }
}
