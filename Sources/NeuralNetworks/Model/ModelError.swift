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
  ///   - loss: "NaN" or "infinite".
  ///   - epoch: `nil` where the steps are the caller's own.
  ///   - culprit: What was not finite first: "first gradient that is not finite: layer 3, …".
  case divergence(loss: String, epoch: Int?, step: Int, culprit: String, remedy: String)
  /// A request that makes no sense.
  case wrongRequest(String)

  /// The whole message.
  public var description: String {
    switch self {
    case .wrongInput(let layer, let expected, let reason, let got, let remedy):
      "\(layer) expects input \(expected)\(reason.map { " (\($0))" } ?? ""), got \(got)\n"
        + "  \(remedy)"
    case .divergence(let loss, let epoch, let step, let culprit, let remedy):
      "loss became \(loss) at \(epoch.map { "epoch \($0), " } ?? "")step \(step); \(culprit)\n"
        + "  \(remedy)"
    case .wrongRequest(let sentence): sentence
    }
  }
}
