/// The gradients of gamma (the sum of dy times the normalized input) and beta (the sum of dy).
struct NormalizeParameterGradientStep: PlanStep {
  var gradient: PlanValue
  var input: PlanValue
  var moments: PlanValue
  var output: PlanValue
  var epsilon: Double

  var label: String { "gradients of gamma and beta over \(input.shape)" }
  var reads: [PlanValue] { [gradient, input, moments] }
  var writes: [PlanValue] { [output] }
  var divisions: [Division] { [.columns(input.shape[1])] }
  var cost: Double { Double(input.count) / 12_000 + 0.1 }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? { 1 }

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    Kernel(
      x: ChannelView(input, in: memory, division: division), dy: memory.floats(gradient),
      moments: memory.floats(moments), momentsStride: moments.matrix.stride,
      output: memory.floats(output), outputStride: output.matrix.stride,
      epsilon: Float(epsilon))
  }

  private struct Kernel: StepKernel {
    var x: ChannelView
    var dy: UnsafeMutablePointer<Float>
    var moments: UnsafeMutablePointer<Float>
    var momentsStride: Int
    var output: UnsafeMutablePointer<Float>
    var outputStride: Int
    var epsilon: Float

    var extent: Int { x.extent }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      let (x, blocks) = self.x.part(part)
      for block in blocks {
        let mean = moments.lanes(at: block * 16)
        let variance = moments.lanes(at: momentsStride + block * 16)
        @inline(__always) func gradient(_ offset: Int) -> Lanes { dy.lanes(at: offset) }
        @inline(__always) func product(_ offset: Int) -> Lanes {
          dy.lanes(at: offset) * (x.start.lanes(at: offset) - mean)
        }
        let beta = x.sum(block: block, gradient)
        let gamma =
          x.sum(block: block, product) / (variance + epsilon).squareRoot()
        output.store(gamma, at: block * 16)
        output.store(beta, at: outputStride + block * 16)
      }
    }
  }
}

/// gamma / sqrt(variance + epsilon) * (dy - beta' / n - normalized x * gamma' / n), where gamma'
/// and beta' are the parameters' gradients and n the numbers of a channel.
struct NormalizeInputGradientStep: PlanStep {
  var gradient: PlanValue
  var input: PlanValue
  var moments: PlanValue
  var gamma: PlanValue
  var parameterGradient: PlanValue
  var output: PlanValue
  var epsilon: Double

  var label: String { "gradient through normalization of \(input.shape)" }
  var reads: [PlanValue] { [gradient, input, moments, gamma, parameterGradient] }
  var writes: [PlanValue] { [output] }
  var divisions: [Division] { ChannelView.divisions(input) }
  var cost: Double { Double(input.count) / 12_000 + 0.1 }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? {
    division.axis == 1
      ? 1 : [gradient, input, output].contains { $0.buffer == value.buffer } ? 0 : nil
  }

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    let parameters = NormalizationGradientParameters(
      moments: memory.floats(moments), momentsStride: moments.matrix.stride,
      gamma: memory.floats(gamma), gradients: memory.floats(parameterGradient),
      gradientsStride: parameterGradient.matrix.stride, epsilon: Float(epsilon),
      count: input.count / input.shape[1])
    if input.layout == .dense {
      return NormalizePlanesGradientKernel(
        x: PlaneView(input, in: memory), dy: memory.floats(gradient), dx: memory.floats(output),
        parameters: parameters)
    }
    return Kernel(
      x: ChannelView(input, in: memory, division: division), dy: memory.floats(gradient),
      dx: memory.floats(output), parameters: parameters)
  }

  private struct Kernel: StepKernel {
    var x: ChannelView
    var dy: UnsafeMutablePointer<Float>
    var dx: UnsafeMutablePointer<Float>
    var parameters: NormalizationGradientParameters

    var extent: Int { x.extent }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      let (x, blocks) = self.x.part(part)
      for block in blocks {
        let formula = parameters.lanes(ofBlock: block)
        @inline(__always) func propagate(_ offset: Int) {
          dx.store(formula.value(dy.lanes(at: offset), x.start.lanes(at: offset)), at: offset)
        }
        x.forEach(block: block, propagate)
      }
    }
  }
}
