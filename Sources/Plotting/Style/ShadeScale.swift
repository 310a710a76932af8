/// The colours of marks that are coloured by a number.
struct ShadeScale {
  /// What the numbers are.
  var label: String?
  private let colors: CellColors

  /// The lightest steps of the ramp would vanish on the page; those of a diverging one have a rim.
  private static let firstStep = 3

  /// - Parameter marks: those of a chart; `nil` where none is coloured by numbers.
  init?(_ marks: [AnyMark], options: ChartOptions) {
    let groups = marks.compactMap(\.style.groups).filter { $0.numbers != nil }
    guard !groups.isEmpty else { return nil }
    label = groups.lazy.compactMap(\.label).first
    colors = CellColors(
      groups.flatMap { $0.numbers?.values ?? [] }, scale: options.colorScale,
      domain: options.colorDomain)
  }

  private var first: Int { colors.isDiverging ? 0 : Self.firstStep }

  /// The step of the ramp, up to 8: from 0 where it is diverging, else from 3; `nil` for a number
  /// that has no colour.
  func step(_ value: Double) -> Int? {
    colors.share(value).map { share in
      let steps = CellColors.steps - first
      return first + min(Int(saturating: (share * Double(steps)).rounded(.down)), steps - 1)
    }
  }

  /// The colour of a step.
  func color(ofStep step: Int) -> TraceColor {
    colors.isDiverging ? .diverging(step) : .ramp(step)
  }

  var key: LegendEntry {
    colors.legend(label: label, ramp: .tokens(prefix: colors.prefix, first: first), first: first)
  }
}
