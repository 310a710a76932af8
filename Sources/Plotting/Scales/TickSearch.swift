#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Finds labels for a linear axis: the extended algorithm of Talbot, Lin and Hanrahan, "An
/// Extension of Wilkinson's Algorithm for Positioning Tick Labels on Axes" (2010), with the
/// authors' weights.
///
/// Every candidate is scored by how simple its numbers are, how well it covers the data and how
/// close it comes to the wanted number of labels; bounds on the scores end the search early.
struct TickSearch {
  /// Nice steps within a power of ten, the nicest first.
  var steps: [Double] = [1, 5, 2, 2.5, 4, 3]
  /// Steps below this are not considered: 1 for counts.
  var smallestStep = 0.0

  private enum Weight {
    static let simplicity = 0.25
    static let coverage = 0.2
    static let density = 0.5
    static let legibility = 0.05
  }

  /// Equally spaced ticks: `first`, `first + 1`, … `last` times `step`.
  struct Result: Equatable {
    var first: Int
    var last: Int
    /// How many units lie between neighbours.
    var stride: Int
    var unit: Double

    var step: Double { Double(stride) * unit }

    var values: [Double] {
      Swift.stride(from: first, through: last, by: stride).map { index in
        // Dividing by a power of ten rounds once; multiplying by its inverse would round twice.
        unit < 1 ? Double(index) / (1 / unit).rounded(toDigits: 15) : Double(index) * unit
      }
    }
  }

  /// The best labels for data from `low` to `high` when about `count` of them are wanted.
  ///
  /// `nil` where the distance between `low` and `high` is too small or too large to be divided.
  func best(low: Double, high: Double, count: Int) -> Result? {
    guard high - low > 1e-300, high - low < 1e305 else { return nil }
    let wanted = Double(max(count, 2))
    var best: Result?
    var bestScore = -2.0
    var skip = 1
    search: while skip < 1000 {
      for (index, nice) in steps.enumerated() {
        let simplest = simplicityBound(index: index, skip: skip)
        if score(simplest, 1, 1) < bestScore { break search }
        var labels = 2
        while labels < 1000 {
          let density = densityBound(labels: Double(labels), wanted: wanted)
          if score(simplest, 1, density) < bestScore { break }
          let delta = (high - low) / Double(labels + 1) / Double(skip) / nice
          var power = Int(saturating: ceil(log10(delta)))
          while power < 308 {
            let step = Double(skip) * nice * pow(10, Double(power))
            let span = step * Double(labels - 1)
            if score(simplest, coverageBound(low, high, span), density) < bestScore { break }
            if step >= smallestStep {
              scoreStarts(labels, skip, index, power, low, high, wanted, &best, &bestScore)
            }
            power += 1
          }
          labels += 1
        }
      }
      skip += 1
    }
    return best
  }

  /// Scores every start for one step and number of labels.
  private func scoreStarts(
    _ labels: Int, _ skip: Int, _ index: Int, _ power: Int, _ low: Double, _ high: Double,
    _ wanted: Double, _ best: inout Result?, _ bestScore: inout Double
  ) {
    let unit = steps[index] * pow(10, Double(power))
    let span = Double(skip * (labels - 1))
    let firstStart = floor(high / unit) - span
    let lastStart = ceil(low / unit)
    guard firstStart <= lastStart, abs(firstStart) < 1e15, abs(lastStart) < 1e15 else { return }
    for start in Int(saturating: firstStart)...Int(saturating: lastStart) {
      let end = start + skip * (labels - 1)
      let (lowest, highest) = (Double(start) * unit, Double(end) * unit)
      let containsZero = start <= 0 && end >= 0 && start % skip == 0
      let simplicity = simplicityBound(index: index, skip: skip) - (containsZero ? 0 : 1)
      let coverage = coverage(low, high, lowest, highest)
      let density = density(Double(labels), wanted, low, high, lowest, highest)
      let total = score(simplicity, coverage, density)
      if total > bestScore {
        bestScore = total
        best = Result(first: start, last: end, stride: skip, unit: unit)
      }
    }
  }

  private func score(_ simplicity: Double, _ coverage: Double, _ density: Double) -> Double {
    Weight.simplicity * simplicity + Weight.coverage * coverage + Weight.density * density
      + Weight.legibility
  }

  /// The simplicity of labels that contain zero.
  private func simplicityBound(index: Int, skip: Int) -> Double {
    1 - Double(index) / Double(steps.count - 1) - Double(skip) + 1
  }

  private func coverage(_ low: Double, _ high: Double, _ first: Double, _ last: Double) -> Double {
    let range = 0.1 * (high - low)
    let (above, below) = ((high - last) / range, (low - first) / range)
    return 1 - 0.5 * (above * above + below * below)
  }

  private func coverageBound(_ low: Double, _ high: Double, _ span: Double) -> Double {
    let range = high - low
    guard span > range else { return 1 }
    let half = (span - range) / 2 / (0.1 * range)
    return 1 - half * half
  }

  private func density(
    _ labels: Double, _ wanted: Double, _ low: Double, _ high: Double, _ first: Double,
    _ last: Double
  ) -> Double {
    let actual = (labels - 1) / (last - first)
    let target = (wanted - 1) / (max(last, high) - min(first, low))
    return 2 - max(actual / target, target / actual)
  }

  private func densityBound(labels: Double, wanted: Double) -> Double {
    labels >= wanted ? 2 - (labels - 1) / (wanted - 1) : 1
  }
}

extension Double {
  /// The value with only so many significant digits.
  fileprivate func rounded(toDigits digits: Int) -> Double {
    guard self != 0, isFinite else { return self }
    let scale = pow(10, Double(digits - 1) - floor(log10(abs(self))))
    return scale.isFinite ? (self * scale).rounded() / scale : self
  }
}
