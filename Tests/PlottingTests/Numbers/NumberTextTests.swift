import Testing

@testable import Plotting

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0, "0"), (0.42134, "0.4213"), (2.30259, "2.303"), (109_386, "109,386"), (1.5, "1.5"),
    (-0.25, "−0.25"), (1.2e-4, "1.2e-4"), (12_345_678.5, "1.23e7"), (.nan, "NaN"),
    (.infinity, "∞"), (-.infinity, "−∞"), (0.99996, "1"), (999.96, "1,000"), (-3, "−3"),
    (5e-324, "4.94e-324"), (1.7976931348623157e308, "1.8e308"),
  ])
  func writesFourDigitsThatCanBeCopied(value: Double, text: String) {
    #expect(NumberText.short(value) == text)
  }

  @Test func roundsAndFillsDecimals() {
    #expect(NumberText.fixed(2.5, decimals: 2) == "2.50")
    #expect(NumberText.fixed(-0.004, decimals: 2) == "0")
    #expect(NumberText.fixed(0.05, decimals: 2) == "0.05")
    #expect(NumberText.fixed(1234.5, decimals: 1) == "1,234.5")
  }

  @Test func groupsThousands() {
    #expect(NumberText.grouped(-1_234_567) == "−1,234,567")
    #expect(NumberText.grouped(Int.min).hasPrefix("−9,223,372"))
  }
}
