internal import NotebookDisplay

/// The values a setting may take.
public struct SearchRange: Sendable {
  enum Kind: Sendable {
    case uniform(Double, Double)
    case logUniform(Double, Double)
    case numbers([Double])
    case values([Trial.Choice])
  }

  let kind: Kind

  /// Evenly between two bounds.
  public static func uniform(_ lower: Double, _ upper: Double) -> SearchRange {
    SearchRange(kind: .uniform(lower, upper))
  }

  /// Evenly between two positive bounds on a logarithmic scale: for learning rates.
  public static func logUniform(_ lower: Double, _ upper: Double) -> SearchRange {
    SearchRange(kind: .logUniform(lower, upper))
  }

  /// One of these numbers.
  public static func choice(_ numbers: [Double]) -> SearchRange {
    SearchRange(kind: .numbers(numbers))
  }

  /// One of these names: `.choice(["adam", "sgd"])`.
  public static func choice(_ names: [String]) -> SearchRange {
    SearchRange(kind: .values(names.map { Trial.Choice($0) }))
  }

  /// One of these whole numbers.
  @_disfavoredOverload
  public static func choice(_ numbers: [Int]) -> SearchRange { choice(numbers.map(Double.init)) }

  /// One of these values, such as cases of an enumeration: `.choice([Activation.relu, .tanh])`. A
  /// trial gives the value itself, `Dense(10, activation: trial["activation"])`; tables, charts and
  /// files have what it is printed as, which must tell one from the other.
  @_disfavoredOverload
  public static func choice<Value: Equatable & Sendable>(_ values: [Value]) -> SearchRange {
    SearchRange(kind: .values(values.map { Trial.Choice($0) }))
  }

  /// The value at a share of the range, in 0..<1.
  func value(at share: Double) -> Trial.Value {
    switch kind {
    case .uniform(let lower, let upper): .number(lower * (1 - share) + upper * share)
    case .logUniform(let lower, let upper):
      .number(min(max(lower * raised(upper / lower, to: share), lower), upper))
    case .numbers(let numbers): .number(numbers[Self.place(share, of: numbers.count)])
    case .values(let values): .choice(values[Self.place(share, of: values.count)])
    }
  }

  private static func place(_ share: Double, of count: Int) -> Int {
    min(Int(clamping: share * Double(count)), count - 1)
  }

  /// All values, or so many at equal distances.
  func gridValues(_ points: Int) -> [Trial.Value] {
    switch kind {
    case .numbers(let numbers): numbers.map(Trial.Value.number)
    case .values(let values): values.map(Trial.Value.choice)
    case .uniform, .logUniform:
      (0..<points).map { value(at: points == 1 ? 0.5 : Double($0) / Double(points - 1)) }
    }
  }

  /// How many values a grid takes.
  func gridCount(_ points: Int) -> Int {
    switch kind {
    case .numbers(let numbers): numbers.count
    case .values(let values): values.count
    case .uniform, .logUniform: points
    }
  }

  /// Why the range has no values, if so.
  var problem: String? {
    switch kind {
    case .uniform(let lower, let upper):
      !(lower.isFinite && upper.isFinite)
        ? "its bounds must be finite numbers"
        : lower <= upper ? nil : "its bounds are in the wrong order"
    case .logUniform(let lower, let upper):
      0 < lower && lower <= upper && upper.isFinite
        ? nil : "its bounds must be positive and in order"
    case .numbers(let numbers):
      numbers.isEmpty
        ? "it has no values" : numbers.allSatisfy(\.isFinite) ? nil : "its values must be finite"
    case .values(let values):
      values.isEmpty
        ? "it has no values"
        : values.indices.lazy.compactMap { index in
          values[..<index].contains { $0.name == values[index].name } ? values[index].name : nil
        }.first.map { "\"\($0)\" is in it twice" }
    }
  }
}

extension SearchRange: CustomStringConvertible {
  /// As it is written: ".logUniform(0.0001, 1)".
  public var description: String {
    switch kind {
    case .uniform(let lower, let upper): ".uniform(\(brief(lower)), \(brief(upper)))"
    case .logUniform(let lower, let upper): ".logUniform(\(brief(lower)), \(brief(upper)))"
    case .numbers(let numbers): ".choice([\(numbers.map(brief).joined(separator: ", "))])"
    case .values(let values): ".choice([\(values.map(\.spelling).joined(separator: ", "))])"
    }
  }
}
