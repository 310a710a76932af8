#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Maps values to the share of an axis's length, 0 at its start and 1 at its end.
struct AxisScale {
  enum Mapping: Equatable {
    case linear
    case log
    case sqrt
    /// Linear up to the constant, logarithmic beyond.
    case symlog(Double)
  }

  let mapping: Mapping
  /// From the axis's start to its end, or from its end to its start where it is reversed; the
  /// bounds differ.
  let domain: ClosedRange<Double>
  let isReversed: Bool
  private let start: Double
  private let length: Double
  /// Keeps differences of the largest numbers finite.
  private let factor: Double

  init(_ mapping: Mapping, domain: ClosedRange<Double>, isReversed: Bool = false) {
    self.mapping = mapping
    self.domain = domain
    self.isReversed = isReversed
    factor = (domain.upperBound - domain.lowerBound).isFinite ? 1 : 0.25
    start = Self.bend(domain.lowerBound * factor, mapping)
    length =
      mapping == .log
      ? Self.factors(from: domain.lowerBound, to: domain.upperBound)
      : Self.bend(domain.upperBound * factor, mapping) - start
  }

  /// Where a value lies; beyond 0...1 outside of the domain, NaN where the axis has no place for
  /// it.
  func position(_ value: Double) -> Double {
    let distance =
      mapping == .log
      ? Self.factors(from: domain.lowerBound, to: value)
      : Self.bend(value * factor, mapping) - start
    let share = distance / length
    return isReversed ? 1 - share : share
  }

  /// The value itself, or the end of the axis beyond which it lies.
  func clamped(_ value: Double) -> Double {
    min(max(value, domain.lowerBound), domain.upperBound)
  }

  /// Whether a finite value is beyond the ends of the axis.
  func isOutside(_ value: Double) -> Bool {
    value.isFinite && !domain.contains(value)
  }

  /// The logarithm of a quotient, also of numbers that are nearly equal.
  private static func factors(from low: Double, to value: Double) -> Double {
    guard value > 0 else { return .nan }
    let growth = (value - low) / low
    return growth.magnitude < 0.5 ? log1p(growth) : log(value) - log(low)
  }

  private static func bend(_ value: Double, _ mapping: Mapping) -> Double {
    switch mapping {
    case .linear: value
    case .log: value > 0 ? log10(value) : .nan
    case .sqrt: value < 0 ? -(-value).squareRoot() : value.squareRoot()
    case .symlog(let constant):
      value < 0 ? -log1p(-value / constant) : log1p(value / constant)
    }
  }
}
