internal import Tensors

/// A bound on gradients; an optimizer has at most one.
public enum GradientClipping: Sendable, Equatable, CustomStringConvertible {
  /// Every element into -limit...limit.
  case value(Double)
  /// Every parameter's gradient scaled to at most this Euclidean norm.
  case norm(Double)
  /// All gradients together scaled to at most this Euclidean norm.
  case globalNorm(Double)

  /// ".globalNorm(1.0)".
  public var description: String {
    switch self {
    case .value(let limit): ".value(\(limit))"
    case .norm(let limit): ".norm(\(limit))"
    case .globalNorm(let limit): ".globalNorm(\(limit))"
    }
  }

  /// The bound itself.
  var limit: Double {
    switch self {
    case .value(let limit), .norm(let limit), .globalNorm(let limit): limit
    }
  }

  func clip(_ gradients: [Tensor]) -> [Tensor] {
    switch self {
    case .value(let limit):
      return gradients.map { $0.clipped(to: -limit...limit) }
    case .norm(let limit):
      return gradients.map { $0 * Self.factor(limit, $0.squared().sum()) }
    case .globalNorm(let limit):
      let squares = gradients.map { $0.squared().sum() }
      guard let first = squares.first else { return [] }
      let factor = Self.factor(limit, squares.dropFirst().reduce(first, +))
      return gradients.map { $0 * factor }
    }
  }

  /// limit / max(norm, limit): 1 for gradients within the limit, and NaN for NaN.
  private static func factor(_ limit: Double, _ squaredNorm: Tensor) -> Tensor {
    Tensor(limit) / maximum(squaredNorm.sqrt(), Tensor(limit))
  }
}
