import NotebookDisplay
import Testing

@testable import Plotting

/// Where the areas of several series begin and end.
@Suite struct AreaPileTests {
  private func pile(
    _ values: [[Double]], isNormalized: Bool = false, isStepped: Bool = false
  ) -> [[AreaPile.Piece]] {
    AreaPile(
      places: values[0].indices.map(Double.init), values: values, isNormalized: isNormalized,
      isStepped: isStepped
    ).pieces
  }

  @Test func putsEachOnTheOneBefore() {
    let pieces = pile([[1, 2, 3], [1, 1, 1]])
    #expect(pieces[0] == [.init(x: [0, 1, 2], low: [0, 0, 0], high: [1, 2, 3])])
    #expect(pieces[1] == [.init(x: [0, 1, 2], low: [1, 2, 3], high: [2, 3, 4])])
  }

  /// What is below zero lies below zero, whatever stands above; on its way there a series passes
  /// through zero.
  @Test func changesSidesWhereASeriesPassesThroughZero() {
    let pieces = pile([[2, 2], [1, -3]])
    #expect(pieces[0] == [.init(x: [0, 0.25, 1], low: [0, 0, 0], high: [2, 2, 2])])
    #expect(
      pieces[1] == [
        .init(x: [0, 0.25], low: [2, 2], high: [3, 2]),
        .init(x: [0.25, 1], low: [0, 0], high: [0, -3]),
      ])
  }

  @Test func leavesAGapWhereASeriesHasNoValue() {
    let pieces = pile([[1, 1, .nan, 1, 1], [2, 2, 2, 2, 2]])
    #expect(
      pieces[0] == [
        .init(x: [0, 1], low: [0, 0], high: [1, 1]), .init(x: [3, 4], low: [0, 0], high: [1, 1]),
      ])
    #expect(
      pieces[1] == [
        .init(x: [0, 1], low: [1, 1], high: [3, 3]),
        .init(x: [1, 2, 3], low: [0, 0, 0], high: [2, 2, 2]),
        .init(x: [3, 4], low: [1, 1], high: [3, 3]),
      ])
  }

  /// Nothing is drawn in a gap, and no value is lost: one between two gaps is a point.
  @Test func keepsValuesWithoutANeighbour() {
    let pieces = pile([[1, 1, 1], [.nan, 2, .infinity]])
    #expect(pieces[1] == [.init(x: [1], low: [1], high: [3])])
  }

  /// Of nothing there are no shares, whatever follows.
  @Test func leavesAGapWhereThereIsNothingToShare() {
    let pieces = pile([[0, 1, 2, 0, 1], [0, 1, 2, 0, 3]], isNormalized: true)
    #expect(pieces[0].first == .init(x: [1, 2], low: [0, 0], high: [0.5, 0.5]))
    #expect(pieces[1].first == .init(x: [1, 2], low: [0.5, 0.5], high: [1, 1]))
    #expect(pieces[0].last == .init(x: [4], low: [0], high: [0.25]))
    #expect(pile([[0, 0], [0, 0]], isNormalized: true) == [[], []])
    // On the way from one sign to the other a series alone has all of it.
    let crossing = pile([[-1, 1]], isNormalized: true)[0]
    #expect(crossing.map(\.high) == [[-1, -1], [1, 1]])
  }

  @Test func sharesAddUpToOne() {
    let pieces = pile([[1, 1e308], [3, 1e308], [0, 0]], isNormalized: true)
    #expect(pieces[0][0].high == [0.25, 0.5] && pieces[1][0].high == [1, 1])
    let signed = pile([[1, 1], [-3, -3]], isNormalized: true)
    #expect(signed[0][0].high == [0.25, 0.25] && signed[1][0].high == [-0.75, -0.75])
  }

  @Test func stepsChangeSidesAtOnce() {
    let pieces = pile([[2, 2], [1, -3]], isStepped: true)
    #expect(pieces[1] == [.init(x: [0, 1], low: [2, 0], high: [3, -3])])
  }

  /// At any place, the areas that are there have the heights of their series and do not overlap.
  @Test func fillsWhatTheValuesSay() {
    var random = Randomness(seed: 5)
    for _ in 0..<200 {
      let values = (0..<4).map { _ in
        (0..<6).map { _ in random.next() < 0.15 ? Double.nan : (random.next() - 0.4) * 10 }
      }
      let pieces = pile(values)
      for place in stride(from: 0.03125, to: 5, by: 0.0625) {
        var (top, bottom) = (0.0, 0.0)
        let (index, share) = (Int(place), place - place.rounded(.down))
        for (series, parts) in zip(values, pieces) {
          let value = series[index] * (1 - share) + series[index + 1] * share
          let found = parts.compactMap { $0.edges(at: place) }
          guard value.isFinite else {
            #expect(found.isEmpty)
            continue
          }
          let base = value < 0 ? bottom : top
          #expect(found.count == 1 && abs(found[0].low - base) < 1e-9)
          #expect(abs(found[0].high - base - value) < 1e-9)
          if value < 0 { bottom += value } else { top += value }
        }
      }
    }
  }

  @Test func axesReachTheEndsOfBothPiles() throws {
    let chart = Chart {
      AreaMark([3, 4]).series("a").stacked()
      AreaMark([2, -5]).series("b").stacked()
      AreaMark([-1, -2]).series("c").stacked()
    }
    let model = CartesianModel(chart, colors: SeriesColors(), plotWidth: 500, plotHeight: 250)
    #expect(model.y.scale.domain.lowerBound <= -7 && model.y.scale.domain.upperBound >= 5)
    let figure = try chart.figure(colors: SeriesColors())
    #expect(figure.description.hasPrefix("Stacked area chart."))
    #expect(figure.description.contains("Values below zero are stacked downwards."))
  }

  @Test func saysThatThoseOnAGapLieLower() throws {
    let words = "where a stacked series has no value, those on it lie lower"
    let figure = try Chart {
      AreaMark([1, .nan, 1]).series("a").stacked()
      AreaMark([1, 1, 1]).series("b").stacked()
    }.figure(colors: SeriesColors())
    #expect(figure.svg.contains(words) && figure.description.contains(words))
    #expect(figure.svg.contains("1 value not shown: NaN or infinite"))
    let whole = try Chart { AreaMark([1, 2, 1]).stacked() }.figure(colors: SeriesColors())
    #expect(!whole.description.contains(words))
  }

  /// The raw values behind an average would lie at places of their own.
  @Test func drawsNoGhostInAPile() throws {
    let svg = try Chart {
      AreaMark([1, 3, 1, 3]).series("a").stacked()
      AreaMark([1, 3, 1, 3]).series("b").smoothed(.ema(0.5)).stacked()
    }.figure(colors: SeriesColors()).svg
    #expect(!svg.contains("ghost"))
  }
}

extension AreaPile.Piece {
  /// Both edges at a place between two of its own.
  fileprivate func edges(at place: Double) -> (low: Double, high: Double)? {
    guard let index = x.indices.dropLast().first(where: { x[$0] < place && place < x[$0 + 1] })
    else { return nil }
    let share = (place - x[index]) / (x[index + 1] - x[index])
    return (
      low[index] * (1 - share) + low[index + 1] * share,
      high[index] * (1 - share) + high[index + 1] * share
    )
  }
}
