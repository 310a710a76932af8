/// One series of a chart with axes, ready to be drawn.
struct Trace {
  var shape: Shape
  var name: String?
  var color = TraceColor.series(1)
  /// The dash pattern, 1 (solid) to 4; in print, and on screen where colours repeat.
  var dash = 1
  var dashesOnScreen = false
  /// Places on the x axis: numbers, seconds since 1970, or 0, 1, 2, … for categories.
  var x: [Double]
  var areCountsOnX = false
  /// Places on the y axis; the middle of a band.
  var y: [Double]
  /// Where a band, a bar or a stacked area begins along the axis of its values.
  var low: [Double] = []
  /// Where it ends.
  var high: [Double] = []
  /// How far whiskers reach to both sides, if there are any.
  var errors: [Double]?
  /// The parts of a stacked area; empty for everything else.
  var pile: [AreaPile.Piece] = []
  /// What is written at each point.
  var texts: [String] = []
  /// What decided the colour of each point, where that was a number.
  var shades: [Double] = []
  /// Whether the values of bars lie along x.
  var isHorizontal = false
  /// Where in its category each bar lies: its middle and its width in units of the category axis.
  var lanes: [BarLane] = []
  /// Values of a histogram that no bin holds.
  var lost = LostValues()
  /// How many values the bins of a histogram hold.
  var count = 0
  /// The running average over the whole series, if one is wanted.
  var average: [Double]?
  /// The distance between the middles of categories or of bars.
  var slot = 1.0
  var style: MarkStyle

  /// The line that is drawn in full strength.
  var drawn: [Double] { average ?? y }

  /// The upper edge of what is drawn.
  var edge: [Double] { shape == .area && !high.isEmpty ? high : drawn }

  /// Where whiskers are fixed: the ends of bars, also of stacked ones, and points.
  var ends: [Double] { shape == .bars && !high.isEmpty ? high : values }

  /// What its average is, if it has one: `EMA 0.9`.
  var smoothingLabel: String? { average == nil ? nil : style.smoothing?.label }

  /// What stands next to its end.
  var label: String? { style.annotation ?? name }

  /// Whether x never goes back, so that the line has a right end and one value at each place.
  var isFunction: Bool {
    var last = -Double.infinity
    for value in x {
      if value < last { return false }
      if !value.isNaN { last = value }
    }
    return true
  }

  /// Many raw values make a thin, nervous line.
  var isNoisy: Bool { average == nil && x.count > 500 }

  /// Whether the raw values behind an average are shown as their range in each column.
  var hasEnvelope: Bool { x.count > 500 && isFunction }
}

/// The colour of a series.
enum TraceColor: Equatable {
  /// 1 to 8; 0 for the grey of the eighth and further of more than eight series.
  case series(Int)
  /// A step of the ramp for numbers, 0 to 8.
  case ramp(Int)
  /// A step of the ramp for numbers of both signs, 0 to 8; 4 is the colour of zero.
  case diverging(Int)

  /// The class of lines, areas and points.
  var name: String {
    switch self {
    case .series(let slot): "s\(slot)"
    case .ramp(let step): "q\(step)"
    case .diverging(let step): "d\(step)"
    }
  }

  /// The class of a raster, which has no rim: steps that would vanish on the page have the colour
  /// of the next one, and zero is grey.
  var rasterName: String {
    switch self {
    case .diverging(4): "s0"
    case .diverging(3): "d2"
    case .diverging(5): "d6"
    case .series, .ramp, .diverging: name
    }
  }

  /// Whether lines and points need a rim to be seen on the page.
  var needsRim: Bool { if case .diverging = self { true } else { false } }

  /// The class of texts.
  var textName: String {
    switch self {
    case .series(let slot): "t\(slot)"
    case .ramp, .diverging: "t0"
    }
  }
}

/// The place of a bar in its category.
struct BarLane: Equatable {
  var middle: Double
  var width: Double
}

/// Values that are not drawn.
struct LostValues: Equatable {
  /// NaN and infinities.
  var notFinite = 0
  /// Finite ones that lie beyond the ends of an axis.
  var outside = 0
  /// Zero and below on a logarithmic axis.
  var notPositive = 0
}
