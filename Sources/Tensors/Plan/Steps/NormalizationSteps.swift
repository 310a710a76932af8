/// Mean and biased variance of every channel, in two passes: one pass cancels when the mean is
/// large against the deviation.
struct MomentsStep: PlanStep {
  var input: PlanValue
  var output: PlanValue

  var label: String { "moments of \(input.shape)" }
  var reads: [PlanValue] { [input] }
  var writes: [PlanValue] { [output] }
  var divisions: [Division] { ChannelView.divisions(input) }
  var cost: Double { Double(input.count) / 16_000 + 0.1 }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? { 1 }

  func bind(to memory: PlanMemory, division: Division?) -> BoundStep {
    let arguments = Arguments(
      x: ChannelView(input, in: memory), moments: memory.floats(output),
      stride: output.matrix.stride, isDivided: division != nil)
    return BoundStep(arguments) { raw, _, lower, upper in
      let step = raw.assumingMemoryBound(to: Arguments.self).pointee
      let x = step.x
      let scale = 1 / Float(x.count)
      for block in channelBlocks(lower, upper, x.channels, step.isDivided) {
        @inline(__always) func number(_ offset: Int) -> Lanes { x.start.lanes(at: offset) }
        let mean = x.sum(block: block, number) * scale
        @inline(__always) func squaredDeviation(_ offset: Int) -> Lanes {
          let deviation = x.start.lanes(at: offset) - mean
          return deviation * deviation
        }
        let variance = x.sum(block: block, squaredDeviation) * scale
        step.moments.store(mean, at: block * 16)
        step.moments.store(variance, at: step.stride + block * 16)
      }
    }
  }

  private struct Arguments {
    var x: ChannelView
    var moments: UnsafeMutablePointer<Float>
    var stride: Int
    var isDivided: Bool
  }
}

/// The blocks of sixteen channels in a worker's range, all when the step is not divided.
@inline(__always)
func channelBlocks(_ lower: Int, _ upper: Int, _ channels: Int, _ isDivided: Bool) -> Range<Int> {
  isDivided ? lower / 16..<(upper + 15) / 16 : 0..<(channels + 15) / 16
}

/// (x - mean) / sqrt(variance + epsilon) * gamma + beta.
struct NormalizeStep: PlanStep {
  var input: PlanValue
  var moments: PlanValue
  var gamma: PlanValue
  var beta: PlanValue
  var output: PlanValue
  var epsilon: Double

  var label: String { "normalize \(input.shape)" }
  var reads: [PlanValue] { [input, moments, gamma, beta] }
  var writes: [PlanValue] { [output] }
  var divisions: [Division] { ChannelView.divisions(input) }
  var cost: Double { Double(input.count) / 16_000 + 0.1 }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? { 1 }

  func bind(to memory: PlanMemory, division: Division?) -> BoundStep {
    let arguments = Arguments(
      x: ChannelView(input, in: memory), y: memory.floats(output),
      moments: memory.floats(moments), stride: moments.matrix.stride,
      gamma: memory.floats(gamma), beta: memory.floats(beta), epsilon: Float(epsilon),
      isDivided: division != nil)
    return BoundStep(arguments) { raw, _, lower, upper in
      let step = raw.assumingMemoryBound(to: Arguments.self).pointee
      let x = step.x
      for block in channelBlocks(lower, upper, x.channels, step.isDivided) {
        let mean = step.moments.lanes(at: block * 16)
        let variance = step.moments.lanes(at: step.stride + block * 16)
        let scale = step.gamma.lanes(at: block * 16) / (variance + step.epsilon).squareRoot()
        let shift = step.beta.lanes(at: block * 16)
        @inline(__always) func normalize(_ offset: Int) {
          let value = shift.addingProduct(x.start.lanes(at: offset) - mean, scale)
          step.y.store(value, at: offset)
        }
        x.forEach(block: block, normalize)
      }
    }
  }

  private struct Arguments {
    var x: ChannelView
    var y: UnsafeMutablePointer<Float>
    var moments: UnsafeMutablePointer<Float>
    var stride: Int
    var gamma: UnsafeMutablePointer<Float>
    var beta: UnsafeMutablePointer<Float>
    var epsilon: Float
    var isDivided: Bool
  }
}
