/// A drawing of numbers: marks such as lines, bars and cells with axes, labels and a description.
///
/// ```swift
/// Chart("Validation loss") {
///   LineMark(before).series("before")
///   LineMark(after).series("after")
/// }
/// .xLabel("epoch").yLabel("loss")
/// ```
/// A chart is a value; drawing it depends on nothing but its content and on the colours that series
/// of the same names had before.
public struct Chart: Sendable {
  package var title: String?
  package var marks: [AnyMark]
  package var options = ChartOptions()
  package var line: Int

  /// Creates a chart. The title names the figure; it is not part of the drawing.
  ///
  /// - Parameters:
  ///   - title: what the figure is called where it has no caption.
  ///   - line: the line of the note, where what keeps the chart from being drawn is reported.
  ///   - content: the marks, from the back to the front.
  public init(
    _ title: String? = nil, line: Int = #line, @ChartBuilder _ content: () throws -> [AnyMark]
  ) rethrows {
    self.title = title?.titleLine
    self.line = line
    marks = try content()
  }

  package init(title: String? = nil, marks: [AnyMark], line: Int = 0) {
    self.title = title
    self.marks = marks
    self.line = line
  }
}

extension Chart {
  /// Names the x axis.
  public func xLabel(_ label: String) -> Chart { modified { $0.x.label = label.plainLine } }

  /// Names the y axis.
  public func yLabel(_ label: String) -> Chart { modified { $0.y.label = label.plainLine } }

  /// Spreads the numbers of x along the axis, linearly over all of them unless asked otherwise.
  ///
  /// - Parameters:
  ///   - scale: how numbers become places.
  ///   - domain: the ends of the axis; values outside are marked at the edge and counted.
  ///   - reversed: whether x grows to the left.
  public func xScale(
    _ scale: ScaleType = .linear, domain: ClosedRange<Double>? = nil, reversed: Bool = false
  ) -> Chart {
    modified { Self.set(&$0.x, scale, domain, reversed) }
  }

  /// Spreads the numbers of y along the axis, linearly over all of them unless asked otherwise.
  ///
  /// - Parameters:
  ///   - scale: how numbers become places.
  ///   - domain: the ends of the axis; values outside are marked at the edge and counted.
  ///   - reversed: whether y grows downwards.
  public func yScale(
    _ scale: ScaleType = .linear, domain: ClosedRange<Double>? = nil, reversed: Bool = false
  ) -> Chart {
    modified { Self.set(&$0.y, scale, domain, reversed) }
  }

  private static func set(
    _ axis: inout ChartOptions.Axis, _ scale: ScaleType, _ domain: ClosedRange<Double>?,
    _ reversed: Bool
  ) {
    axis.scale = scale
    axis.domain = domain
    axis.isReversed = reversed
  }

  /// Chooses the ticks of x, with texts of their own where `labels` has one for each.
  public func xTicks(_ values: some Sequence<some ChartNumber>, labels: [String]? = nil) -> Chart {
    modified { $0.x.ticks = Self.ticks(values, labels) }
  }

  /// Chooses the ticks of y, with texts of their own where `labels` has one for each.
  public func yTicks(_ values: some Sequence<some ChartNumber>, labels: [String]? = nil) -> Chart {
    modified { $0.y.ticks = Self.ticks(values, labels) }
  }

  private static func ticks(
    _ values: some Sequence<some ChartNumber>, _ labels: [String]?
  ) -> ChartOptions.Ticks {
    .init(values: ChartNumbers(values).values, labels: labels?.map(\.plainLine))
  }

  /// Makes one unit of x as long as one unit of y, as for paths over two weights; both axes
  /// need numbers on a linear scale.
  public func equalAspect() -> Chart { modified { $0.hasEqualAspect = true } }

  /// Sets how the numbers of the axes, bars and cells are written.
  public func format(x: NumberFormat = .automatic, y: NumberFormat = .automatic) -> Chart {
    modified {
      $0.x.format = x
      $0.y.format = y
    }
  }

  /// Sets how values become colours: of cells, of filled contours, of marks coloured by numbers.
  ///
  /// - Parameters:
  ///   - scale: the colours.
  ///   - domain: the values at both ends of the ramp, those of the chart unless given; values
  ///     outside have the colour of the end.
  public func colorScale(_ scale: ColorScale, domain: ClosedRange<Double>? = nil) -> Chart {
    modified {
      $0.colorScale = scale
      $0.colorDomain = domain
    }
  }

  /// Replaces the generated description, for example to say what the trend is.
  public func alt(_ text: String) -> Chart { modified { $0.alternativeText = text.plainLine } }

  /// Sets the caption of the figure.
  public func caption(_ text: String) -> Chart { modified { $0.caption = text.plainLine } }

  /// Sets whether the figure brings a table of its numbers.
  public func data(_ data: ChartData) -> Chart { modified { $0.data = data } }

  /// Sets the height in pixels, from 120 to 1,200, of charts whose height is free; without it the
  /// cell's `fig-height` counts. With another height the chart is not drawn, and says so.
  public func height(_ pixels: Int) -> Chart { modified { $0.height = pixels } }

  private func modified(_ change: (inout ChartOptions) -> Void) -> Chart {
    var chart = self
    change(&chart.options)
    return chart
  }
}
