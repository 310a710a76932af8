extension ChartContent {
  /// Names the series: colour, label, table column and description follow from the name, and the
  /// same name has the same colour in every chart of a report.
  public func series(_ name: String) -> AnyMark {
    modified { $0.series = name.plainLine }
  }

  /// Splits the mark into one series for each name, or names the series where only one is given;
  /// numbers colour the mark along a ramp, which the chart's key explains.
  public func foregroundStyle(by value: PlottableValue) -> AnyMark {
    modified {
      if case .names(let names) = value.content, names.count == 1 {
        $0.series = names[0]
      } else {
        $0.groups = value
      }
    }
  }

  /// Draws a running average of a line or an area; the raw values stay visible as a ghost behind
  /// it.
  public func smoothed(_ smoothing: Smoothing) -> AnyMark {
    modified { $0.smoothing = smoothing }
  }

  /// Strokes a line or a rule in this style instead of the one that its place in the chart gives
  /// it.
  public func lineStyle(_ style: LineStyle) -> AnyMark {
    modified { $0.lineStyle = style }
  }

  /// Sets how a line or an area goes from one point to the next; straight unless set.
  public func interpolationMethod(_ method: InterpolationMethod) -> AnyMark {
    modified { $0.interpolation = method }
  }

  /// Puts bars or areas of several series on top of each other.
  public func stacked(_ stacking: Stacking = .standard) -> AnyMark {
    modified { $0.stacking = stacking }
  }

  /// Sets the opacity, from 0 to 1.
  public func opacity(_ opacity: Double) -> AnyMark {
    modified { $0.opacity = opacity.isNaN ? 1 : min(max(opacity, 0), 1) }
  }

  /// Writes a text at the mark: at a rule, at the last of the points, in place of the series' name
  /// at a line, an area or a band.
  public func annotation(_ text: String) -> AnyMark {
    modified { $0.annotation = text.plainLine }
  }

  private func modified(_ change: (inout MarkStyle) -> Void) -> AnyMark {
    var mark = mark
    change(&mark.style)
    return mark
  }
}
