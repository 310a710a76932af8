/// The sums of a ``ShardedChannelStep`` over dense images.
struct PlaneSumsKernel: StepKernel {
  var sums: ShardedChannelStep.Sums
  var x: PlaneView
  var dy: UnsafeMutablePointer<Float>?
  var moments: UnsafeMutablePointer<Float>?
  var output: UnsafeMutablePointer<Float>
  var stride: Int
  var grain: Int

  var extent: Int { x.images }

  func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
    for shard in part.lowerBound / grain..<(part.upperBound + grain - 1) / grain {
      let target = output + shard * 2 * stride
      target.update(repeating: 0, count: 2 * stride)
      let images = shard * grain..<(shard + 1) * grain
      for channel in 0..<x.channels {
        (target[channel], target[stride + channel]) = sum(channel, images)
      }
    }
  }

  @inline(__always)
  private func sum(_ channel: Int, _ images: Range<Int>) -> (Float, Float) {
    @inline(__always) func number(_ offset: Int, _ count: Int) -> Lanes {
      x.start.lanes(at: offset, count: count)
    }
    switch sums {
    case .plain: return (x.sum(channel: channel, images: images, number), 0)
    case .moments:
      let mean = x.sum(channel: channel, images: images, number) / Float(grain * x.pixels)
      @inline(__always) func squaredDeviation(_ offset: Int, _ count: Int) -> Lanes {
        let deviation = number(offset, count) - mean
        return deviation * deviation
      }
      return (mean, x.sum(channel: channel, images: images, squaredDeviation))
    case .parameterGradients:
      guard let dy, let moments else { return (0, 0) }
      let mean = moments[channel]
      @inline(__always) func gradient(_ offset: Int, _ count: Int) -> Lanes {
        dy.lanes(at: offset, count: count)
      }
      @inline(__always) func product(_ offset: Int, _ count: Int) -> Lanes {
        gradient(offset, count) * (number(offset, count) - mean)
      }
      return (
        x.sum(channel: channel, images: images, product),
        x.sum(channel: channel, images: images, gradient)
      )
    }
  }
}

/// A ``NormalizeStep`` over dense images.
struct NormalizePlanesKernel: StepKernel {
  var x: PlaneView
  var y: UnsafeMutablePointer<Float>
  var parameters: NormalizationParameters

  var extent: Int { x.images }

  func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
    for image in part {
      for channel in 0..<x.channels {
        let formula = parameters.lanes(ofChannel: channel)
        x.forEach(image: image, channel: channel) { offset, count in
          y.store(formula.value(x.start.lanes(at: offset, count: count)), at: offset, count: count)
        }
      }
    }
  }
}

/// A ``NormalizeInputGradientStep`` over dense images.
struct NormalizePlanesGradientKernel: StepKernel {
  var x: PlaneView
  var dy: UnsafeMutablePointer<Float>
  var dx: UnsafeMutablePointer<Float>
  var parameters: NormalizationGradientParameters

  var extent: Int { x.images }

  func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
    for image in part {
      for channel in 0..<x.channels {
        let formula = parameters.lanes(ofChannel: channel)
        x.forEach(image: image, channel: channel) { offset, count in
          let gradient = dy.lanes(at: offset, count: count)
          let value = formula.value(gradient, x.start.lanes(at: offset, count: count))
          dx.store(value, at: offset, count: count)
        }
      }
    }
  }
}
