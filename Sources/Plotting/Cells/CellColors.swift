#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The step of the nine-step colour ramp for each value of a table.
struct CellColors {
  static let steps = 9

  var low: Double
  var high: Double
  private var scale: ColorScale

  init(_ values: some Sequence<Double>, scale: ColorScale?) {
    let finite = values.filter(\.isFinite)
    low = finite.min() ?? 0
    high = finite.max() ?? 1
    self.scale = scale ?? (low < 0 && high > 0 ? .diverging : .linear)
    switch self.scale {
    case .diverging:
      high = max(abs(low), abs(high))
      low = -high
    case .log: low = finite.filter { $0 > 0 }.min() ?? high
    case .sqrt, .linear: break
    }
  }

  /// The CSS class without its number.
  var prefix: String { scale == .diverging ? "d" : "q" }

  /// From 0 to 8; `nil` for a value that is not finite.
  func step(_ value: Double) -> Int? {
    share(value).map { min(Int($0 * Double(Self.steps)), Self.steps - 1) }
  }

  /// How far along the ramp a value lies, from 0 to 1; `nil` for a value that is not finite.
  func share(_ value: Double) -> Double? {
    guard value.isFinite else { return nil }
    let share: Double
    switch scale {
    case .log: share = value > 0 ? log(value / low) / log(high / low) : 0
    case .sqrt: share = ((value - low) / (high - low)).squareRoot()
    case .linear, .diverging: share = (value - low) / (high - low)
    }
    // Where all values are equal there is nothing to tell apart.
    guard share.isFinite else { return scale == .diverging ? 0.5 : 0 }
    return min(max(share, 0), 1)
  }
}
