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
  /// A request that makes no sense.
  case wrongRequest(String)

  /// The whole message.
  public var description: String {
    switch self {
    case .wrongInput(let layer, let expected, let reason, let got, let remedy):
      "\(layer) expects input \(expected)\(reason.map { " (\($0))" } ?? ""), got \(got)\n"
        + "  \(remedy)"
    case .divergence(let divergence, _): divergence.description
    case .wrongRequest(let sentence): sentence
    }
  }
}
