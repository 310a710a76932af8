import MarkupTree
import NotebookDisplay

/// What a kind of chart hands to the common frame.
struct ChartDrawing {
  /// Pixels around the plot area.
  struct Insets {
    var top = 26.0
    var right = 20.0
    var bottom = 40.0
    var left = 38.0
  }

  /// The width of the whole drawing for which positions are computed; pages scale it.
  static let referenceWidth = 640.0

  /// Pixels of the whole drawing.
  var height: Double
  var insets = Insets()
  /// Beyond this width the drawing does not grow.
  var maximalWidth: Double?
  /// The width of the plot area divided by its height, where it must keep it.
  var aspectRatio: Double?
  /// Positions are shares of the plot area, text and strokes are in pixels.
  var nodes: [MarkupNode]
  /// The same for a file of its own, where that differs.
  var fileNodes: (() -> [MarkupNode])?
  var legend: [LegendEntry] = []
  /// Lines of text above the drawing, such as the name of an axis that is too long for it.
  var header: [String] = []
  /// Lines of text below the drawing: names of axes and what could not be drawn.
  var footer: [String] = []
  var description: String
  var table: Table?
  /// What stands in for a missing title.
  var fallbackTitle: String

  var plotHeight: Double { height - insets.top - insets.bottom }
}

/// One line of a legend.
enum LegendEntry: Equatable {
  case series(name: String, classes: String, isLine: Bool)
  /// The colours of numbers: what they are, and the texts at the ends of the ramp or along it.
  case ramp(label: String?, marks: [String], colors: RampColors)
  case text(String)

  enum RampColors: Equatable {
    /// The steps of the tokens with this prefix, from `first` to 8.
    case tokens(prefix: String, first: Int)
    /// The colours of pictures in pixels.
    case raster(isDiverging: Bool)
  }
}
