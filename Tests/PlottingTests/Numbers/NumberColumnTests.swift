import Testing

@testable import Plotting

@Suite struct NumberColumnTests {
  private func texts(_ values: [Double], _ format: NumberFormat = .automatic) -> [String] {
    let column = NumberColumn(values, format: format)
    return values.map { column.text($0) }
  }

  @Test func tellsNeighboursApart() {
    #expect(texts([0.12341, 0.12342]) == ["0.12341", "0.12342"])
    #expect(texts([0.99991, 0.99998]) == ["0.99991", "0.99998"])
    #expect(texts([1_000_000, 1_000_020]) == ["1,000,000", "1,000,020"])
    #expect(texts([1_000_000.2, 1_000_000.5]) == ["1,000,000.2", "1,000,000.5"])
    #expect(texts([1.000001e-5, 1.000002e-5]) == ["1.000001e-5", "1.000002e-5"])
    #expect(texts([0.83331, 0.83332], .percent) == ["83.331\u{202F}%", "83.332\u{202F}%"])
    #expect(texts([1.23456e9, 1.23457e9], .scientific) == ["1.23456e9", "1.23457e9"])
  }

  /// A whole number is written in full: one that is rounded must not look like it.
  @Test func tellsWholeNumbersFromRoundedOnes() {
    #expect(texts([1_000_000, 1_000_000.002]) == ["1,000,000", "1,000,000.002"])
    #expect(
      texts([1_000_000, 1_000_000.5, 1_000_001]) == ["1,000,000", "1,000,000.5", "1,000,001"])
    #expect(texts([10_000, 10_001, 0.123456]) == ["10,000", "10,001", "0.1235"])
  }

  @Test func takesSumsThatDifferByRoundingForTheSame() {
    #expect(texts([0.1 + 0.2, 0.3]) == ["0.3", "0.3"])
  }

  @Test func keepsTheDecimalsThatWereAskedFor() {
    #expect(texts([0.121, 0.122], .decimals(2)) == ["0.12", "0.12"])
  }

  @Test func groupsAllOrNone() {
    #expect(texts([2018, 2019]) == ["2018", "2019"])
    #expect(texts([2018, 12_000]) == ["2,018", "12,000"])
  }

  @Test(arguments: [
    (0.9123, 0.0003, NumberFormat.percent, "91.23 ± 0.03\u{202F}%"),
    (0.9123, 0.01, .percent, "91.2 ± 1.0\u{202F}%"), (0.9123, 0.0123, .automatic, "0.912 ± 0.012"),
    (12.5, 3, .automatic, "12.5 ± 3.0"), (12, 3, .automatic, "12 ± 3"),
    (12.5, 0, .automatic, "12.5 ± 0"),
    (1e9, 2e6, .automatic, "1e9 ± 2e6"), (1, .nan, .automatic, "1"),
  ])
  func writesValueAndErrorToTheSameDecimal(
    value: Double, error: Double, format: NumberFormat, text: String
  ) {
    #expect(NumberColumn([value], format: format).text(value, error: error) == text)
  }

  @Test func neverGivesTwoDifferentNumbersOneText() {
    var random = Randomness(seed: 8)
    for round in 0..<300 {
      let center = random.normal() * [1e-9, 1, 1e6, 1e12, 1e200][round % 5]
      let values = (0..<8).map { _ in center * (1 + random.normal() * 1e-6) }
      let column = NumberColumn(values)
      #expect(Set(values.map { column.text($0) }).count == Set(values).count, "\(values)")
    }
  }

  /// A number that was a `Float` has the digits of one.
  @Test func writesSinglePrecisionWithItsOwnDigits() {
    let accuracies = [Float(0.905), 0.8721, 0.91].map { Double($0) }
    let column = NumberColumn(accuracies)
    #expect(accuracies.map(column.text) == ["0.905", "0.8721", "0.91"])
    #expect(NumberText.short(Double(Float(0.905))) == "0.905")
    #expect(NumberColumn([0.905, Double(Float(0.905))]).text(Double(Float(0.905))) == "0.905")
    // Two that differ by rounding errors of their own are one.
    let errors = [Float(0.04528).nextDown, 0.04528, 0.05].map { Double($0) }
    #expect(errors.map(NumberColumn(errors).text) == ["0.04528", "0.04528", "0.05"])
    // What a `Double` says exactly is kept.
    #expect(1_000_000.0625.withoutSinglePrecisionDigits == 1_000_000.0625)
    #expect((1.0 / 3).withoutSinglePrecisionDigits == 1.0 / 3)
  }
}
