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

  var mapping: Mapping
  /// From the axis's start to its end; the bounds differ.
  var domain: ClosedRange<Double>
  private var start: Double
  private var length: Double

  init(_ mapping: Mapping, domain: ClosedRange<Double>) {
    self.mapping = mapping
    self.domain = domain
    start = Self.bend(domain.lowerBound, mapping)
    length = Self.bend(domain.upperBound, mapping) - start
  }

  /// Where a value lies; beyond 0...1 outside of the domain, NaN where the axis has no place for it.
  func position(_ value: Double) -> Double {
    (Self.bend(value, mapping) - start) / length
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
