import Testing

@testable import Plotting

@Suite struct HistogramBinsTests {
  @Test func countsEveryFiniteValueOnce() {
    let values = [0, 0.5, 1, 1.5, 2, .nan, .infinity]
    let bins = HistogramBins(values: values, count: 4, domain: nil)
    #expect(bins.counted(values).counts == [1, 1, 1, 2])
    #expect(bins.counted(values).lost == LostValues(notFinite: 2, outside: 0))
  }

  @Test func opensAroundASingleValue() {
    let bins = HistogramBins(values: [3, 3, 3], count: 10, domain: nil)
    #expect(bins.counted([3, 3, 3]).counts.reduce(0, +) == 3)
  }

  @Test func leavesOutWhatLiesBeyondTheDomain() {
    let bins = HistogramBins(values: [-9, 0, 9], count: 2, domain: -1...1)
    #expect(bins.counted([-9, 0, 9]).counts == [0, 1])
    #expect(bins.counted([-9, 0, 9]).lost == LostValues(notFinite: 0, outside: 2))
  }

  @Test func survivesNoValues() {
    #expect(HistogramBins(values: [], count: 3, domain: nil).counted([]).counts == [0, 0, 0])
  }

  @Test func makesTheAreaOfADensityOne() {
    let bins = HistogramBins(values: [0, 10], count: 5, domain: nil)
    let heights = bins.heights([1, 2, 3, 0, 4], .density)
    #expect(abs(heights.reduce(0, +) * bins.width - 1) < 1e-12)
    #expect(bins.heights([1, 2, 3, 0, 4], .share).reduce(0, +) == 1)
  }
}
