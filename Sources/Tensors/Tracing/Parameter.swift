internal import Synchronization

/// A named tensor that changes: a weight, a running statistic, an optimizer's moment, a learning
/// rate.
///
/// In a planned function, reading gives the state's place in the plan and assigning makes the plan
/// write it at the end of every step.
public final class Parameter: Sendable {
  /// What it is called in summaries and errors: "weight".
  public let name: String
  /// Whether it was made to be trained; running statistics were not.
  package let isWeight: Bool

  private struct State {
    var value: Tensor
    var isFrozen = false
    var residence: (any StateResidence)?
  }

  private let state: Mutex<State>

  /// A parameter with its first value. Whole numbers become float32 in one that is trained: its
  /// steps have fractions.
  public init(_ value: Tensor, name: String = "parameter", isTrainable: Bool = true) {
    self.name = name
    isWeight = isTrainable
    let first = isTrainable ? value.floating : value
    state = Mutex(State(value: first.detached, residence: nil))
  }

  /// A parameter of one number.
  public convenience init(
    _ value: some TensorScalar, name: String = "parameter", isTrainable: Bool = true
  ) {
    self.init(Tensor(value.doubleValue), name: name, isTrainable: isTrainable)
  }

  /// Whether training changes it by its gradient. Setting it to false freezes a weight, true thaws
  /// it; what was made not to be trained, such as a running statistic, cannot be set to true.
  ///
  /// A training run trains what is trainable when it begins, a step of one's own what is at each
  /// step.
  public var isTrainable: Bool {
    get { isWeight && !isFrozen }
    set {
      require(
        isWeight || !newValue,
        "\(name) cannot be trained: it was made with isTrainable: false, as running statistics are")
      isFrozen = !newValue
    }
  }

  /// Whether its layer was taken out of training, running statistics included.
  package var isFrozen: Bool {
    get { state.withLock { $0.isFrozen } }
    set {
      state.withLock { $0.isFrozen = newValue }
      Self.freezings.add(1, ordering: .relaxed)
    }
  }

  private static let freezings = Atomic<Int>(0)

  /// Another number whenever a parameter was frozen or thawed since: who chose what to train looks
  /// whether to choose again.
  package static var freezingCount: Int { freezings.load(ordering: .relaxed) }

  /// Of the value, which is not copied for it.
  package var elementType: ElementType { state.withLock { $0.value.elementType } }

  /// The current value. A new value has the same shape and element type; whole numbers take the
  /// parameter's.
  public var value: Tensor {
    get {
      let context = ThreadContext.current
      context.reads?.insert(self)
      if let variable = context.variables[ObjectIdentifier(self)] { return variable }
      if let trace = context.trace { return trace.read(self) }
      return concreteValue
    }
    set {
      let context = ThreadContext.current
      let value = fitting(newValue).detached
      if let trace = context.trace {
        trace.write(value, to: self)
      } else {
        concreteValue = value
      }
    }
  }

  /// The current value outside any trace or gradient.
  package var concreteValue: Tensor {
    get {
      let (value, residence) = state.withLock { ($0.value, $0.residence) }
      return residence?.read() ?? value
    }
    set {
      newValue.requireValue("the new value of \(name)", file: #fileID, line: #line)
      let residence = state.withLock { state in
        requireFit(newValue, state.value)
        if state.residence == nil { state.value = newValue }
        return state.residence
      }
      residence?.write(newValue)
    }
  }

  /// The value, whole numbers as the parameter's element type.
  private func fitting(_ value: Tensor) -> Tensor {
    guard value.elementType == .int32 else { return value }
    return value.converted(to: state.withLock { $0.value.elementType })
  }

  /// Stops when an update would change the shape or the element type.
  func requireFit(_ value: Tensor, _ current: Tensor) {
    guard value.elementType == current.elementType || value.shape != current.shape else {
      stop(
        "cannot update \(name) of \(current.elementType) by a value of \(value.elementType): a "
          + "parameter keeps its element type; convert the value, or make the model with inputs of "
          + "\(value.elementType)")
    }
    guard value.signature == current.signature else {
      stop(
        "cannot update \(name) of shape \(current.shape) (\(current.elementType)) by a value of "
          + "shape \(value.shape) (\(value.elementType)): parameter updates do not broadcast")
    }
  }

  /// Where a plan keeps the value in a layout of its own; reading and writing go through it.
  /// Setting `nil` brings the value back.
  package var residence: (any StateResidence)? {
    get { state.withLock { $0.residence } }
    set {
      let last = newValue == nil ? residence?.read() : nil
      state.withLock { state in
        if let last { state.value = last }
        state.residence = newValue
      }
    }
  }
}

/// A plan's own place for a state.
package protocol StateResidence: AnyObject, Sendable {
  /// The value, copied out.
  func read() -> Tensor
  /// Takes over a value of the same shape.
  func write(_ value: Tensor)
}

extension Parameter: CustomStringConvertible {
  /// The name with the value: "Dense(3).bias: [3] float32 [0, 0, 0]".
  public var description: String { "\(name): \(value)" }
}
