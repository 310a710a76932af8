import Testing

@testable import NotebookDisplay

@Suite struct NumberFormatTests {
  @Test func measuredTimesHaveFourDigitsAndTheirUnit() {
    let times: [(Duration, String)] = [
      (.seconds(4.123456), "4.123 s"), (.milliseconds(85), "85 ms"),
      (.nanoseconds(35_210), "35.21 µs"), (.nanoseconds(7), "7 ns"), (.zero, "0 s"),
      (.seconds(-124.08), "-124.1 s"),
      (.seconds(0.99996), "1 s"), (.seconds(7200), "7200 s"),
    ]
    for (time, text) in times {
      #expect(NumberFormat.measured(time) == text)
      #expect(ValueText().text(for: time) == text)
    }
  }

  @Test(arguments: [
    (0, "0 ms"), (0.0853, "85 ms"), (0.9999, "1 s"), (2.449, "2.4 s"), (59.96, "1 min 0 s"),
    (124, "2 min 4 s"), (3_780, "1 h 3 min"), (48 * 3600, "2 days"), (4e7, "more than a year"),
    (1e300, "more than a year"), (.infinity, "more than a year"), (.leastNonzeroMagnitude, "0 ms"),
    (-0.0, "0 ms"),
    (.nan, "unknown"), (-1, "unknown"), (-1e300, "unknown"),
  ])
  func writesDurations(seconds: Double, text: String) {
    #expect(NumberFormat.duration(seconds: seconds) == text)
  }

  @Test(arguments: [
    (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1 kB"), (1049, "1 kB"),
    (1050, "1.1 kB"), (999_960, "1 MB"), (26_421_880, "26.4 MB"), (104_857_600, "104.9 MB"),
    (2_000_000_000, "2 GB"), (.max, "9.2 EB"), (.min, "-9.2 EB"),
  ])
  func writesByteCounts(count: Int, text: String) {
    #expect(NumberFormat.byteCount(count) == text)
  }

  @Test(arguments: [
    (0.66, "0.6600"), (-0.66, "-0.6600"), (0, "0.0000"), (-0.0, "0.0000"), (0.00005, "0.0001"),
    (1.234e-7, "1.23e-07"), (.leastNonzeroMagnitude, "5e-324"), (1e300, "1e+300"),
    (-1e300, "-1e+300"),
    (123_456.5, "123456.5000"), (.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"),
    (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
  ])
  func writesFixedDecimals(number: Double, text: String) {
    #expect(NumberFormat.fixed(number, decimals: 4) == text)
  }

  @Test func groupsDigitsAndCounts() {
    #expect(
      [0, 999, 1000, -1_234_567, .min].map(NumberFormat.grouped) == [
        "0", "999", "1,000", "-1,234,567", "-9,223,372,036,854,775,808",
      ])
    #expect(NumberFormat.count(0, "error") == "no errors")
    #expect(NumberFormat.count(1, "line") == "1 line")
    #expect(NumberFormat.count(1312, "line") == "1,312 lines")
  }

  @Test(arguments: [
    (0.8351, "83.5\u{202F}%"), (-0.5, "\u{2212}50.0\u{202F}%"), (0, "0.0\u{202F}%"),
    (-0.0, "0.0\u{202F}%"), (.leastNonzeroMagnitude, "0.0\u{202F}%"),
    (1e300, "1e+300 × 100\u{202F}%"),
    (1e308, "1e+308 × 100\u{202F}%"), (.nan, "nan"), (-.infinity, "-inf"),
  ])
  func writesPercentages(number: Double, text: String) {
    #expect(number.percent == text)
  }

  @Test func convertsEveryNumberToAnInteger() {
    let cases: [(Double, Int)] = [
      (1e300, .max), (-1e300, .min), (.leastNonzeroMagnitude, 0), (-0.0, 0), (.nan, 0),
      (.infinity, .max),
      (-.infinity, .min), (2.9, 2), (-2.9, -2), (1e19, .max),
      (-1e19, .min),
    ]
    for (number, integer) in cases { #expect(Int(clamping: number) == integer, "\(number)") }
    #expect(UInt8(clamping: Float(300)) == 255)
    #expect(UInt8(clamping: Float(-1)) == 0)
  }

  /// A million numbers of every magnitude through everything that writes numbers: none may stop the
  /// program, none may become another.
  @Test func writesEveryNumber() {
    var bits: UInt64 = 0x9E37_79B9_7F4A_7C15
    for _ in 0..<1_000_000 {
      // Marsaglia's xorshift64.
      bits ^= bits << 13
      bits ^= bits >> 7
      bits ^= bits << 17
      let number = Double(bitPattern: bits)
      let rounded = number.rounded(toSignificantDigits: 3)
      if number.isFinite {
        let isNear = (rounded - number).magnitude <= number.magnitude * 0.00501
        if !isNear && number.magnitude > 1e-300 && rounded.isFinite {
          Issue.record("\(number) became \(rounded)")
        }
      }
      _ = NumberFormat.fixed(number, decimals: 4)
      _ = NumberFormat.duration(seconds: number)
      _ = NumberFormat.byteCount(Int(clamping: number))
      _ = number.percent
    }
  }
}
