extension AnyMark {
  /// A modifier and the marks that make use of it.
  private struct Support {
    var modifier: String
    var isSet: Bool
    var kinds: [String]
  }

  /// Modifiers that the mark makes no use of, with those that do.
  var unusedModifiers: [String] {
    let supports = [
      Support(
        modifier: "series(_:)", isSet: style.series != nil,
        kinds: Self.series + ["RuleMark"]),
      Support(
        modifier: "foregroundStyle(by:)", isSet: style.groups != nil, kinds: Self.series),
      Support(
        modifier: "smoothed(_:)", isSet: style.smoothing != nil, kinds: ["LineMark", "AreaMark"]),
      Support(
        modifier: "interpolationMethod(_:)", isSet: style.interpolation != nil,
        kinds: ["LineMark", "AreaMark"]),
      Support(
        modifier: "lineStyle(_:)", isSet: style.lineStyle != nil,
        kinds: ["LineMark", "AreaMark", "RuleMark"]),
      Support(
        modifier: "stacked(_:)", isSet: style.stacking != nil, kinds: ["AreaMark", "BarMark"]),
      Support(
        modifier: "opacity(_:)", isSet: style.opacity != nil, kinds: Self.series + ["RuleMark"]),
      Support(
        modifier: "annotation(_:)", isSet: style.annotation != nil,
        kinds: ["LineMark", "AreaMark", "BandMark", "PointMark", "RuleMark"]),
    ]
    return supports.filter { $0.isSet && !$0.kinds.contains(kind) }.map { support in
      let others = support.kinds.dropLast().joined(separator: ", ")
      let last = support.kinds.last ?? ""
      return "\(support.modifier) has no effect on it; it is for \(others) and \(last)"
    }
  }

  /// Marks that are series.
  private static let series = [
    "LineMark", "AreaMark", "PointMark", "TextMark", "BandMark", "HistogramMark", "BarMark",
  ]
}
