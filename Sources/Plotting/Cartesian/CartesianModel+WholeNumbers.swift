extension CartesianModel {
  /// Whether all numbers that an axis shows are whole and lie so far apart that ticks at whole
  /// numbers suffice; years and epochs are such numbers, whatever their type.
  ///
  /// - Parameters:
  ///   - lists: what the axis shows; what is not finite does not count.
  ///   - span: the least distance between the lowest and the highest of them.
  static func areWhole(_ lists: [[Double]?], span: Double) -> Bool {
    var (low, high) = (Double.infinity, -Double.infinity)
    for list in lists {
      guard let list else { return false }
      for value in list where value.isFinite {
        // Beyond, every number is whole.
        guard value == value.rounded(), value.magnitude < 1e15 else { return false }
        low = min(low, value)
        high = max(high, value)
      }
    }
    return high - low >= span
  }
}

extension Trace {
  /// What the ticks of x have to tell apart; `nil` where fractions are shown in any case.
  var wholePlaces: [Double]? {
    guard isHorizontal else { return categories }
    return style.stacking == .normalized ? nil : low + high + whiskers
  }

  /// What the ticks of y have to tell apart; each `nil` where fractions are shown in any case.
  var wholeValues: [[Double]?] {
    if isHorizontal { return [categories] }
    if style.stacking == .normalized || average != nil { return [nil] }
    switch shape {
    case .bars: return [low, high, whiskers]
    case .band: return [low, high]
    case .area where style.stacking != nil: return [high]
    case .line, .area, .points, .texts, .histogram: return [y, whiskers]
    }
  }
}
