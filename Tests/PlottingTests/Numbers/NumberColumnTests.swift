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

  @Test func hasTheDecimalsThatWereAskedForAndMoreWhereTextsWouldBeAlike() {
    #expect(texts([0.121, 0.126], .decimals(2)) == ["0.12", "0.13"])
    #expect(texts([0.121, 0.121], .decimals(2)) == ["0.12", "0.12"])
    #expect(texts([0.121, 0.122], .decimals(2)) == ["0.121", "0.122"])
    #expect(texts([3, 4], .decimals(1)) == ["3.0", "4.0"])
  }

  /// What is not zero is not written as zero.
  @Test func writesSmallNumbersBesideDecimals() {
    #expect(texts([0.001, 0.002, 0.5], .decimals(2)) == ["0.001", "0.002", "0.50"])
    #expect(texts([0.00001, 0.9], .percent) == ["0.001\u{202F}%", "90.0\u{202F}%"])
    #expect(texts([0, 1e-12, 1], .percent) == ["0\u{202F}%", "1e-10\u{202F}%", "100.0\u{202F}%"])
    // With the decimals that others need, what was small is no longer.
    #expect(
      texts([0.004_11, 0.004_12, 0.5001, 0.5002], .decimals(2))
        == ["0.00411", "0.00412", "0.50010", "0.50020"])
  }

  @Test func roundsNothingTo100Percent() {
    #expect(
      texts([0.5, 0.99, 0.99999], .percent)
        == ["50.000\u{202F}%", "99.000\u{202F}%", "99.999\u{202F}%"])
    #expect(texts([0.5, 1], .percent) == ["50.0\u{202F}%", "100.0\u{202F}%"])
  }

  @Test func tellsTheLargestWholeNumbersApart() {
    #expect(
      texts([1e15 + 1, 1e15 + 2]) == ["1,000,000,000,000,001", "1,000,000,000,000,002"])
    #expect(
      texts([1e15 + 1, 1e15 + 2], .decimals(2)) == ["1.000000000000001e15", "1.000000000000002e15"])
    let last = Double.firstInexactInteger
    #expect(Set(texts([last - 2, last - 1])).count == 2)
    #expect(texts([1e15, 2e15]) == ["1e15", "2e15"])
  }

  @Test func keepsShortFractionsOfLargeNumbers() {
    #expect(texts([1e6, 1e6 + 0.25, 1e6 + 0.5]) == ["1,000,000", "1,000,000.25", "1,000,000.5"])
    #expect(texts([1_234_567.891]) == ["1,234,567.891"])
  }

  @Test func groupsAllOrNone() {
    #expect(texts([2018, 2019]) == ["2018", "2019"])
    #expect(texts([2018, 12_000]) == ["2,018", "12,000"])
  }

  private static let withErrors:
    [(value: Double, error: Double, format: Plotting.NumberFormat, text: String)] = [
      (0.9123, 0.0003, NumberFormat.percent, "91.23 ± 0.03\u{202F}%"),
      (0.9123, 0.01, .percent, "91.2 ± 1.0\u{202F}%"),
      (0.9123, 0.0123, .automatic, "0.912 ± 0.012"),
      (12.5, 3, .automatic, "12.5 ± 3.0"), (12, 3, .automatic, "12 ± 3"),
      (12.5, 0, .automatic, "12.5 ± 0"),
      (1e9, 2e6, .automatic, "1e9 ± 2e6"), (1, .nan, .automatic, "1"),
      (1_234_567.891, 2.5, .automatic, "1,234,567.9 ± 2.5"),
      (1.2345e-5, 2e-8, .automatic, "1.2345e-5 ± 2e-8"), (2e9, 0, .automatic, "2,000,000,000 ± 0"),
      (0.871_23, 0.001_23, .decimals(2), "0.8712 ± 0.0012"),
      (0.871_23, 0.0123, .decimals(2), "0.87 ± 0.01"),
    ]

  @Test(arguments: withErrors)
  func writesValueAndErrorToTheSameDecimal(
    value: Double, error: Double, format: NumberFormat, text: String
  ) {
    #expect(NumberColumn([value], format: format).text(value, error: error) == text)
  }

  @Test(arguments: [NumberFormat.automatic, .scientific, .percent, .decimals(0), .decimals(2)])
  func neverGivesTwoDifferentNumbersOneText(format: NumberFormat) {
    var random = Randomness(seed: 8)
    for round in 0..<300 {
      let center = random.normal() * [1e-9, 1, 1e6, 1e12, 1e200][round % 5]
      let values = (0..<8).map { _ in center * (1 + random.normal() * 1e-6) }
      let column = NumberColumn(values, format: format)
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
