internal import Tensors

/// How far the gradient of a parameter turns when the layers below it make their step: the internal
/// covariate shift of Santurkar et al. (2018), definition 2.1.
public struct CovariateShift: Sendable {
  /// cos(G, G'): 1 where the layers below do not shift anything.
  public let cosine: Double
  /// ‖G - G'‖ / ‖G‖: 0 where the layers below do not shift anything.
  public let relativeDistance: Double
}

extension Probe {
  /// Compares the gradient G of a parameter with its gradient G' after all layers below have moved
  /// by a step of gradient descent, on the probe's batch. All parameters are put back.
  ///
  /// ```swift
  /// let shift = try probe.covariateShift(at: "conv2d_5.weight", learningRate: 0.03)
  /// ```
  ///
  /// - Parameters:
  ///   - path: The parameter whose gradient is looked at. The layers below it are those before its
  ///     own in the model's `layers`.
  ///   - learningRate: Of the step of the layers below.
  /// - Throws: ``ModelError`` when there is no trainable parameter at the path.
  public func covariateShift(at path: String, learningRate: Double) throws -> CovariateShift {
    let before = try lossAndGradients().gradients
    guard let own = before[path], let layer = before.layerIndex(ofParameterAt: path) else {
      throw ModelError.wrongRequest(
        "there is no gradient at \"\(path)\"; there are "
          + before.map(\.path).joined(separator: ", "))
    }
    let below = before.byParameter(below: layer)
    let start = below.map(\.parameter.value)
    defer { for (entry, value) in zip(below, start) { entry.parameter.value = value } }
    for (parameter, gradient) in below {
      parameter.value = parameter.value - gradient * learningRate
    }
    let after = try lossAndGradients().gradients[path]!
    return CovariateShift(
      cosine: cosineSimilarity(own, after),
      relativeDistance: Double((own - after).norm()) / Double(own.norm()))
  }
}

extension CovariateShift: CustomStringConvertible {
  /// "cosine 0.9731, relative distance 0.2209".
  public var description: String {
    "cosine \(fixed(cosine, 4)), relative distance \(fixed(relativeDistance, 4))"
  }
}
