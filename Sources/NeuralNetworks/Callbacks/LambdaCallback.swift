/// A callback made of closures, as Keras' of the same name.
///
/// ```swift
/// var norms: [Double] = []
/// let watch = LambdaCallback(every: 10) { run in
///   norms.append(Double(run.model.parameters[0].value.norm()))
/// }
/// try model.fit(data, epochs: 3, callbacks: [watch])
/// ```
public struct LambdaCallback: Callback {
  public let stepInterval: Int?
  private let onStep: ((TrainingRun) throws -> Void)?
  private let onEpoch: ((TrainingRun) throws -> Void)?

  /// Calls a closure after every so many steps.
  public init(every steps: Int, stepEnded: @escaping (TrainingRun) throws -> Void) {
    stepInterval = steps
    onStep = stepEnded
    onEpoch = nil
  }

  /// Calls a closure after every epoch and its validation.
  public init(epochEnded: @escaping (TrainingRun) throws -> Void) {
    stepInterval = nil
    onStep = nil
    onEpoch = epochEnded
  }

  public func stepEnded(_ run: TrainingRun) throws { try onStep?(run) }
  public func epochEnded(_ run: TrainingRun) throws { try onEpoch?(run) }
}

extension LambdaCallback: CustomStringConvertible {
  /// When it calls its closure: "a closure called after every 10 steps".
  public var description: String {
    "a closure called after every " + (stepInterval.map { plural($0, "step") } ?? "epoch")
  }
}
