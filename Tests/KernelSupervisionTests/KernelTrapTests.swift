import Foundation
import Glibc
import KernelSupervision
import Testing

/// What kills a kernel becomes an error of the cell, with a reason and the note's line.
@Suite(.serialized) struct KernelTrapTests {
  struct Trap: Sendable, CustomTestStringConvertible {
    var code: String
    var message: String
    var line: Int
    var testDescription: String { message }
  }

  static let traps = [
    Trap(
      code:
        "let list = [1, 2, 3]\nfunc third(_ n: Int) -> Int {\n  list[n]\n}\nprint(third(CommandLine.arguments.count + 7))",
      message: "index out of range", line: 12),
    Trap(
      code: "var big = Int.max\nbig -= 1\nfor _ in 0..<3 {\n  big += 1\n}\nprint(big)",
      message: "arithmetic overflow", line: 13),
    Trap(
      code: "let table = [\"a\": 1]\nlet value = table[\"b\"]!\nprint(value)",
      message: "unexpectedly found nil while unwrapping an Optional value", line: 11),
    Trap(
      code:
        "func positive(_ x: Int) -> Int {\n  precondition(x > 0, \"x is \\(x)\")\n  return x\n}\nprint(positive(-CommandLine.arguments.count))",
      message: "precondition failed", line: 11),
    Trap(code: "print(1)\nfatalError(\"no data: 3 files\")", message: "no data: 3 files", line: 11),
    Trap(
      code: "let x = Double(CommandLine.arguments.count) * 1e30\n\nprint(Int8(x))",
      message:
        "double value cannot be converted to Int8 because the result would be greater than Int8.max",
      line: 12),
    Trap(
      code: "let n = CommandLine.arguments.count * 300\n\nprint(UInt8(n))",
      message: "not enough bits to represent the passed value", line: 12),
    Trap(
      code: "struct Failure: Error {}\nfunc f() throws { throw Failure() }\ntry! f()",
      message: "'try!' expression unexpectedly raised an error: Cell1.Failure()", line: 12),
    Trap(
      code: "let any: Any = 1\n\nprint(any as! String)",
      message: "could not cast value of type 'Swift.Int' to 'Swift.String'", line: 12),
    Trap(
      code: "let zero = CommandLine.arguments.count - 3\nprint(1 / zero)",
      message: "division by zero", line: 11),
  ]

  /// Training runs on threads of the tensors' pool; the note's line is where the cell waits for
  /// them.
  @Test func namesTheCellsLineForATrapOnAnotherThread() async throws {
    let record = try await runAlone(
      """
      import Glibc
      typealias Body = @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?
      let crash = unsafeBitCast(dlsym(nil, "strlen")!, to: Body.self)
      var thread = pthread_t()
      pthread_create(&thread, nil, crash, nil)
      while true { sleep(1) }
      """)
    #expect(record.failure?.kind == .signal(SIGSEGV))
    #expect(record.failure?.line == 15)
  }

  @Test(arguments: traps)
  func namesReasonAndLine(trap: Trap) async throws {
    let record = try await runAlone(trap.code)
    let failure = try #require(record.failure)
    #expect(failure.kind == .trap)
    #expect(failure.message == trap.message)
    #expect(failure.line == trap.line)
    #expect(!failure.isKernelAlive)
    #expect(!record.standardError.contains("Fatal error"))
  }
}
