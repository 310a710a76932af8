#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The step of the nine-step colour ramp for each value of a table.
struct CellColors {
  static let steps = 9

  let low: Double
  let high: Double
  private let scale: ColorScale
  private let format: NumberFormat

  /// - Parameters:
  ///   - values: all that become colours.
  ///   - scale: diverging for values of both signs, else linear, unless given.
  ///   - domain: the values at both ends of the ramp; those of `values` unless given.
  ///   - format: how the key writes its numbers.
  init(
    _ values: some Sequence<Double>, scale: ColorScale?, domain: ClosedRange<Double>? = nil,
    format: NumberFormat = .automatic
  ) {
    self.format = format
    var (low, high, leastPositive) = (Double.infinity, -Double.infinity, Double.infinity)
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
      if value > 0 { leastPositive = min(leastPositive, value) }
    }
    if low > high { (low, high) = (0, 1) }
    if let domain { (low, high) = (domain.lowerBound, domain.upperBound) }
    self.scale = scale ?? (low < 0 && high > 0 ? .diverging : .linear)
    switch self.scale {
    case .diverging:
      high = max(abs(low), abs(high))
      low = -high
    case .log:
      if domain == nil || low <= 0 { low = min(leastPositive, high) }
    case .sqrt, .linear: break
    }
    self.low = low
    self.high = high
  }

  /// The CSS class without its number.
  var prefix: String { scale == .diverging ? "d" : "q" }

  var isDiverging: Bool { scale == .diverging }

  /// From 0 to 8; `nil` for a value that has no colour.
  func step(_ value: Double) -> Int? {
    share(value).map {
      min(Int(saturating: ($0 * Double(Self.steps)).rounded(.down)), Self.steps - 1)
    }
  }

  /// How far along the ramp a value lies, from 0 to 1; `nil` for a value that is not finite, or not
  /// positive on a logarithmic scale.
  func share(_ value: Double) -> Double? {
    guard value.isFinite else { return nil }
    let share: Double
    switch scale {
    case .log:
      guard value > 0 else { return nil }
      share = (log(value) - log(low)) / (log(high) - log(low))
    case .sqrt: share = linear(value).squareRoot()
    case .linear, .diverging: share = linear(value)
    }
    // Where all values are equal there is nothing to tell apart.
    guard share.isFinite else { return scale == .diverging ? 0.5 : 0 }
    return min(max(share, 0), 1)
  }

  private func linear(_ value: Double) -> Double {
    max(Double.share(of: value, from: low, to: high), 0)
  }

  /// Whether a finite value lies beyond the ends of the ramp and has the colour of an end.
  func isOutside(_ value: Double) -> Bool { value.isFinite && !(low...high).contains(value) }

  /// What is said of values beyond the ends.
  static func remark(outside count: Int, _ noun: String) -> String {
    "\(NumberText.counted(count, noun)) beyond the ends of the colours"
  }

  /// The key of the colours: a ramp, or a single colour where all values are equal.
  ///
  /// - Parameters:
  ///   - label: what the values are.
  ///   - first: the step that the lowest value has.
  func legend(
    label: String? = nil, ramp: LegendEntry.RampColors, first: Int? = nil
  ) -> LegendEntry {
    guard low == high else { return .ramp(label: label, marks: key, colors: ramp) }
    return .series(
      name: (label.map { $0 + ": " } ?? "") + key[0],
      classes: "\(prefix)\(first ?? step(low) ?? 0)", isLine: false)
  }

  /// The texts at the ends of the ramp, and at its middle where that is zero.
  var key: [String] {
    let column = NumberColumn([low, high], format: format)
    let ends = [column.text(low), column.text(high)]
    return isDiverging ? [ends[0], "0", ends[1]] : ends
  }
}
