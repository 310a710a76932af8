/// Values with the name of what they are, which becomes the axis label.
///
/// ```swift
/// BarMark(x: .value("accuracy", accuracies), y: .value("model", names))
/// ```
public struct PlottableValue: Sendable {
  package enum Content: Sendable, Equatable {
    case numbers(ChartNumbers)
    case names([String])
    /// Seconds since 1970.
    case times([Double])
  }

  package var label: String?
  package var content: Content
  /// Why the values cannot be read.
  package var problem: String?
  /// The shape of the tensor that they come from, where more than one of its axes is longer than 1.
  package var shape: [Int]?

  package init(_ label: String?, _ content: Content) {
    self.label = label?.plainLine
    self.content = content
    if case .names(let names) = content { self.content = .names(names.map(\.plainLine)) }
  }

  /// Numbers under a name.
  public static func value(
    _ label: String, _ numbers: some Sequence<some ChartNumber>
  ) -> PlottableValue {
    PlottableValue(label, .numbers(ChartNumbers(numbers)))
  }

  /// Numbers under a name.
  ///
  /// Beside the general form, because it gives `.infinity` in a list its type.
  public static func value(_ label: String, _ numbers: [Double]) -> PlottableValue {
    PlottableValue(label, .numbers(ChartNumbers(numbers)))
  }

  /// One number under a name.
  public static func value(_ label: String, _ number: some ChartNumber) -> PlottableValue {
    PlottableValue(label, .numbers(ChartNumbers([number])))
  }

  /// Categories, such as the names of models.
  public static func value(_ label: String, _ names: some Sequence<String>) -> PlottableValue {
    PlottableValue(label, .names(Array(names)))
  }

  /// One category.
  public static func value(_ label: String, _ name: String) -> PlottableValue {
    PlottableValue(label, .names([name]))
  }

  /// Dates and times, as ISO 8601 writes them: `2024-03-01`, `2024-03-01T12:30:05+02:00`.
  ///
  /// A text without a zone is a time of UTC, and so are the labels of the axis. A text that is no
  /// date keeps the chart from being drawn.
  public static func dates(_ label: String, _ texts: some Sequence<String>) -> PlottableValue {
    var times: [Double] = []
    for (index, text) in texts.enumerated() {
      guard let time = CivilTime(text) else {
        var value = PlottableValue(label, .times([]))
        value.problem =
          "\(label): value \(index + 1) is \"\(text)\", no date such as 2024-03-01 or "
          + "2024-03-01T12:30"
        return value
      }
      times.append(time.secondsSince1970)
    }
    return PlottableValue(label, .times(times))
  }

  /// Times in seconds since the beginning of 1970 in UTC, as `Date.timeIntervalSince1970` gives
  /// them.
  public static func dates(
    _ label: String, secondsSince1970 seconds: some Sequence<some ChartNumber>
  ) -> PlottableValue {
    PlottableValue(label, .times(seconds.map(\.chartValue)))
  }
}

extension PlottableValue {
  package var count: Int {
    switch content {
    case .numbers(let numbers): numbers.values.count
    case .names(let names): names.count
    case .times(let times): times.count
    }
  }

  /// The values as numbers; `nil` for names and times.
  package var numbers: ChartNumbers? {
    if case .numbers(let numbers) = content { numbers } else { nil }
  }

  /// The values as names; numbers and times are written out, different ones differently.
  package var names: [String] {
    switch content {
    case .numbers(let numbers): numbers.values.map(NumberColumn(numbers.values).text)
    case .names(let names): names
    case .times(let times): times.map { CivilTime(secondsSince1970: $0).text }
    }
  }

  /// Why a mark that goes from value to value cannot be drawn, called so in it: values of several
  /// rows lie beside each other, not after each other.
  func rowProblem(_ name: String) -> String? {
    shape.map { shape in
      "\(name) has one axis of numbers, got the shape \(shape); draw a mark for each row, as in "
        + "'for row in rows { … }', or use 'tensor.flattened()'"
    }
  }

  /// Only the values at some places.
  package func values(at indices: [Int]) -> PlottableValue {
    var part = self
    switch content {
    case .numbers(let numbers):
      part.content = .numbers(
        ChartNumbers(indices.map { numbers.values[$0] }, areCounts: numbers.areCounts))
    case .names(let names): part.content = .names(indices.map { names[$0] })
    case .times(let times): part.content = .times(indices.map { times[$0] })
    }
    return part
  }

  /// The counts 1, 2, 3, … or another start: the x of a list without one.
  package static func counting(_ count: Int, from start: Int) -> PlottableValue {
    PlottableValue(
      nil, .numbers(ChartNumbers((0..<count).map { Double(start + $0) }, areCounts: true)))
  }
}
