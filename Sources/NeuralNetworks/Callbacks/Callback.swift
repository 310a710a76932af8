public import Tensors

/// Something done at certain moments of a training run.
public protocol Callback {
  /// How many steps lie between two calls of ``stepEnded(_:)``; `nil` for no calls. Between them
  /// steps run without a break.
  var stepInterval: Int? { get }
  /// Called before the first step.
  func trainingBegan(_ run: TrainingRun) throws
  /// Called after every ``stepInterval`` steps.
  func stepEnded(_ run: TrainingRun) throws
  /// Called after an epoch and its validation.
  func epochEnded(_ run: TrainingRun) throws
  /// Called after the last epoch.
  func trainingEnded(_ run: TrainingRun) throws
  /// What a ``Checkpoint`` keeps of the callback after an epoch; nothing by default.
  var memory: [String: Tensor] { get }
  /// Puts back what a checkpoint has kept, after ``trainingBegan(_:)``.
  func restore(_ memory: [String: Tensor])
}

extension Callback {
  public var stepInterval: Int? { nil }
  public func trainingBegan(_ run: TrainingRun) throws {}
  public func stepEnded(_ run: TrainingRun) throws {}
  public func epochEnded(_ run: TrainingRun) throws {}
  public func trainingEnded(_ run: TrainingRun) throws {}
  public var memory: [String: Tensor] { [:] }
  public func restore(_ memory: [String: Tensor]) {}

  func isDue(atStep step: Int) -> Bool {
    stepInterval.map { $0 > 0 && step.isMultiple(of: $0) } ?? false
  }
}

/// A figure that a callback watches, and whether it should fall or rise.
public struct Monitor: Sendable, CustomStringConvertible {
  /// "validation loss".
  public let description: String
  private let isValidation: Bool
  private let name: String
  private let rises: Bool

  /// What it was made with.
  var identity: String { "\(name) \(isValidation) \(rises)" }

  /// A figure by name: "loss", "accuracy".
  public init(_ name: String, ofValidation isValidation: Bool, shouldRise rises: Bool) {
    self.name = name
    self.isValidation = isValidation
    self.rises = rises
    description = (isValidation ? "validation " : "") + name
  }

  /// The loss on the validation examples, which should fall.
  public static let validationLoss = Monitor("loss", ofValidation: true, shouldRise: false)
  /// The accuracy on the validation examples, which should rise.
  public static let validationAccuracy = Monitor("accuracy", ofValidation: true, shouldRise: true)
  /// The loss on the training examples, which should fall.
  public static let loss = Monitor("loss", ofValidation: false, shouldRise: false)
  /// The accuracy on the training examples, which should rise.
  public static let accuracy = Monitor("accuracy", ofValidation: false, shouldRise: true)

  /// A metric of the validation examples: `.validation(.f1)`.
  ///
  /// - Parameters:
  ///   - metric: What is measured.
  ///   - shouldRise: Whether a larger figure is a better one. Errors of this module should fall and
  ///     all else should rise; a metric of one's own must tell.
  public static func validation(
    _ metric: Metric, shouldRise: Bool? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Monitor {
    Monitor(
      metric.name, ofValidation: true, shouldRise: metric.rises(shouldRise, file, line))
  }

  /// A metric of the training examples: `.training(.f1)`.
  ///
  /// - Parameters:
  ///   - metric: What is measured.
  ///   - shouldRise: As for the validation examples.
  public static func training(
    _ metric: Metric, shouldRise: Bool? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Monitor {
    Monitor(
      metric.name, ofValidation: false, shouldRise: metric.rises(shouldRise, file, line))
  }

  /// The figure of the last epoch; throws when the run does not measure it.
  func value(in history: History) throws -> Double {
    let series = isValidation ? history.validation : history.training
    guard series.names.contains(name), let value = series[name].last else {
      throw ModelError.wrongRequest(
        "there is no \(self) to watch: "
          + (series.names.isEmpty
            ? "give fit validation data"
            : "fit measures \(series.names.joined(separator: ", ")); give it the metric, as in "
              + "metrics: [.accuracy]"))
    }
    return value
  }

  /// Whether `value` is better than `best` by more than `change`. What is not a number is never
  /// better than anything.
  func improves(_ value: Double, on best: Double?, by change: Double) -> Bool {
    guard let best else { return !value.isNaN }
    return rises ? value > best + change : value < best - change
  }
}

extension Metric {
  /// Whether a larger figure is a better one, as asked for or as the metric knows.
  fileprivate func rises(_ given: Bool?, _ file: StaticString, _ line: UInt) -> Bool {
    guard let rises = given ?? rises else {
      stop(
        "nobody knows whether metric \(self) should rise or fall: give the monitor shouldRise",
        file: file, line: line)
    }
    return rises
  }
}
