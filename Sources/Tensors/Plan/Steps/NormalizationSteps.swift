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

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    Kernel(
      x: ChannelView(input, in: memory, division: division), moments: memory.floats(output),
      stride: output.matrix.stride)
  }

  private struct Kernel: StepKernel {
    var x: ChannelView
    var moments: UnsafeMutablePointer<Float>
    var stride: Int

    var extent: Int { x.extent }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      let (x, blocks) = self.x.part(part)
      let scale = 1 / Float(x.count)
      for block in blocks {
        @inline(__always) func number(_ offset: Int) -> Lanes { x.start.lanes(at: offset) }
        let mean = x.sum(block: block, number) * scale
        @inline(__always) func squaredDeviation(_ offset: Int) -> Lanes {
          let deviation = x.start.lanes(at: offset) - mean
          return deviation * deviation
        }
        let variance = x.sum(block: block, squaredDeviation) * scale
        moments.store(mean, at: block * 16)
        moments.store(variance, at: stride + block * 16)
      }
    }
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
    division.axis == 1 ? 1 : [input, output].contains { $0.buffer == value.buffer } ? 0 : nil
  }

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    let parameters = NormalizationParameters(
      moments: memory.floats(moments), stride: moments.matrix.stride, gamma: memory.floats(gamma),
      beta: memory.floats(beta), epsilon: Float(epsilon))
    if input.layout == .dense {
      return NormalizePlanesKernel(
        x: PlaneView(input, in: memory), y: memory.floats(output), parameters: parameters)
    }
    return Kernel(
      x: ChannelView(input, in: memory, division: division), y: memory.floats(output),
      parameters: parameters)
  }

  private struct Kernel: StepKernel {
    var x: ChannelView
    var y: UnsafeMutablePointer<Float>
    var parameters: NormalizationParameters

    var extent: Int { x.extent }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      let (x, blocks) = self.x.part(part)
      for block in blocks {
        let formula = parameters.lanes(ofBlock: block)
        @inline(__always) func normalize(_ offset: Int) {
          y.store(formula.value(x.start.lanes(at: offset)), at: offset)
        }
        x.forEach(block: block, normalize)
      }
    }
  }
}
