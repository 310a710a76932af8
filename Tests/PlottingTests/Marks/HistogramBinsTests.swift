import Testing

@testable import Plotting

@Suite struct HistogramBinsTests {
  @Test func countsEveryFiniteValueOnce() {
    let values = [0, 0.5, 1, 1.5, 2, .nan, .infinity]
    let bins = HistogramBins(values: values, count: 4, domain: nil)
    #expect(bins.counts(values) == [1, 1, 1, 2])
  }

  @Test func opensAroundASingleValue() {
    let bins = HistogramBins(values: [3, 3, 3], count: 10, domain: nil)
    #expect(bins.counts([3, 3, 3]).reduce(0, +) == 3)
  }

  @Test func leavesOutWhatLiesBeyondTheDomain() {
    let bins = HistogramBins(values: [-9, 0, 9], count: 2, domain: -1...1)
    #expect(bins.counts([-9, 0, 9]) == [0, 1])
  }

  @Test func survivesNoValues() {
    #expect(HistogramBins(values: [], count: 3, domain: nil).counts([]) == [0, 0, 0])
  }
}
