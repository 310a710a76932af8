/// Where the values of marks lie along one axis: numbers and times where they are, names at 0, 1,
/// 2, … in the order of their first appearance.
struct AxisPlaces {
  let kind: AxisKind
  private var indices: [String: Double] = [:]
  /// Writes numbers that serve as categories.
  private let column: NumberColumn
  /// Whether numbers are among the categories.
  private let hasNumbers: Bool
  /// Whether the categories are numbers that do not follow each other at equal distances.
  private(set) var areUnevenNumbers = false

  /// - Parameters:
  ///   - contents: what marks have along the axis; numbers among the categories of bars are names,
  ///     unless other marks have numbers there.
  ///   - format: how numbers among the categories are written.
  ///   - shared: the categories of an axis that several charts share, which come first.
  init(_ contents: [AxisContent], format: NumberFormat, shared: [String] = []) {
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
    let written = [shared] + all.map { [column] in Self.names($0, column) }
    for name in written.joined() where indices[name] == nil {
      indices[name] = Double(names.count)
      names.append(name)
    }
    kind = .categories(names)
    areUnevenNumbers = !hasNames && Self.areUneven(numbers)
  }

  /// Whether numbers, in the order of their first appearance, rise or fall by different steps.
  private static func areUneven(_ numbers: [Double]) -> Bool {
    var seen: Set<Double> = []
    let places = numbers.filter { $0.isFinite && seen.insert($0).inserted }
    guard places.count > 2 else { return false }
    let step = places[1] - places[0]
    return zip(places.dropFirst(), places.dropFirst(2)).contains {
      ($1 - $0 - step).magnitude > step.magnitude * 1e-6
    }
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
