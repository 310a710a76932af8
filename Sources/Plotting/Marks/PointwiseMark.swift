/// A mark with one y for every x: lines, areas and points.
///
/// Both x and y may be numbers, names of categories or times.
public protocol PointwiseMark: ChartContent {
  /// Creates the mark from named values; both need the same number of them.
  init(x: PlottableValue, y: PlottableValue)
}

extension PointwiseMark {
  /// Creates the mark from x and y values of any integer or floating-point types.
  public init(x: some Sequence<some ChartNumber>, y: some Sequence<some ChartNumber>) {
    self.init(
      x: PlottableValue(nil, .numbers(ChartNumbers(x))),
      y: PlottableValue(nil, .numbers(ChartNumbers(y))))
  }

  /// Creates the mark from named values or dates and a list of numbers.
  @_disfavoredOverload
  public init(x: PlottableValue, y: some Sequence<some ChartNumber>) {
    self.init(x: x, y: PlottableValue(nil, .numbers(ChartNumbers(y))))
  }

  /// Creates the mark from a list of numbers and named values or dates.
  @_disfavoredOverload
  public init(x: some Sequence<some ChartNumber>, y: PlottableValue) {
    self.init(x: PlottableValue(nil, .numbers(ChartNumbers(x))), y: y)
  }

  /// Creates the mark from values over categories.
  public init(x: some Sequence<String>, y: some Sequence<some ChartNumber>) {
    self.init(
      x: PlottableValue(nil, .names(Array(x))),
      y: PlottableValue(nil, .numbers(ChartNumbers(y))))
  }

  /// Creates the mark from values at 1, 2, 3, …, such as one per epoch.
  public init(_ y: some Sequence<some ChartNumber>, startingAt start: Int = 1) {
    let values = ChartNumbers(y)
    self.init(
      x: .counting(values.values.count, from: start), y: PlottableValue(nil, .numbers(values)))
  }

  /// Creates the mark from values at 1, 2, 3, …, such as one per epoch.
  ///
  /// Beside the general form, because it gives `.infinity` in a list its type.
  public init(_ y: [Double], startingAt start: Int = 1) {
    self.init(
      x: .counting(y.count, from: start), y: PlottableValue(nil, .numbers(ChartNumbers(y))))
  }

  /// Creates the mark from numbers.
  ///
  /// Beside the general form, because it gives `.infinity` in a list its type.
  public init(x: some Sequence<some ChartNumber>, y: [Double]) {
    self.init(
      x: PlottableValue(nil, .numbers(ChartNumbers(x))),
      y: PlottableValue(nil, .numbers(ChartNumbers(y))))
  }

  /// Creates the mark from values over categories.
  ///
  /// Beside the general form, because it gives `.infinity` in a list its type.
  public init(x: some Sequence<String>, y: [Double]) {
    self.init(
      x: PlottableValue(nil, .names(Array(x))),
      y: PlottableValue(nil, .numbers(ChartNumbers(y))))
  }

  /// Creates the mark from a list that a value holds, at 1, 2, 3, …; the list names the y axis.
  ///
  /// ```swift
  /// LineMark(history, \.validation.loss).series("validation")
  /// ```
  public init<Root, Values: Sequence>(_ root: Root, _ list: KeyPath<Root, Values>)
  where Values.Element: ChartNumber {
    let values = ChartNumbers(root[keyPath: list])
    self.init(
      x: .counting(values.values.count, from: 1),
      y: PlottableValue(KeyPathName(list).last, .numbers(values)))
  }

  /// Creates the mark from columns of records.
  public init<Record>(
    _ records: some Sequence<Record>, x: RecordValue<Record>, y: RecordValue<Record>
  ) {
    let rows = Array(records)
    self.init(x: x.resolve(rows), y: y.resolve(rows))
  }
}

/// The values of a pointwise mark.
package struct PointData: Sendable {
  package var x: PlottableValue
  package var y: PlottableValue
  /// How far the whisker at each point reaches to both sides, in units of y.
  package var errors: [Double]?
  /// What is written at each point.
  package var texts: [String]?

  package init(
    x: PlottableValue, y: PlottableValue, errors: [Double]? = nil, texts: [String]? = nil
  ) {
    self.x = x
    self.y = y
    self.errors = errors
    self.texts = texts
  }

  /// Why no line can be drawn through the points.
  var rowProblem: String? { x.rowProblem("x") ?? y.rowProblem("y") }

  /// Why whiskers cannot be drawn.
  static func problem(ofErrors errors: [Double]) -> String? {
    errors.firstIndex { $0 < 0 }.map { index in
      "error \(index + 1) is \(NumberText.short(errors[index])); it is the distance to both sides "
        + "and cannot be negative"
    }
  }

  /// Why the parts do not fit together, without the name of the mark.
  var problem: String? {
    if let problem = x.problem ?? y.problem { return problem }
    if x.count != y.count {
      return "x has \(NumberText.counted(x.count, "value")), y has \(NumberText.grouped(y.count))"
    }
    if let errors, errors.count != y.count {
      return "error has \(NumberText.counted(errors.count, "value")) for "
        + NumberText.counted(y.count, "point")
    }
    if errors != nil, y.numbers == nil { return "error needs numbers on y" }
    if let problem = errors.flatMap(Self.problem(ofErrors:)) { return problem }
    if let texts, texts.count != y.count {
      return "there are \(NumberText.counted(texts.count, "text")) for "
        + NumberText.counted(y.count, "point")
    }
    return nil
  }
}
