internal import NotebookDisplay

/// How some numbers are spread: those that are finite, with a count of the others.
package struct Spread: Codable, Sendable, Equatable {
  /// How many numbers there are.
  package var count: Int
  /// How many of them are infinite or not a number, as those of runs that diverge are.
  package var notFinite: Int
  /// The least number that is finite; with ``greatest``, ``mean`` and ``median`` not a number where
  /// none is.
  package var least: Double
  package var greatest: Double
  package var mean: Double
  /// Of the sample, with one less than the count below the line; not a number for a single one.
  package var standardDeviation: Double
  package var median: Double

  /// The spread of numbers; `nil` where there are none.
  package init?(_ numbers: [Double]) {
    guard !numbers.isEmpty else { return nil }
    let sorted = numbers.filter(\.isFinite).sorted()
    count = numbers.count
    notFinite = count - sorted.count
    guard let first = sorted.first, let last = sorted.last else {
      (least, greatest, mean, standardDeviation, median) = (.nan, .nan, .nan, .nan, .nan)
      return
    }
    (least, greatest) = (first, last)
    let amount = Double(sorted.count)
    let sum = sorted.reduce(0, +)
    let quotient = sum.isFinite ? sum / amount : sorted.reduce(0) { $0 + $1 / amount }
    // Rounding must not put it outside.
    let mean = min(max(quotient, first), last)
    self.mean = mean
    // Measured by the largest distance, so that no square is too large for a number.
    let distance = max(last - mean, mean - first)
    let squares = sorted.reduce(0) { sum, number in
      let share = distance > 0 ? (number - mean) / distance : 0
      return sum + share * share
    }
    standardDeviation = sorted.count > 1 ? (squares / (amount - 1)).squareRoot() * distance : .nan
    let middle = sorted.count / 2
    median =
      sorted.count.isMultiple(of: 2)
      ? sorted[middle - 1] / 2 + sorted[middle] / 2 : sorted[middle]
  }

  /// Whether any number is finite.
  package var hasFinite: Bool { notFinite < count }

  /// "0.82 to 0.85, mean 0.84", or the one number; and how many were not finite.
  package var text: String {
    func short(_ number: Double) -> String { "\(number.rounded(toSignificantDigits: 4))" }
    guard hasFinite else { return "not finite" }
    let range =
      least == greatest
      ? short(least) : "\(short(least)) to \(short(greatest)), mean \(short(mean))"
    return notFinite == 0 ? range : "\(range); \(notFinite) of \(count) not finite"
  }
}

extension Spread {
  /// Whether everything is the same; two figures that are not a number are.
  package static func == (one: Self, other: Self) -> Bool {
    one.count == other.count && one.notFinite == other.notFinite
      && (!one.hasFinite
        || [one.least, one.greatest, one.mean, one.median]
          == [other.least, other.greatest, other.mean, other.median]
          && (one.standardDeviation == other.standardDeviation
            || one.standardDeviation.isNaN && other.standardDeviation.isNaN))
  }
}
