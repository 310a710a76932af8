/// Values of the batch-normalization primitives over `x` seen as [batch, channels, inner].
enum ChannelNormalizationKernels<Element: RealElement> {
  static func evaluate(_ primitive: Primitive, _ inputs: [Tensor]) -> Tensor {
    switch primitive {
    case .channelMoments: moments(inputs[0])
    case .channelNormalize(let epsilon):
      normalize(inputs[0], inputs[1], inputs[2], inputs[3], Element(epsilon))
    case .channelNormalizeParameterGradient(let epsilon):
      parameterGradient(dy: inputs[0], inputs[1], inputs[2], Element(epsilon))
    case .channelNormalizeInputGradient(let epsilon):
      inputGradient(inputs, Element(epsilon))
    default: preconditionFailure("not a primitive of this family")
    }
  }

  private typealias Input = UnsafePointer<Element>
  private typealias Output = UnsafeMutablePointer<Element>

  /// batch, channels, elements of a channel in one example.
  private static func extent(_ x: Tensor) -> (batch: Int, channels: Int, inner: Int) {
    (x.shape[0], x.shape[1], Array(x.shape[2...]).product)
  }

  /// Two passes, so that a mean far from zero does not eat the variance. Dense rows are walked row
  /// by row: channels are neighbours there.
  private static func moments(_ x: Tensor) -> Tensor {
    let (batch, channels, inner) = extent(x)
    let count = Element(Double(batch * inner))
    let input: Input = x.pointer()
    return Tensor(shape: [2, channels]) { (mean: Output) in
      let variance = mean + channels
      accumulate(mean, batch, channels, inner) { place, _ in input[place] }
      for c in 0..<channels { mean[c] /= count }
      accumulate(variance, batch, channels, inner) { place, channel in
        let difference = input[place] - mean[channel]
        return difference * difference
      }
      for c in 0..<channels { variance[c] /= count }
    }
  }

  /// sums[c] = the sum of term(place, c) over all places of channel c.
  @inline(__always)
  private static func accumulate(
    _ sums: Output, _ batch: Int, _ channels: Int, _ inner: Int,
    _ term: (_ place: Int, _ channel: Int) -> Element
  ) {
    for c in 0..<channels { sums[c] = 0 }
    for n in 0..<batch {
      if inner == 1 {
        let row = n * channels
        for c in 0..<channels { sums[c] += term(row + c, c) }
      } else {
        for c in 0..<channels {
          let plane = (n * channels + c) * inner
          var sum = Element.zero
          for i in 0..<inner { sum += term(plane + i, c) }
          sums[c] += sum
        }
      }
    }
  }

  private static func normalize(
    _ x: Tensor, _ moments: Tensor, _ gamma: Tensor, _ beta: Tensor, _ epsilon: Element
  ) -> Tensor {
    let (batch, channels, inner) = extent(x)
    let (input, mean, scale, shift): (Input, Input, Input, Input) = (
      x.pointer(), moments.pointer(), gamma.pointer(), beta.pointer()
    )
    return Tensor(shape: x.shape) { (output: Output) in
      withInverseDeviation(mean + channels, channels, epsilon) { inverse in
        forEach(batch, channels, inner) { place, c in
          output[place] = (input[place] - mean[c]) * inverse[c] * scale[c] + shift[c]
        }
      }
    }
  }

  private static func parameterGradient(
    dy: Tensor, _ x: Tensor, _ moments: Tensor, _ epsilon: Element
  ) -> Tensor {
    let (batch, channels, inner) = extent(x)
    let (gradient, input, mean): (Input, Input, Input) = (
      dy.pointer(), x.pointer(), moments.pointer()
    )
    return Tensor(shape: [2, channels]) { (output: Output) in
      accumulate(output, batch, channels, inner) { place, c in
        gradient[place] * (input[place] - mean[c])
      }
      withInverseDeviation(mean + channels, channels, epsilon) { inverse in
        for c in 0..<channels { output[c] *= inverse[c] }
      }
      accumulate(output + channels, batch, channels, inner) { place, _ in gradient[place] }
    }
  }

  private static func inputGradient(_ inputs: [Tensor], _ epsilon: Element) -> Tensor {
    let x = inputs[1]
    let (batch, channels, inner) = extent(x)
    let (gradient, input, mean): (Input, Input, Input) = (
      inputs[0].pointer(), x.pointer(), inputs[2].pointer()
    )
    let (scale, parts): (Input, Input) = (inputs[3].pointer(), inputs[4].pointer())
    let count = Element(Double(max(batch * inner, 1)))
    return Tensor(shape: x.shape) { (output: Output) in
      withInverseDeviation(mean + channels, channels, epsilon) { inverse in
        forEach(batch, channels, inner) { place, c in
          let normalized = (input[place] - mean[c]) * inverse[c]
          output[place] =
            scale[c] * inverse[c]
            * (gradient[place] - (parts[channels + c] + normalized * parts[c]) / count)
        }
      }
    }
  }

  /// 1 / sqrt(variance + epsilon) of every channel.
  @inline(__always)
  private static func withInverseDeviation(
    _ variance: Input, _ channels: Int, _ epsilon: Element, _ body: (Input) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Element.self, capacity: max(channels, 1)) { inverse in
      for c in 0..<channels { inverse[c] = 1 / (variance[c] + epsilon).squareRoot() }
      body(Input(inverse.baseAddress!))
    }
  }

  @inline(__always)
  private static func forEach(
    _ batch: Int, _ channels: Int, _ inner: Int, _ body: (_ place: Int, _ channel: Int) -> Void
  ) {
    for n in 0..<batch {
      if inner == 1 {
        for c in 0..<channels { body(n * channels + c, c) }
      } else {
        for c in 0..<channels {
          let plane = (n * channels + c) * inner
          for i in 0..<inner { body(plane + i, c) }
        }
      }
    }
  }
}
