internal import Tensors

/// How many inputs an output of a layer sees, and how many outputs an input feeds.
public struct Fans: Sendable, Equatable, CustomStringConvertible {
  /// For a convolution: kernel height · kernel width · input channels.
  public let inputs: Int
  /// For a convolution: kernel height · kernel width · output channels.
  public let outputs: Int

  /// "9 inputs, 72 outputs".
  public var description: String { "\(plural(inputs, "input")), \(plural(outputs, "output"))" }

  init(inputs: Int, outputs: Int) {
    self.inputs = inputs
    self.outputs = outputs
  }

  /// Those of a weight `[inputs, outputs]`, or `[outputs, inputs, …]` times the size of the axes
  /// that follow; of a weight with one axis, its size.
  init(shape: [Int]) {
    switch shape.count {
    case 0: self.init(inputs: 1, outputs: 1)
    case 1: self.init(inputs: shape[0], outputs: shape[0])
    case 2: self.init(inputs: shape[0], outputs: shape[1])
    default:
      let area = shape[2...].reduce(1, *)
      self.init(inputs: shape[1] * area, outputs: shape[0] * area)
    }
  }
}

/// Where the first values of a weight come from.
public struct Initializer: Sendable, Equatable, CustomStringConvertible {
  private enum Scale: Equatable {
    case inputs, outputs, average
  }

  private enum Distribution: Equatable {
    case constant(Double)
    case uniform(limit: Double)
    case normal(standardDeviation: Double)
    /// The variance is factor / fan.
    case scaledUniform(factor: Double, Scale)
    case scaledTruncatedNormal(factor: Double, Scale)
    case orthogonal(gain: Double)
  }

  /// As it is written: ".heNormal".
  public let description: String
  private let distribution: Distribution
  /// Of the numbers; the note's seed and the layer's place in the model if there is none.
  private let seed: Int?
  /// What all numbers are multiplied by.
  private let factor: Double

  private init(
    _ description: String, _ distribution: Distribution, seed: Int? = nil, factor: Double = 1
  ) {
    self.description = description
    self.distribution = distribution
    self.seed = seed
    self.factor = factor
  }

  public static func == (left: Initializer, right: Initializer) -> Bool {
    left.distribution == right.distribution && left.seed == right.seed
      && left.factor == right.factor
  }

  /// The same numbers, each multiplied by a factor: `.heNormal.scaled(by: 0.1)`.
  public func scaled(by factor: Double) -> Initializer {
    Initializer(
      "\(description).scaled(by: \(factor))", distribution, seed: seed,
      factor: self.factor * factor)
  }

  /// The same with a seed of its own: ".heNormal(seed: 3)".
  private func seeded(_ seed: Int) -> Initializer {
    let opening =
      description.hasSuffix("()")
      ? "\(description.dropLast())"
      : description.hasSuffix(")") ? "\(description.dropLast()), " : "\(description)("
    return Initializer("\(opening)seed: \(seed))", distribution, seed: seed)
  }

  /// U(±√(6 / (inputs + outputs))) (Glorot and Bengio, 2010); Keras' default.
  public static let glorotUniform = Initializer(
    ".glorotUniform", .scaledUniform(factor: 1, .average))
  /// N(0, 2 / (inputs + outputs)), cut at two standard deviations.
  public static let glorotNormal = Initializer(
    ".glorotNormal", .scaledTruncatedNormal(factor: 1, .average))
  /// U(±√(6 / inputs)) (He et al., 2015).
  public static let heUniform = Initializer(".heUniform", .scaledUniform(factor: 2, .inputs))
  /// N(0, 2 / inputs), cut at two standard deviations (He et al., 2015).
  public static let heNormal = Initializer(".heNormal", .scaledTruncatedNormal(factor: 2, .inputs))
  /// U(±√(3 / inputs)) (LeCun et al., 1998).
  public static let lecunUniform = Initializer(".lecunUniform", .scaledUniform(factor: 1, .inputs))
  /// N(0, 1 / inputs), cut at two standard deviations.
  public static let lecunNormal = Initializer(
    ".lecunNormal", .scaledTruncatedNormal(factor: 1, .inputs))
  /// U(±1/√inputs), PyTorch's default for dense layers and convolutions.
  public static let pyTorch = Initializer(".pyTorch", .scaledUniform(factor: 1.0 / 3, .inputs))
  /// All 0.
  public static let zeros = Initializer(".zeros", .constant(0))
  /// All 1.
  public static let ones = Initializer(".ones", .constant(1))
  /// All the same.
  public static func constant(_ value: Double) -> Initializer {
    Initializer(".constant(\(value))", .constant(value))
  }
  /// U(±limit); Keras' limit is 0.05. With a seed, see ``glorotUniform(seed:)``.
  public static func uniform(_ limit: Double = 0.05, seed: Int? = nil) -> Initializer {
    let unseeded = Initializer(".uniform(\(limit))", .uniform(limit: limit))
    return seed.map(unseeded.seeded) ?? unseeded
  }
  /// N(0, standardDeviation²), not cut; Keras' is 0.05. With a seed, see ``glorotUniform(seed:)``.
  public static func normal(_ standardDeviation: Double = 0.05, seed: Int? = nil) -> Initializer {
    let unseeded = Initializer(
      ".normal(\(standardDeviation))", .normal(standardDeviation: standardDeviation))
    return seed.map(unseeded.seeded) ?? unseeded
  }
  /// Orthonormal rows or columns, whichever are fewer, times `gain` (Saxe et al.,
  /// 2013). With a seed, see ``glorotUniform(seed:)``.
  public static func orthogonal(gain: Double = 1, seed: Int? = nil) -> Initializer {
    let unseeded = Initializer(
      gain == 1 ? ".orthogonal()" : ".orthogonal(gain: \(gain))", .orthogonal(gain: gain))
    return seed.map(unseeded.seeded) ?? unseeded
  }

