import Testing

@testable import Plotting

@Suite struct SeriesColorsTests {
  @Test func bindsColoursToNamesInOrderOfAppearance() {
    let colors = SeriesColors()
    #expect(colors.slots(for: ["b", "a"]) == ["b": 1, "a": 2])
    #expect(colors.slots(for: ["a", "c", "b"]) == ["a": 2, "c": 3, "b": 1])
  }

  @Test func neverRepeatsAColourInAChartOfNewNames() {
    let colors = SeriesColors()
    _ = colors.slots(for: (0..<6).map { "old \($0)" })
    let slots = colors.slots(for: (0..<7).map { "new \($0)" })
    #expect(Set(slots.values).count == 7)
  }

  @Test func keepsTheColourOfANameForever() {
    let colors = SeriesColors()
    let first = colors.slots(for: ["with BN"])
    for round in 0..<30 { _ = colors.slots(for: ["other \(round)"]) }
    #expect(colors.slots(for: ["with BN"]) == first)
  }
}
