import Glibc
import Testing

@testable import KernelSupervision

@Suite struct CrashReadingTests {
  private func reason(
    _ fatalText: String?, last: String = "", signal: Int32 = SIGILL, trap: String? = nil
  ) -> TrapReason {
    TrapReason(
      fatalText: fatalText, lastErrorText: last, signal: signal, trapReason: trap,
      noteName: "note.md")
  }

  @Test func cleansTheRuntimesSentence() {
    let known = reason("Cell3/note.md:12: Fatal error: Unexpectedly found nil\n")
    #expect(known.message == "unexpectedly found nil")
    #expect(known.line == 12)
    let elsewhere = reason("Swift/Array.swift:7: Fatal error: Can't remove last element.\n")
    #expect(elsewhere.message == "can't remove last element")
    #expect(elsewhere.line == nil)
    let traced = reason("Cell1/note.md:1: Fatal error: NaN: step 3\nCurrent stack trace:\n0 x")
    #expect(traced.message == "NaN: step 3")
    #expect(reason("Fatal error: a\nb\n").message == "a\nb")
  }

  @Test func keepsTheSentenceOfAPrecondition() {
    let said = reason("Cell1/note.md:3: Precondition failed: x must be positive\n")
    #expect(said.message == "precondition failed: x must be positive")
    #expect(said.line == 3)
    let silent = reason("Cell1/note.md:4: Assertion failed\nCurrent stack trace:\n0 x")
    #expect(silent.message == "assertion failed")
    #expect(silent.line == 4)
  }

  @Test func takesTheCompilersNameForATrap() {
    #expect(
      reason(nil, trap: "Not enough bits to represent the passed value").message
        == "not enough bits to represent the passed value")
    #expect(reason(nil, trap: "precondition failure").message == "precondition failed")
    #expect(reason(nil).message == nil)
  }

  @Test func aRangeThatEndsBeforeItBeginsIsSaidInWords() {
    let range = reason(
      "Swift/x86_64-unknown-linux-gnu.swiftinterface:1: Fatal error: Range requires lowerBound <= upperBound\n"
    )
    #expect(range.message == "a range ends before it begins")
  }

  @Test func takesTheLastLineBeforeAnAbort() {
    #expect(
      reason(nil, last: "a\nfree(): invalid pointer\n\n", signal: SIGABRT).message
        == "free(): invalid pointer")
    #expect(reason(nil, last: "a\n", signal: SIGSEGV).message == nil)
  }

  @Test func findsLibrariesInTheMemoryMap() {
    let map = MemoryMap(
      """
      1000-2000 r--p 00000000 08:01 42                       /tmp/my cells/Cell1.so
      2000-3000 r-xp 00000800 08:01 42                       /tmp/my cells/Cell1.so
      4000-5000 rw-p 00000000 00:00 0
      nonsense
      """)
    #expect(
      map.place(of: 0x2010) == MemoryMap.Place(library: "/tmp/my cells/Cell1.so", offset: 0x1010))
    #expect(map.place(of: 0x3000) == nil)
    #expect(map.place(of: 0x4800) == nil)
    #expect(MemoryMap("").place(of: 1) == nil)
  }

  @Test(arguments: [
    ("$s5Cell34mean2ofSfSaySfG_tF", "mean"), ("Cell3_main", "the cell"), ("memcpy", "memcpy"),
  ])
  func writesFunctionsAsInSwift(symbol: String, name: String) {
    #expect(SwiftSymbol.name(of: symbol) == name)
  }
}
