/// (x - mean) / sqrt(variance + epsilon) * gamma + beta, of sixteen numbers: of sixteen channels,
/// or of one.
struct NormalizationLanes {
  private let mean: Lanes
  private let scale: Lanes
  private let shift: Lanes

  @inline(__always)
  init(mean: Lanes, variance: Lanes, gamma: Lanes, beta: Lanes, epsilon: Float) {
    self.mean = mean
    scale = gamma / (variance + epsilon).squareRoot()
    shift = beta
  }

  @inline(__always)
  func value(_ x: Lanes) -> Lanes { shift.addingProduct(x - mean, scale) }
}

/// Where a normalization has what it needs of every channel.
struct NormalizationParameters {
  var moments: UnsafeMutablePointer<Float>
  /// From a channel's mean to its variance.
  var stride: Int
  var gamma: UnsafeMutablePointer<Float>
  var beta: UnsafeMutablePointer<Float>
  var epsilon: Float

  /// Of sixteen channels.
  @inline(__always)
  func lanes(ofBlock block: Int) -> NormalizationLanes {
    NormalizationLanes(
      mean: moments.lanes(at: block * 16), variance: moments.lanes(at: stride + block * 16),
      gamma: gamma.lanes(at: block * 16), beta: beta.lanes(at: block * 16), epsilon: epsilon)
  }

  /// Of one channel, sixteen times.
  @inline(__always)
  func lanes(ofChannel channel: Int) -> NormalizationLanes {
    NormalizationLanes(
      mean: Lanes(repeating: moments[channel]),
      variance: Lanes(repeating: moments[stride + channel]),
      gamma: Lanes(repeating: gamma[channel]), beta: Lanes(repeating: beta[channel]),
      epsilon: epsilon)
  }
}
