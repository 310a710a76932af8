import Testing

@testable import Plotting

@Suite struct TextMetricsTests {
  private static let names = (0..<4).map {
    "a label of about eighty characters that says in full what number \($0 * 1111) of them is"
  }

  @Test(arguments: [(90.0, 1), (120, 1), (120, 2), (200, 2)])
  func keepsNamesApartThatDifferInTheirMiddle(_ width: Double, _ lines: Int) {
    let shown = TextMetrics.wrapped(Self.names, to: width, lines: lines)
    #expect(Set(shown).count == Self.names.count, "\(shown)")
    for line in shown.joined() { #expect(TextMetrics.width(line) <= width) }
    // Where there is room for more, what differs may be told by its end.
    for (number, text) in shown.enumerated() where width < 200 {
      #expect(text.last?.contains("\(number * 1111)") == true)
    }
  }

  @Test func cutsOtherNamesAtTheirEndOrInTheirMiddle() {
    #expect(
      TextMetrics.wrapped(["short", "and long enough"], to: 60, lines: 1)[1][0].hasSuffix("…"))
    let files = TextMetrics.wrapped(["a long path/one", "a long path/two"], to: 70, lines: 1)
    #expect(files[0][0].hasSuffix("one") && files[1][0].hasSuffix("two"))
    let same = TextMetrics.wrapped(["the same long name", "the same long name"], to: 60, lines: 1)
    #expect(same[0] == same[1])
  }
}
