/// The kinds of marks and what holds for every mark of a kind.
///
/// Each fact is a switch over all kinds, so that the compiler asks for those of a new one. Messages
/// list kinds in this order.
package enum MarkKind: String, CaseIterable, Sendable {
  case line = "LineMark"
  case area = "AreaMark"
  case points = "PointMark"
  case texts = "TextMark"
  case band = "BandMark"
  case histogram = "HistogramMark"
  case bars = "BarMark"
  case rule = "RuleMark"
  case ridge = "RidgeMark"
  case cells = "CellMark"
  case contour = "ContourMark"
  case images = "ImageGridMark"

  /// The name of its type, which messages use.
  package var name: String { rawValue }
}

extension MarkKind {
  /// The axes that its marks need; `nil` where they go with those of others.
  var family: ChartFamily? {
    switch self {
    case .line, .area, .points, .texts, .band, .histogram, .bars, .contour: .cartesian
    case .cells: .cells
    case .ridge: .ridge
    case .images: .images
    case .rule: nil
    }
  }

  /// The modifiers that change something of its marks; others are refused.
  var modifiers: Set<MarkModifier> {
    let series: Set<MarkModifier> = [.series, .foregroundStyle, .opacity]
    return switch self {
    case .line: series.union([.smoothed, .interpolationMethod, .lineStyle, .annotation])
    case .area: series.union([.smoothed, .interpolationMethod, .lineStyle, .stacked, .annotation])
    case .points, .band: series.union([.annotation])
    case .texts, .histogram: series
    case .bars: series.union([.stacked])
    case .rule: [.series, .lineStyle, .opacity, .annotation]
    case .ridge, .cells, .contour, .images: []
    }
  }
}

/// The modifiers of marks, as messages name them.
enum MarkModifier: String, CaseIterable {
  case series = "series(_:)"
  case foregroundStyle = "foregroundStyle(by:)"
  case smoothed = "smoothed(_:)"
  case interpolationMethod = "interpolationMethod(_:)"
  case lineStyle = "lineStyle(_:)"
  case stacked = "stacked(_:)"
  case opacity = "opacity(_:)"
  case annotation = "annotation(_:)"

  /// Whether the modifier was used.
  func isSet(in style: MarkStyle) -> Bool {
    switch self {
    case .series: style.series != nil
    case .foregroundStyle: style.groups != nil
    case .smoothed: style.smoothing != nil
    case .interpolationMethod: style.interpolation != nil
    case .lineStyle: style.lineStyle != nil
    case .stacked: style.stacking != nil
    case .opacity: style.opacity != nil
    case .annotation: style.annotation != nil
    }
  }
}

extension AnyMark {
  /// Modifiers that the mark makes no use of, with the kinds of marks that do.
  var unusedModifiers: [String] {
    let unused = MarkModifier.allCases.filter {
      $0.isSet(in: style) && !content.kind.modifiers.contains($0)
    }
    return unused.map { modifier in
      let kinds = MarkKind.allCases.filter { $0.modifiers.contains(modifier) }.map(\.name)
      return "\(modifier.rawValue) has no effect on it; it is for "
        + kinds.dropLast().joined(separator: ", ") + " and \(kinds.last ?? "")"
    }
  }
}

/// Kinds of charts that share their axes.
enum ChartFamily: Hashable {
  case cartesian, cells, ridge, images

  var allowsOneMark: Bool { self != .cartesian }
}
