/// Why a model cannot be built or trained, in a sentence with a remedy.
public enum ModelError: Error, Equatable, CustomStringConvertible {
  /// A layer was given an input it has no place for.
  ///
  /// - Parameters:
  ///   - layer: As its author wrote it.
  ///   - expected: With axis names: "[batch, 300]".
  ///   - reason: Why it expects that, if that is not plain.
  case wrongInput(
    layer: String, expected: String, reason: String? = nil, got: [Int], remedy: String)
  /// The loss is not a finite number any more.
  ///
  /// - Parameters:
  ///   - divergence: Where it happened, why, and what to do.
  ///   - history: What happened before; `nil` where the steps are the caller's own.
  case divergence(Divergence, history: History?)
  /// A layer computes with a weight that is in none of its properties, so that training would not
  /// change it.
  case unlistedParameter(layer: String, parameter: String)
  /// A weight appeared while training was under way, which therefore does not change it.
  case lateParameter(String)
  /// A request that makes no sense.
  case wrongRequest(String)

  /// The same with the batch as large as the user has it, where one example was tried.
  func ofBatch(_ examples: Int) -> ModelError {
    guard case .wrongInput(let layer, let expected, let reason, var got, let remedy) = self,
      got.first == 1
    else { return self }
    got[0] = examples
    return .wrongInput(
      layer: layer, expected: expected, reason: reason, got: got, remedy: remedy)
  }

  /// The same of one example that has lost its batch axis, `x[0]`.
  func ofOneExample(_ shape: [Int]) -> ModelError {
    guard case .wrongInput(let layer, let expected, let reason, _, _) = self else { return self }
    return .wrongInput(
      layer: layer, expected: expected, reason: reason, got: shape,
      remedy: "this is one example without its batch axis: take it as x[0..<1] instead of x[0], or "
        + "give it the axis with expandingShape(at: 0)")
  }

  /// The whole message.
  public var description: String {
    switch self {
    case .wrongInput(let layer, let expected, let reason, let got, let remedy):
      "\(layer) expects input \(expected)\(reason.map { " (\($0))" } ?? ""), got \(got)\n"
        + "  \(remedy)"
    case .divergence(let divergence, _): divergence.description
    case .unlistedParameter(let layer, let parameter):
      "\(layer) computes with \(parameter), which is in none of its properties: training would "
        + "never change it\n"
        + "  make the layer once and hold it in a property, or in an array, a dictionary or another "
        + "value in a property, not in the call, a closure or a global variable; if it is not to be "
        + "trained, set its isTrainable to false"
    case .lateParameter(let parameter):
      "\(parameter) was made in a training step, when the parameters to be trained were chosen "
        + "already\n"
        + "  call the model once with training: true before, or hold the layer in a property from the "
        + "beginning"
    case .wrongRequest(let sentence): sentence
    }
  }
}
