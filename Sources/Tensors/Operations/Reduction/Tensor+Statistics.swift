extension Tensor {
  /// The variance over axes (all of them unless given): the mean squared distance from the mean,
  /// divided by n - `correction`. The default 0 is the biased form that normalization uses.
  public func variance(
    axes: Int..., keepDimensions: Bool = false, correction: Int = 0,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    variance(
      over: axes.isEmpty ? nil : axes, keepDimensions, correction, file, line)
  }

  /// The variance over a list of axes.
  public func variance(
    axes: [Int], keepDimensions: Bool = false, correction: Int = 0,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    variance(over: axes, keepDimensions, correction, file, line)
  }

  /// The square root of the variance. Its gradient at equal numbers is 0, as that of
  /// ``norm(axes:keepDimensions:file:line:)`` at 0.
  public func standardDeviation(
    axes: Int..., keepDimensions: Bool = false, correction: Int = 0,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    variance(over: axes.isEmpty ? nil : axes, keepDimensions, correction, file, line)
      .squareRootFlatAtZero()
  }

  /// log(sum(exp(x))) over axes (all of them unless given), without overflow; over an empty axis
  /// -infinity, the logarithm of an empty sum.
  public func logSumExp(
    axes: Int..., keepDimensions: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let axes = orStop(file, line) { () throws(TensorError) in
      try shape.axes(axes.isEmpty ? nil : axes, in: "logSumExp")
    }
    let x = floating
    guard axes.allSatisfy({ shape[$0] > 0 }) else {
      return x.reduced(.sum, axes, keepDimensions, file, line).log()
    }
    let largest = x.detached.reduced(.maximum, axes, true, file, line)
    // An infinite largest element would give infinity minus infinity.
    let shift = `where`(
      largest.isFinite(), largest, .zeros(like: largest), file: file, line: line)
    let result =
      (x - shift).exp().reduced(.sum, axes, true, file, line).log() + shift
    return keepDimensions
      ? result : result.reshaped(to: shape.reducing(axes, keepsDimensions: false))
  }

  /// The Euclidean norm over axes (all of them unless given). Its gradient at 0 is 0.
  public func norm(
    axes: Int..., keepDimensions: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let squares = floating.squared()
      .reduced(.sum, axes.isEmpty ? nil : axes, keepDimensions, file, line)
    return squares.squareRootFlatAtZero()
  }

  /// The square root with the gradient 0 at 0, where the derivative is infinite: of a length or a
  /// deviation that is 0 every direction leads up, and 0 is the middle of its subgradients.
  private func squareRootFlatAtZero() -> Tensor {
    let isZero = detached .== 0
    let safe = `where`(isZero, .ones(like: self), self)
    return `where`(isZero, .zeros(like: self), safe.sqrt())
  }

  private func variance(
    over axes: [Int]?, _ keepDimensions: Bool, _ correction: Int,
    _ file: StaticString, _ line: UInt
  ) -> Tensor {
    let x = floating
    let axes = orStop(file, line) { () throws(TensorError) in
      try shape.axes(axes, in: "variance")
    }
    let count = axes.map { shape[$0] }.product
    guard count > correction else {
      stop(
        "variance with correction \(correction) expects more than \(correction) elements along "
          + "axes \(axes), got \(count) in shape \(shape)", file: file, line: line)
    }
    let centred = x - x.reduced(.mean, axes, true, file, line)
    let mean = centred.squared().reduced(.mean, axes, keepDimensions, file, line)
    return correction == 0 ? mean : mean * (Double(count) / Double(count - correction))
  }
}
