/// Where the values of marks lie along one axis: numbers and times where they are, names at 0, 1,
/// 2, … in the order of their first appearance.
struct AxisPlaces {
  let kind: AxisKind
  private var indices: [String: Double] = [:]
  /// Writes numbers that serve as categories.
  private let column: NumberColumn
  /// Whether numbers are among the categories.
  private let hasNumbers: Bool

  /// - Parameter contents: what marks have along the axis; numbers among the categories of bars are
  ///   names, unless other marks have numbers there.
  init(_ contents: [AxisContent], format: NumberFormat) {
    var (quantities, categories): ([PlottableValue], [PlottableValue]) = ([], [])
    for content in contents {
      switch content {
      case .values(let values, _): quantities.append(values)
      case .categories(let values): categories.append(values)
      case .numbers, .nothing: break
      }
    }
    let all = quantities + categories
    let numbers = categories.compactMap(\.numbers).flatMap(\.values)
    column = NumberColumn(numbers, format: format)
    hasNumbers = !numbers.isEmpty
    let hasNames = all.contains { if case .names = $0.content { true } else { false } }
    let hasTimes = all.contains { if case .times = $0.content { true } else { false } }
    let hasQuantities = quantities.contains { $0.numbers != nil }
    guard hasNames || (!numbers.isEmpty && !hasQuantities && !hasTimes) else {
      kind = hasTimes ? .times : .numbers
      return
    }
    var names: [String] = []
    for value in all {
      for name in Self.names(value, column) where indices[name] == nil {
        indices[name] = Double(names.count)
        names.append(name)
      }
    }
    kind = .categories(names)
  }

  private static func names(_ value: PlottableValue, _ column: NumberColumn) -> [String] {
    if let numbers = value.numbers { return numbers.values.map(column.text) }
    return value.names
  }

  /// The places of ticks that were chosen; NaN for one that has none. Categories that are numbers
  /// are meant by their values, names by their places.
  func places(ofTicks values: [Double]) -> [Double] {
    guard case .categories(let names) = kind else { return values }
    return values.map { value in
      if hasNumbers { return indices[column.text(value)] ?? .nan }
      return Int(exactly: value).map(names.indices.contains) == true ? value : .nan
    }
  }

  /// The places of some values.
  func places(_ value: PlottableValue) -> [Double] {
    if case .categories = kind {
      return Self.names(value, column).map { indices[$0] ?? .nan }
    }
    switch value.content {
    case .numbers(let numbers): return numbers.values
    case .times(let times): return times
    case .names: return [Double](repeating: .nan, count: value.count)
    }
  }

  /// Why a tick that was chosen has no place among the categories.
  func problem(ofTicks values: [Double]) -> [String] {
    guard case .categories(let names) = kind,
      let lost = zip(values, places(ofTicks: values)).first(where: { $1.isNaN })?.0
    else { return [] }
    let remedy =
      hasNumbers
      ? "the categories are \(names.prefix(5).joined(separator: ", "))\(names.count > 5 ? ", …" : "")"
      : "\(NumberText.counted(names.count, "name")) \(names.count == 1 ? "lies at 0" : "lie at 0 to \(names.count - 1)")"
    return ["\(NumberText.short(lost)) has no place on the axis; \(remedy)"]
  }
}
