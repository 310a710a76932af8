/// A number that a cell has recorded under a name, so that runs can be compared by it.
public struct RecordedFigure: Codable, Sendable {
  /// What the figure is called: "accuracy".
  public var name: String
  /// The figure, which may be infinite or not a number.
  public var value: Double
  /// What it is counted in: "s" for a `Duration`, `nil` for a plain number.
  public var unit: String?

  /// Creates a named figure.
  ///
  /// - Parameters:
  ///   - name: What charts and tables call it.
  ///   - value: The number.
  ///   - unit: `nil` for a plain number.
  public init(name: String, value: Double, unit: String? = nil) {
    self.name = name
    self.value = value
    self.unit = unit
  }

  /// The name with the unit, as columns and axes are called: "time of an epoch (s)".
  package var title: String { unit.map { "\(name) (\($0))" } ?? name }
}

extension RecordedFigure: Equatable {
  /// Whether names and values are the same; two values that are not a number are.
  public static func == (one: Self, other: Self) -> Bool {
    one.name == other.name && one.unit == other.unit
      && Optional(one.value).isSameFigure(as: other.value)
  }
}

extension Double? {
  /// Whether two figures are the same, as two are that are not a number.
  func isSameFigure(as other: Self) -> Bool {
    self == other || self?.isNaN == true && other?.isNaN == true
  }
}

/// Records a number under a name: the run's record holds it, and `notebook sweep` compares runs by
/// it. The report of the run lists it at its end.
///
/// ```swift
/// record("validation accuracy", history.validationAccuracy.last!)
/// ```
///
/// A name that is recorded again has its last value. An empty name is refused.
public func record<Value: BinaryFloatingPoint>(_ name: String, _ value: Value) {
  send(RecordedFigure(name: name, value: Double(value)))
}

/// Records a whole number under a name, as ``record(_:_:)`` does with others.
public func record<Value: BinaryInteger>(_ name: String, _ value: Value) {
  record(name, Double(value))
}

/// Records a measured time under a name, in seconds. No two runs take the same time: `notebook
/// verify` does not compare it.
///
/// ```swift
/// record("time of an epoch", clock.measure { train() })
/// ```
public func record(_ name: String, _ value: Duration) {
  send(RecordedFigure(name: name, value: value.seconds, unit: Duration.unitOfFigures))
}

private func send(_ figure: RecordedFigure) {
  // A precondition says nothing where it is optimized.
  guard !figure.name.isEmpty else {
    fatalError("record expects a name for the figure, got an empty text")
  }
  DisplaySink.send(.notice(.figure(figure)))
}

extension Duration {
  /// What the figures of recorded and claimed times are counted in.
  package static let unitOfFigures = "s"

  /// The nearest number of seconds.
  package var seconds: Double {
    let (whole, rest) = components
    return Double(whole) + Double(rest) / 1e18
  }
}
