internal import Datasets
internal import NotebookDisplay
internal import Tensors

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

extension SearchPlan {
  /// More trials than anybody waits for.
  private static let largest = 1_000_000

  /// The settings to try, in order.
  func trials(
    over ranges: KeyValuePairs<String, SearchRange>, _ progress: SearchProgress
  ) throws(ModelError) -> [Trial] {
    let settings: [[(name: String, value: Trial.Value)]]
    switch self {
    case .grid(let points):
      guard points > 0 else {
        throw .wrongRequest(".grid(points: \(points)) expects at least one point, got \(points)")
      }
      let count = ranges.reduce(1.0) { $0 * Double($1.value.gridCount(points)) }
      guard count <= Double(Self.largest) else {
        throw .wrongRequest(
          "this grid has \(brief(count)) combinations: take fewer points, or .random(trials:)")
      }
      settings = ranges.reduce([[]]) { rows, entry in
        rows.flatMap { row in entry.value.gridValues(points).map { row + [(entry.key, $0)] } }
      }
    case .random(let trials, let seed):
      guard (0...Self.largest).contains(trials) else {
        throw .wrongRequest(
          ".random(trials: \(trials)) expects 0 to \(grouped(Self.largest)) trials, got \(trials)")
      }
      let shares = Tensor.uniform(
        [trials, max(1, ranges.count)], seed: seed
      ).doubles
      settings = (0..<trials).map { trial in
        ranges.enumerated().map { index, entry in
          (entry.key, entry.value.value(at: shares[trial * ranges.count + index]))
        }
      }
    }
    return settings.enumerated().map { Trial(number: $0 + 1, settings: $1, progress: progress) }
  }
}

/// A number with about four significant digits: "0.0123", "64".
func significant(_ number: Double) -> String {
  guard number != 0, number.isFinite, number != number.rounded() else { return brief(number) }
  let decimals = max(0, 3 - Int(clamping: log10(number.magnitude).rounded(.down)))
  var digits = fixed(number, min(decimals, 12))
  while digits.contains(".") && (digits.hasSuffix("0") || digits.hasSuffix(".")) {
    digits.removeLast()
  }
  return digits
}
