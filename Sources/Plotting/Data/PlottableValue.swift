/// Values with the name of what they are, which becomes the axis label.
///
/// ```swift
/// BarMark(x: .value("accuracy", accuracies), y: .value("model", names))
/// ```
public struct PlottableValue: Sendable {
  package enum Content: Sendable, Equatable {
    case numbers(ChartNumbers)
    case names([String])
  }

  package var label: String?
  package var content: Content

  package init(_ label: String?, _ content: Content) {
    self.label = label
    self.content = content
  }

  /// Numbers under a name.
  public static func value(
    _ label: String, _ numbers: some Sequence<some ChartNumber>
  ) -> PlottableValue {
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
}

extension PlottableValue {
  package var count: Int {
    switch content {
    case .numbers(let numbers): numbers.values.count
    case .names(let names): names.count
    }
  }

  /// The values as numbers; `nil` for names.
  package var numbers: ChartNumbers? {
    if case .numbers(let numbers) = content { numbers } else { nil }
  }

  /// The values as names; numbers are written out.
  package var names: [String] {
    switch content {
    case .numbers(let numbers): numbers.values.map { NumberText.short($0) }
    case .names(let names): names
    }
  }

  /// The counts 1, 2, 3, … or another start: the x of a list without one.
  package static func counting(_ count: Int, from start: Int) -> PlottableValue {
    PlottableValue(
      nil, .numbers(ChartNumbers((0..<count).map { Double(start + $0) }, areCounts: true)))
  }
}
