internal import Datasets
internal import Tensors

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

extension SearchPlan {
  /// The settings to try, in order.
  func trials(over ranges: KeyValuePairs<String, SearchRange>) -> [Trial] {
    switch self {
    case .grid(let points):
      let combinations = ranges.reduce([[]] as [[(name: String, value: Double)]]) { rows, entry in
        rows.flatMap { row in
          entry.value.gridValues(max(1, points)).map { row + [(entry.key, $0)] }
        }
      }
      return numbered(combinations)
    case .random(let trials, let seed):
      let shares = Tensor.uniform(
        [max(0, trials), max(1, ranges.count)],
        seed: Int(truncatingIfNeeded: seed)
      ).doubles
      return numbered(
        (0..<max(0, trials)).map { trial in
          ranges.enumerated().map { index, entry in
            (entry.key, entry.value.value(at: shares[trial * ranges.count + index]))
          }
        })
    }
  }

  private func numbered(_ settings: [[(name: String, value: Double)]]) -> [Trial] {
    settings.enumerated().map { Trial(number: $0 + 1, settings: $1) }
  }
}

/// A number with about four significant digits: "0.0123", "64".
func significant(_ number: Double) -> String {
  guard number != 0, number.isFinite, number != number.rounded() else { return brief(number) }
  let decimals = max(0, 3 - Int(log10(number.magnitude).rounded(.down)))
  var digits = fixed(number, min(decimals, 12))
  while digits.contains(".") && (digits.hasSuffix("0") || digits.hasSuffix(".")) {
    digits.removeLast()
  }
  return digits
}
