import Testing

@testable import KernelSupervision

@Suite struct MemoryLimitTests {
  @Test func isFourFifthsOfWhatIsFreeWhereNoneIsSet() throws {
    let limit = try #require(MemoryLimit.current(setTo: nil))
    #expect(limit.bytes > 1 << 20)
    #expect(!limit.isSet)
    #expect(
      limit.explanation.hasPrefix(
        "the limit is four fifths of the memory that was free when the run began; "
          + "'--memory SIZE' sets another, such as --memory "))
  }

  @Test(arguments: [(0, "1G"), (1 << 30, "2G"), (12_000_000_000, "16G"), (Int.max, "1048576G")])
  func suggestsALargerOne(bytes: Int, size: String) {
    #expect(MemoryLimit(bytes: bytes, isSet: false).explanation.hasSuffix("--memory \(size)"))
  }

  @Test func saysWhoSetIt() {
    #expect(MemoryLimit.current(setTo: 5) == MemoryLimit(bytes: 5, isSet: true))
    #expect(MemoryLimit(bytes: 5, isSet: true).explanation == "the limit is set by '--memory'")
    #expect(
      MemoryLimit(bytes: 5, isSet: true, shares: 2).explanation
        == "each of 2 runs at once has its share of the memory that was free; "
        + "'--jobs 1' gives one run all of it, '--memory SIZE' sets another limit")
  }

  @Test func countsWhatWasSwappedOut() {
    let status = "Name:\tx\nVmRSS:\t    1200 kB\nVmSwap:\t     300 kB\n"
    #expect(MemoryLimit.kilobytes("VmRSS", in: status) == 1200 * 1024)
    #expect(MemoryLimit.kilobytes("VmSwap", in: status) == 300 * 1024)
    #expect(MemoryLimit.kilobytes("VmSw", in: status) == nil)
  }

  @Test func theKernelIsTheFirstThatTheSystemEnds() async throws {
    let record = try await runAlone(
      """
      import Glibc
      let file = open("/proc/self/oom_score_adj", O_RDONLY)
      var bytes = [UInt8](repeating: 0, count: 16)
      let count = read(file, &bytes, 16)
      print(String(decoding: bytes[..<count], as: UTF8.self), terminator: "")
      """)
    #expect(record.standardOutput == "800\n")
  }
}
