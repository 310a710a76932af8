import NotebookDisplay
import Testing

@testable import Plotting

/// Two values that differ have different texts in every part of a chart, whatever the format.
@Suite struct DistinctTextsTests {
  private func figure(_ chart: Chart) throws -> Figure { try chart.figure(colors: SeriesColors()) }

  /// The labels to the left of the plot.
  private func yTicks(_ svg: String) -> [String] {
    svg.matches(of: /<text class="e" x="0"[^>]*>(.*?)<\/text>/).map { String($0.1) }
  }

  private static let lists: [(values: [Double], format: Plotting.NumberFormat)] = [
    ([0.001, 0.002, 0.003], .decimals(2)), ([0.121, 0.122, 0.123], .decimals(2)),
    ([0.000_01, 0.5, 0.9], .percent), ([0.832_21, 0.832_22, 0.832_23], .percent),
    ([1e15 + 1, 1e15 + 2, 1e15 + 3], .automatic), ([1e15 + 1, 1e15 + 2, 1e15 + 3], .decimals(1)),
    ([1e6, 1e6 + 0.25, 1e6 + 0.5], .automatic), ([1.000_001e-7, 1.000_002e-7, 2e-7], .scientific),
  ]

  @Test(arguments: lists)
  func ofTicksTablesHoverAndBars(values: [Double], format: Plotting.NumberFormat) throws {
    let line = try figure(Chart { LineMark(values) }.format(y: format))
    let ticks = yTicks(line.svg)
    #expect(ticks.count >= 2 && Set(ticks).count == ticks.count, "\(ticks)")
    let cells = line.data?.rows.map { $0[1] } ?? []
    #expect(cells.count == 3 && Set(cells).count == 3, "\(cells)")
    let hover = line.svg.matches(of: /<tspan class="t1"[^>]*>(.*?)<\/tspan>/).map { String($0.1) }
    #expect(hover.count == 3 && Set(hover).count == 3, "\(hover)")
    let ends = try #require(line.description.firstMatch(of: /\. (\S+\s?%?) to (\S+\s?%?), highest/))
    #expect(ends.1 != ends.2)
    let bars = try figure(Chart { BarMark(["a", "b", "c"], values) }.format(x: format))
    for cell in bars.data?.rows.map({ $0[1] }) ?? [] {
      #expect(cell != "0" && cell != "0\u{202F}%" && bars.description.contains(cell))
    }
    #expect(Set(bars.data?.rows.map { $0[1] } ?? []).count == 3)
  }

  /// The key of cells is written as the cells are.
  @Test func ofKeysAndCells() throws {
    let cells = try figure(Chart { CellMark([[0.001, 0.002], [0.25, 0.5]]) }.format(x: .percent))
    #expect(cells.svg.contains("<li style=\"flex-wrap:wrap\">0.1\u{202F}%"))
    #expect(cells.svg.contains(">50.0\u{202F}%</text>"))
    let whole = try figure(Chart { CellMark([[1e15 + 1, 1e15 + 2]]) })
    #expect(whole.svg.contains("1,000,000,000,000,001") && whole.svg.contains("000,002"))
    let sums = try figure(Chart { CellMark([[1.5, 4_925_925.5]]) })
    #expect(sums.svg.contains("4,925,925.5"))
  }

  /// The axis of numbers that hardly differ says what its labels leave out.
  @Test func ofWholeNumbersByAnOffset() throws {
    let svg = try figure(Chart { LineMark([1e15 + 1, 1e15 + 2, 1e15 + 3]) }).svg
    #expect(svg.contains("value − 1,000,000,000,000,000"))
    #expect(yTicks(svg).first == "1.0" || yTicks(svg).first == "1")
  }

  @Test func ofHistogramsInTheFormatOfTheAxis() throws {
    let histogram = try figure(
      Chart { HistogramMark([0.1, 0.2, 0.4], bins: 3) }.format(x: .percent))
    #expect(histogram.svg.contains(">10.0\u{202F}% to 20.0\u{202F}%<"))
    #expect(histogram.description.contains("most around 15.0\u{202F}%"))
    let band = try figure(
      Chart { BandMark(x: [1, 2], yStart: [0.1, 0.2], yEnd: [0.3, 0.4]) }.format(y: .percent))
    #expect(band.description.contains("10.0\u{202F}% to 30.0\u{202F}% at the start"))
  }
}
