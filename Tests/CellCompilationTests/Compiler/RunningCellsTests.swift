import NotebookDocument
import Testing

@testable import CellCompilation

@Suite("Compiled cells run")
struct RunningCellsTests {
  @Test("the value of the last expression is shown, and only that")
  func showsLastValue() async throws {
    try await CompilerFixture.with { fixture in
      let output = try await fixture.run(
        ["1 + 1\nlet a = 3\na * 2", "a = a + 1", "print(a)"].map {
          $0.replacing("let a", with: "var a")
        })
      #expect(output == "value: 6\n4\n")
    }
  }

  @Test("a note may call its own types as the language and its modules call theirs")
  func allowsNamesOfTheLanguage() async throws {
    try await CompilerFixture.with { fixture in
      let output = try await fixture.run([
        "enum Swift { static let x = 3 }\nSwift.x", "Swift.x + 1",
        "struct Error { var code = 7 }\nError().code",
        "struct Task {}\nfunc f() async -> Int { 8 }\nawait f()",
      ])
      #expect(output == "value: 3\nvalue: 4\nvalue: 7\nvalue: 8\n")
    }
  }

  @Test("the branch taken is shown, and an async let waits where it is read")
  func showsBranchesAndTasks() async throws {
    try await CompilerFixture.with { fixture in
      let output = try await fixture.run([
        "func slow(_ x: Int) async throws -> Int { await Task.yield(); return x }\nlet n = 3",
        "if n > 2 { \"big\" } else { n }",
        "switch n {\ncase 1: \"one\"\ncase 2...: if try await slow(n) == 3 { [n] } else { \"?\" }\ndefault: 0\n}",
        "async let a = slow(1), b = slow(20)\nlet sum = try await a + b",
        "#if os(Linux)\nlet system = try await slow(7)\nsystem + sum\n#endif",
        "print(system)",
        "async let d: Double = 3\nawait d / 2",
        "func pair() async throws -> (Int, (String, Bool)) { (1, (\"two\", true)) }\nasync let (x, (y, _)) = pair()\nprint(try await y, try await x)",
        "async let (e, f): (Double, Int?) = (3, 4)\nawait (e, f)",
      ])
      #expect(
        output
          == "value: big\nvalue: [3]\nvalue: 28\n7\nvalue: 1.5\ntwo 1\nvalue: (3.0, Optional(4))\n")
    }
  }

  @Test("top-level try, await and loops work and variables stay global")
  func runsEffects() async throws {
    try await CompilerFixture.with { fixture in
      let output = try await fixture.run([
        """
        struct Odd: Error { var number: Int }
        func half(_ x: Int) throws -> Int { if x % 2 == 1 { throw Odd(number: x) }; return x / 2 }
        func slow(_ x: Int) async throws -> Int { await Task.yield(); return try half(x) }
        let four = try half(8)
        let (one, two) = (try await slow(2), try await slow(4))
        var total = 0
        for x in [2, 4] { total += try await slow(x) }
        guard let three = try? await slow(6), case (let zero, _)? = Optional((three - 3, 1)) else { fatalError() }
        let stream = AsyncStream<Int> { c in (1...3).forEach { c.yield($0) }; c.finish() }
        for await value in stream where value > 1 { total += value }
        if try await slow(2) == 2 { total = 0 }
        defer { print("deferred") }
        try await slow(12)
        """,
        "four + one + two + three + total + zero",
      ])
      #expect(output == "value: 6\ndeferred\nvalue: 18\n")
    }
  }

  @Test("an uncaught error leaves the cell with its line")
  func reportsUncaughtErrors() async throws {
    try await CompilerFixture.with { fixture in
      let output = try await fixture.run([
        """
        struct Oops: Error {}
        func fail(_ doit: Bool) throws { if doit { throw Oops() } }
        try fail(false)
        for index in 0..<3 {
          print(index)
          try fail(index == 1)
        }
        """
      ])
      #expect(output == "0\n1\nuncaught: Oops() at line 7\n")
      let waiting = try await fixture.run([
        "struct Oops: Error {}\nfunc f() async throws -> Int { throw Oops() }\n\nlet x = try await f()"
      ])
      #expect(waiting == "uncaught: Oops() at line 5\n")
      let later = try await fixture.run(["struct Oops: Error {}", "print(1)", "throw Oops()"])
      #expect(later == "1\nuncaught: Oops() at line 10\n")
      let thrown = try await fixture.run(["struct Oops: Error {}\nthrow Oops()"])
      #expect(thrown == "uncaught: Oops() at line 3\n")
    }
  }
}
