/// The colours of marks that are coloured by a number.
struct ShadeScale {
  /// What the numbers are.
  var label: String?
  private let colors: CellColors

  /// The lightest steps of the ramp would vanish on the page.
  private static let firstStep = 3

  /// - Parameter marks: those of a chart; `nil` where none is coloured by numbers.
  init?(_ marks: [AnyMark], options: ChartOptions) {
    let groups = marks.compactMap(\.style.groups).filter { $0.numbers != nil }
    guard !groups.isEmpty else { return nil }
    label = groups.lazy.compactMap(\.label).first
    colors = CellColors(
      groups.flatMap { $0.numbers?.values ?? [] },
      scale: options.colorScale == .diverging ? .linear : options.colorScale ?? .linear,
      domain: options.colorDomain)
  }

  /// The step of the ramp, 3 to 8; `nil` for a number that has no colour.
  func step(_ value: Double) -> Int? {
    colors.share(value).map { share in
      let steps = CellColors.steps - Self.firstStep
      return Self.firstStep
        + min(Int(saturating: (share * Double(steps)).rounded(.down)), steps - 1)
    }
  }

  var key: LegendEntry {
    colors.legend(
      label: label, ramp: .tokens(prefix: "q", first: Self.firstStep), first: Self.firstStep)
  }
}
