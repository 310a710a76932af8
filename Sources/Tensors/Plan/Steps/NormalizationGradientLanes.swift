/// gamma / sqrt(variance + epsilon) * (dy - beta' / n - normalized x * gamma' / n), of sixteen
/// numbers; gamma' and beta' are the parameters' gradients and n the numbers of a channel.
struct NormalizationGradientLanes {
  private let mean: Lanes
  private let scale: Lanes
  private let slope: Lanes
  private let shift: Lanes

  @inline(__always)
  init(
    mean: Lanes, variance: Lanes, gamma: Lanes, gammaGradient: Lanes, betaGradient: Lanes,
    epsilon: Float, count: Int
  ) {
    let share = 1 / Float(count)
    let inverse = 1 / (variance + epsilon).squareRoot()
    self.mean = mean
    scale = gamma * inverse
    slope = gammaGradient * inverse * share
    shift = betaGradient * share
  }

  @inline(__always)
  func value(_ dy: Lanes, _ x: Lanes) -> Lanes {
    scale * (dy - shift).addingProduct(-(x - mean), slope)
  }
}

/// Where the gradient through a normalization has what it needs of every channel.
struct NormalizationGradientParameters {
  var moments: UnsafeMutablePointer<Float>
  /// From a channel's mean to its variance.
  var momentsStride: Int
  var gamma: UnsafeMutablePointer<Float>
  /// The gradients of gamma, and those of beta behind them.
  var gradients: UnsafeMutablePointer<Float>
  var gradientsStride: Int
  var epsilon: Float
  /// The numbers of a channel.
  var count: Int

  /// Of sixteen channels.
  @inline(__always)
  func lanes(ofBlock block: Int) -> NormalizationGradientLanes {
    NormalizationGradientLanes(
      mean: moments.lanes(at: block * 16),
      variance: moments.lanes(at: momentsStride + block * 16),
      gamma: gamma.lanes(at: block * 16), gammaGradient: gradients.lanes(at: block * 16),
      betaGradient: gradients.lanes(at: gradientsStride + block * 16), epsilon: epsilon,
      count: count)
  }

  /// Of one channel, sixteen times.
  @inline(__always)
  func lanes(ofChannel channel: Int) -> NormalizationGradientLanes {
    NormalizationGradientLanes(
      mean: Lanes(repeating: moments[channel]),
      variance: Lanes(repeating: moments[momentsStride + channel]),
      gamma: Lanes(repeating: gamma[channel]), gammaGradient: Lanes(repeating: gradients[channel]),
      betaGradient: Lanes(repeating: gradients[gradientsStride + channel]), epsilon: epsilon,
      count: count)
  }
}
