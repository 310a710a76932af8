extension ChartContent {
  /// Names the series: colour, label, table column and description follow from the name, and the
  /// same name has the same colour in every chart of a report.
  public func series(_ name: String) -> AnyMark {
    modified { $0.series = name }
  }

  /// Splits the mark into one series for each name, or names the series where only one is given.
  public func foregroundStyle(by value: PlottableValue) -> AnyMark {
    modified {
      if value.count == 1 { $0.series = value.names[0] } else { $0.groups = value.names }
    }
  }

  /// Draws a running average; the raw values stay visible as a ghost behind it.
  public func smoothed(_ smoothing: Smoothing) -> AnyMark {
    modified { $0.smoothing = smoothing }
  }

  /// Strokes the line as told instead of by the order of the series.
  public func lineStyle(_ style: LineStyle) -> AnyMark {
    modified { $0.lineStyle = style }
  }

  /// Sets the opacity, from 0 to 1.
  public func opacity(_ opacity: Double) -> AnyMark {
    modified { $0.opacity = min(max(opacity, 0), 1) }
  }

  /// Writes a text at the mark: at the end of a rule, in place of the series' name at a line.
  public func annotation(_ text: String) -> AnyMark {
    modified { $0.annotation = text }
  }

  private func modified(_ change: (inout MarkStyle) -> Void) -> AnyMark {
    var mark = mark
    change(&mark.style)
    return mark
  }
}
