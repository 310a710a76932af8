/// Sums over images, in channel blocks or dense, shard by shard: two numbers per channel for each
/// shard of the batch, the same shards for any number of workers.
struct ShardedChannelStep: PlanStep {
  enum Sums: UInt8 {
    /// Mean and sum of squared deviations from it.
    case moments
    /// The sums of dy * (x - mean) and of dy.
    case parameterGradients
    /// The sum of x.
    case plain
  }

  var sums: Sums
  var input: PlanValue
  var gradient: PlanValue?
  var moments: PlanValue?
  /// [shards, 2, channels]; of dense images the channels go up to a multiple of sixteen.
  var output: PlanValue

  var label: String { "\(sums) of \(output.shape[0]) shards of \(input.shape)" }
  var reads: [PlanValue] { [input] + [gradient, moments].compactMap { $0 } }
  var writes: [PlanValue] { [output] }
  var cost: Double { Double(input.count) / 16_000 + 0.1 }
  private var grain: Int { input.shape[0] / output.shape[0] }
  var divisions: [Division] { [Division(axis: 0, count: input.shape[0], grain: grain)] }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? {
    value.buffer == moments?.buffer ? nil : 0
  }

  /// Into how many shards a batch is cut.
  static func shards(of batch: Int) -> Int { [8, 6, 4, 3, 2].first { batch % $0 == 0 } ?? 1 }

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    if input.layout == .dense {
      return PlaneSumsKernel(
        sums: sums, x: PlaneView(input, in: memory), dy: gradient.map(memory.floats),
        moments: moments.map(memory.floats), output: memory.floats(output),
        stride: output.shape[2], grain: grain)
    }
    return Kernel(
      sums: sums, x: ChannelView(input, in: memory, division: division),
      dy: gradient.map(memory.floats),
      moments: moments.map(memory.floats), output: memory.floats(output), grain: grain)
  }

  private struct Kernel: StepKernel {
    var sums: Sums
    var x: ChannelView
    var dy: UnsafeMutablePointer<Float>?
    var moments: UnsafeMutablePointer<Float>?
    var output: UnsafeMutablePointer<Float>
    var grain: Int

    var extent: Int { x.images }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      for shard in part.lowerBound / grain..<(part.upperBound + grain - 1) / grain { sum(shard) }
    }

    private func sum(_ shard: Int) {
      var x = x
      x.range = shard * grain..<(shard + 1) * grain
      let target = output + shard * 2 * x.channels
      @inline(__always) func number(_ offset: Int) -> Lanes { x.start.lanes(at: offset) }
      for block in 0..<x.channels / 16 {
        switch sums {
        case .plain: target.store(x.sum(block: block, number), at: block * 16)
        case .moments:
          let mean = x.sum(block: block, number) / Float(grain * x.pixels)
          @inline(__always) func squaredDeviation(_ offset: Int) -> Lanes {
            let deviation = x.start.lanes(at: offset) - mean
            return deviation * deviation
          }
          target.store(mean, at: block * 16)
          target.store(x.sum(block: block, squaredDeviation), at: x.channels + block * 16)
        case .parameterGradients:
          guard let dy, let moments else { return }
          let mean = moments.lanes(at: block * 16)
          @inline(__always) func gradient(_ offset: Int) -> Lanes { dy.lanes(at: offset) }
          @inline(__always) func product(_ offset: Int) -> Lanes {
            dy.lanes(at: offset) * (x.start.lanes(at: offset) - mean)
          }
          target.store(x.sum(block: block, product), at: block * 16)
          target.store(x.sum(block: block, gradient), at: x.channels + block * 16)
        }
      }
    }
  }
}

/// From the shards' sums to the batch's.
struct ShardedChannelSumStep: PlanStep {
  var sums: ShardedChannelStep.Sums
  var shards: PlanValue
  var moments: PlanValue?
  var output: PlanValue
  /// Numbers of a channel in one shard.
  var count: Int
  var epsilon: Double = 0
  var scale: Float = 1

  var label: String { "\(sums) from \(shards.shape[0]) shards" }
  var reads: [PlanValue] { [shards] + (moments.map { [$0] } ?? []) }
  var writes: [PlanValue] { [output] }
  var cost: Double { 0.3 }

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    let channels = shards.shape[2]
    return Kernel(
      sums: sums, shards: memory.floats(shards), shardCount: shards.shape[0], channels: channels,
      moments: moments.map(memory.floats), momentsStride: moments?.matrix.stride ?? 0,
      output: memory.floats(output), outputStride: paddedToLanes(channels), count: Float(count),
      epsilon: Float(epsilon), scale: scale)
  }

  private struct Kernel: StepKernel {
    var sums: ShardedChannelStep.Sums
    var shards: UnsafeMutablePointer<Float>
    var shardCount: Int
    var channels: Int
    var moments: UnsafeMutablePointer<Float>?
    var momentsStride: Int
    var output: UnsafeMutablePointer<Float>
    var outputStride: Int
    var count: Float
    var epsilon: Float
    var scale: Float

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      for block in stride(from: 0, to: channels, by: 16) { sum(block) }
    }

    private func sum(_ block: Int) {
      var first = Lanes(repeating: 0)
      var second = Lanes(repeating: 0)
      for shard in 0..<shardCount {
        first += shards.lanes(at: shard * 2 * channels + block)
        second += shards.lanes(at: (shard * 2 + 1) * channels + block)
      }
      switch sums {
      case .plain: output.store(first * scale, at: block)
      case .moments:
        // Chan, Golub and LeVeque (1979): deviations within shards and of the shards' means.
        let mean = first / Float(shardCount)
        for shard in 0..<shardCount {
          let deviation = shards.lanes(at: shard * 2 * channels + block) - mean
          second += deviation * deviation * count
        }
        output.store(mean, at: block)
        output.store(second / (count * Float(shardCount)), at: outputStride + block)
      case .parameterGradients:
        guard let moments else { return }
        let variance = moments.lanes(at: momentsStride + block)
        output.store(first / (variance + epsilon).squareRoot(), at: block)
        output.store(second, at: outputStride + block)
      }
    }
  }
}