  /// The same numbers for every weight of the same shape, whatever the note's seed: two models
  /// begin alike. Two layers of one shape in one model do too, so give each a seed of its own.
  public static func glorotUniform(seed: Int) -> Initializer { glorotUniform.seeded(seed) }
  /// The same numbers for every weight of the same shape; see ``glorotUniform(seed:)``.
  public static func glorotNormal(seed: Int) -> Initializer { glorotNormal.seeded(seed) }
  /// The same numbers for every weight of the same shape; see ``glorotUniform(seed:)``.
  public static func heUniform(seed: Int) -> Initializer { heUniform.seeded(seed) }
  /// The same numbers for every weight of the same shape; see ``glorotUniform(seed:)``.
  public static func heNormal(seed: Int) -> Initializer { heNormal.seeded(seed) }
  /// The same numbers for every weight of the same shape; see ``glorotUniform(seed:)``.
  public static func lecunUniform(seed: Int) -> Initializer { lecunUniform.seeded(seed) }
  /// The same numbers for every weight of the same shape; see ``glorotUniform(seed:)``.
  public static func lecunNormal(seed: Int) -> Initializer { lecunNormal.seeded(seed) }
  /// The same numbers for every weight of the same shape; see ``glorotUniform(seed:)``.
  public static func pyTorch(seed: Int) -> Initializer { pyTorch.seeded(seed) }

  /// First values of the given shape; `key` decides the random numbers unless there is a seed.
  func callAsFunction(_ shape: [Int], _ fans: Fans, key: RandomKey) -> Tensor {
    let values = unscaled(shape, fans, key: key)
    return factor == 1 ? values : values * factor
  }

  private func unscaled(_ shape: [Int], _ fans: Fans, key: RandomKey) -> Tensor {
    let key = seed.map(RandomKey.init(seed:)) ?? key
    return switch distribution {
    case .constant(let value): Tensor.full(shape, value)
    case .uniform(let limit): draw(.uniform(lower: -limit, upper: limit), shape, key)
    case .normal(let deviation):
      draw(.normal(mean: 0, standardDeviation: deviation), shape, key)
    case .scaledUniform(let factor, let scale):
      draw(
        .uniform(
          lower: -(3 * variance(factor, scale, fans)).squareRoot(),
          upper: (3 * variance(factor, scale, fans)).squareRoot()), shape, key)
    case .scaledTruncatedNormal(let factor, let scale):
      draw(
        .truncatedNormal(
          mean: 0,
          standardDeviation: variance(factor, scale, fans).squareRoot()
            / Self.truncatedDeviation), shape, key)
    case .orthogonal(let gain):
      Orthogonal.matrix(
        from: draw(.normal(mean: 0, standardDeviation: 1), shape, key), gain: gain)
    }
  }

  /// The standard deviation of a standard normal distribution cut at ±2.
  private static let truncatedDeviation = 0.879_625_661_034_239_78

  private func variance(_ factor: Double, _ scale: Scale, _ fans: Fans) -> Double {
    let fan =
      switch scale {
      case .inputs: Double(fans.inputs)
      case .outputs: Double(fans.outputs)
      case .average: Double(fans.inputs + fans.outputs) / 2
      }
    return factor / max(1, fan)
  }

  private func draw(_ distribution: RandomDistribution, _ shape: [Int], _ key: RandomKey) -> Tensor
  {
    evaluate(.random(distribution, shape: shape), [key.tensor])
  }
}
