/// Mean and biased variance of every channel, in two passes: one pass cancels when the mean is
/// large against the deviation.
struct MomentsStep: PlanStep {
  var input: PlanValue
  var output: PlanValue

  var label: String { "moments of \(input.shape)" }
  var reads: [PlanValue] { [input] }
  var writes: [PlanValue] { [output] }
  var divisions: [Division] { [.columns(input.shape[1])] }
  var cost: Double { Double(input.count) / 16_000 + 0.1 }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? { 1 }

  func bind(to memory: PlanMemory, division: Division?) -> BoundStep {
    let arguments = Arguments(
      x: ChannelView(input, in: memory), moments: memory.floats(output),
      stride: output.matrix.stride, axis: division?.axis)
    return BoundStep(arguments) { raw, _, lower, upper in
      let step = raw.assumingMemoryBound(to: Arguments.self).pointee
      let (x, blocks) = step.x.part(lower, upper, axis: step.axis)
      let scale = 1 / Float(x.count)
      for block in blocks {
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
    var axis: Int?
  }
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
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? {
    division.axis == 1 ? 1 : value.shape.count == 4 ? 0 : nil
  }

  func bind(to memory: PlanMemory, division: Division?) -> BoundStep {
    let arguments = Arguments(
      x: ChannelView(input, in: memory), y: memory.floats(output),
      moments: memory.floats(moments), stride: moments.matrix.stride,
      gamma: memory.floats(gamma), beta: memory.floats(beta), epsilon: Float(epsilon),
      axis: division?.axis)
    return BoundStep(arguments) { raw, _, lower, upper in
      let step = raw.assumingMemoryBound(to: Arguments.self).pointee
      let (x, blocks) = step.x.part(lower, upper, axis: step.axis)
      for block in blocks {
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
    var axis: Int?
  }
}
