import Testing

@testable import Plotting

@Suite struct NumberTextTests {
  private static let short: [(value: Double, text: String)] = [
    (0, "0"), (-0.0, "0"), (0.42134, "0.4213"), (2.30259, "2.303"), (109_386, "109,386"),
    (2018, "2018"), (1.5, "1.5"), (-0.25, "−0.25"), (1.2e-4, "1.2e-4"),
    (12_345_678.5, "12,345,678.5"), (12_345.6, "12,345.6"), (50_000.0 / 3, "16,667"),
    (5e9 / 3, "1.67e9"), (.nan, "NaN"), (.infinity, "∞"), (-.infinity, "−∞"), (-3, "−3"),
    (5e-324, "4.94e-324"), (1.7976931348623157e308, "1.8e308"), (9.9996e-4, "1e-3"),
  ]

  @Test(arguments: short)
  func writesFourDigitsThatCanBeCopied(value: Double, text: String) {
    #expect(NumberText.short(value) == text)
  }

  @Test(arguments: [(0.99996, "0.99996"), (0.9999999, "0.9999999"), (999.96, "999.96")])
  func neverRoundsToAWholeNumber(value: Double, text: String) {
    #expect(NumberText.short(value) == text)
  }

  @Test func roundsAndFillsDecimals() {
    #expect(NumberText.fixed(2.5, decimals: 2) == "2.50")
    #expect(NumberText.fixed(-0.004, decimals: 2) == "0")
    #expect(NumberText.fixed(0.006, decimals: 2) == "0.01")
    #expect(NumberText.fixed(9.996, decimals: 2) == "10.00")
    #expect(NumberText.fixed(0.05, decimals: 2) == "0.05")
    #expect(NumberText.fixed(12_345.5, decimals: 1) == "12,345.5")
  }

  @Test func groupsThousands() {
    #expect(NumberText.grouped(-1_234_567) == "−1,234,567")
    #expect(NumberText.grouped(Int.min).hasPrefix("−9,223,372"))
  }

  @Test func countsInTheSingularAndThePlural() {
    #expect(NumberText.counted(1, "value") == "1 value")
    #expect(NumberText.counted(2500, "value") == "2,500 values")
  }

  @Test func takesAnyNumberForAnInteger() {
    #expect(Int(saturating: 2.5) == 3 && Int(saturating: -2.4) == -2)
    #expect(Int(saturating: .nan) == 0)
    #expect(Int(saturating: .infinity) == 9_000_000_000_000_000_000)
    #expect(Int(saturating: -1e300) == -9_000_000_000_000_000_000)
    #expect(UInt8(saturating: 300) == 255 && UInt8(saturating: -.infinity) == 0)
  }
}
