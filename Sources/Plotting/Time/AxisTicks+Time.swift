extension AxisTicks {
  /// A distance between ticks of an axis of time.
  private enum TimeStep {
    case seconds(Double)
    case months(Int)

    /// About, in seconds.
    var length: Double {
      switch self {
      case .seconds(let seconds): seconds
      case .months(let months): Double(months) * 2_629_746
      }
    }
  }

  private static let timeSteps: [TimeStep] =
    [
      0.000_01, 0.000_02, 0.000_05, 0.000_1, 0.000_2, 0.000_5, 0.001, 0.002, 0.005, 0.01, 0.02,
      0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30,
    ].map { TimeStep.seconds($0) }
    + [1.0, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 20_160].map {
      TimeStep.seconds($0 * 60)
    }
    + [1, 2, 3, 6].map { TimeStep.months($0) }
    + [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map { TimeStep.months($0 * 12) }

  /// Ticks at round times of day, days, months or years, in UTC.
  ///
  /// - Parameters:
  ///   - domain: in seconds since 1970.
  ///   - count: how many labels are wanted.
  static func time(_ domain: ClosedRange<Double>, count: Int) -> AxisTicks {
    let wanted = (domain.upperBound - domain.lowerBound) / Double(max(count, 2))
    guard domain.lowerBound.magnitude < 1e13, domain.upperBound.magnitude < 1e13,
      let step = timeSteps.first(where: { $0.length >= wanted * 0.8 }) ?? timeSteps.last
    else {
      return linear(
        low: domain.lowerBound, high: domain.upperBound, count: count, areCounts: false,
        format: .automatic)
    }
    var values = Self.times(domain, step).filter(domain.contains)
    if values.count < 2 { values = [domain.lowerBound, domain.upperBound] }
    let namesYear =
      CivilTime(secondsSince1970: domain.lowerBound).year
      != CivilTime(secondsSince1970: domain.upperBound).year
    var labels: [TickLabel] = []
    for (index, value) in values.enumerated() {
      let previous = index > 0 ? CivilTime(secondsSince1970: values[index - 1]) : nil
      labels.append(
        TickLabel(
          text: Self.label(
            CivilTime(secondsSince1970: value), after: previous, step, namesYear: namesYear)))
    }
    return AxisTicks(values: values, labels: labels)
  }

  private static func times(_ domain: ClosedRange<Double>, _ step: TimeStep) -> [Double] {
    switch step {
    case .seconds(let seconds):
      // Weeks begin on a Monday; 1970 began on a Thursday.
      let origin = seconds >= 604_800 ? 345_600.0 : 0
      let first = ((domain.lowerBound - origin) / seconds).rounded(.up)
      let last = ((domain.upperBound - origin) / seconds).rounded(.down)
      guard last >= first, last - first < 200 else { return [] }
      return stride(from: first, through: last, by: 1).map { $0 * seconds + origin }
    case .months(let months):
      let start = CivilTime(secondsSince1970: domain.lowerBound)
      var month = (start.year * 12 + start.month - 1) / months * months
      var result: [Double] = []
      while result.count < 200 {
        let (year, rest) = (month / 12, month % 12)
        let time = CivilTime(
          year: rest < 0 ? year - 1 : year, month: (rest + 12) % 12 + 1, day: 1
        ).secondsSince1970
        if time > domain.upperBound { break }
        result.append(time)
        month += months
      }
      return result
    }
  }

  /// As much of a time as tells it from its neighbours; what changes slowly is said where it
  /// changes, and at the first tick.
  ///
  /// - Parameter namesYear: whether the years differ, so that the axis's name does not say it.
  private static func label(
    _ time: CivilTime, after previous: CivilTime?, _ step: TimeStep, namesYear: Bool
  ) -> String {
    if step.length >= 12 * 2_629_746 { return String(time.year) }
    if step.length >= 2_629_746 {
      return previous?.year == time.year ? time.monthName : "\(time.monthName) \(time.year)"
    }
    let year = namesYear && previous?.year != time.year ? " \(time.year)" : ""
    let day = "\(time.day) \(time.monthName)\(year)"
    if step.length >= 86_400 { return day }
    let isSameDay = previous.map { $0.date == time.date } ?? false
    return isSameDay ? time.timeOfDay : "\(day) \(time.timeOfDay)"
  }
}
