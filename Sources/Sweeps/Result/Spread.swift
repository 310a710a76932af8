internal import NotebookDisplay

/// How some numbers are spread.
package struct Spread: Codable, Sendable, Equatable {
  package var count: Int
  package var least: Double
  package var greatest: Double
  package var mean: Double
  /// Of the sample, with one less than the count below the line; 0 for a single number.
  package var standardDeviation: Double
  package var median: Double

  /// The spread of the numbers that are finite; `nil` where none is.
  package init?(_ numbers: [Double]) {
    let sorted = numbers.filter(\.isFinite).sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    count = sorted.count
    (least, greatest) = (first, last)
    let mean = sorted.reduce(0, +) / Double(sorted.count)
    self.mean = min(max(mean, first), last)
    let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    standardDeviation = count > 1 ? (squares / Double(count - 1)).squareRoot() : 0
    let middle = sorted.count / 2
    median =
      sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }

  /// "0.82 to 0.85, mean 0.84", or the one number.
  package var text: String {
    func short(_ number: Double) -> String { "\(number.rounded(toSignificantDigits: 4))" }
    return least == greatest
      ? short(least) : "\(short(least)) to \(short(greatest)), mean \(short(mean))"
  }
}
