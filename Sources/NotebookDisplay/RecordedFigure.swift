/// A number that a cell has recorded under a name, so that runs can be compared by it.
public struct RecordedFigure: Codable, Sendable {
  /// What the figure is called: "accuracy".
  public var name: String
  /// The figure, which may be infinite or not a number.
  public var value: Double

  /// Creates a named figure.
  public init(name: String, value: Double) {
    self.name = name
    self.value = value
  }
}

extension RecordedFigure: Equatable {
  /// Whether names and values are the same; two values that are not a number are.
  public static func == (one: Self, other: Self) -> Bool {
    one.name == other.name && Optional(one.value).isSameFigure(as: other.value)
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
  // A precondition says nothing where it is optimized.
  guard !name.isEmpty else { fatalError("record expects a name for the figure, got an empty text") }
  DisplaySink.send(.notice(.figure(RecordedFigure(name: name, value: Double(value)))))
}

/// Records a whole number under a name, as ``record(_:_:)`` does with others.
public func record<Value: BinaryInteger>(_ name: String, _ value: Value) {
  record(name, Double(value))
}
