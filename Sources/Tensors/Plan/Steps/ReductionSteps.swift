/// The sum over all axes but the channels: the gradient of a bias.
struct ChannelSumStep: PlanStep {
  var input: PlanValue
  var output: PlanValue
  /// 1 for a sum, 1 / n for a mean.
  var scale: Float

  var label: String { "sum of \(input.shape) per channel" }
  var reads: [PlanValue] { [input] }
  var writes: [PlanValue] { [output] }
  var divisions: [Division] { [.columns(input.shape[1])] }
  var cost: Double { Double(input.count) / 30_000 + 0.05 }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? { 1 }

  func bind(to memory: PlanMemory, division: Division?) -> BoundStep {
    let arguments = Arguments(
      x: ChannelView(input, in: memory), output: memory.floats(output), scale: scale,
      axis: division?.axis)
    return BoundStep(arguments) { raw, _, lower, upper in
      let step = raw.assumingMemoryBound(to: Arguments.self).pointee
      let (x, blocks) = step.x.part(lower, upper, axis: step.axis)
      for block in blocks {
        @inline(__always) func number(_ offset: Int) -> Lanes { x.start.lanes(at: offset) }
        let sum = x.sum(block: block, number)
        step.output.store(sum * step.scale, at: block * 16)
      }
    }
  }

  private struct Arguments {
    var x: ChannelView
    var output: UnsafeMutablePointer<Float>
    var scale: Float
    var axis: Int?
  }
}

/// Sum, mean, product or an extreme of every row, or of everything as one row.
struct RowReductionStep: PlanStep {
  var function: ReductionFunction
  var input: PlanValue
  var output: PlanValue
  var rows: Int
  var columns: Int
  var stride: Int

  var label: String { "\(function) of \(input.shape)" }
  var reads: [PlanValue] { [input] }
  var writes: [PlanValue] { [output] }
  var divisions: [Division] { rows >= 16 ? [.rows(rows)] : [] }
  var cost: Double { Double(rows * columns) / 30_000 + Double(rows) * 0.005 + 0.02 }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? { 0 }

  func bind(to memory: PlanMemory, division: Division?) -> BoundStep {
    let arguments = Arguments(
      input: memory.floats(input), output: memory.floats(output), rows: rows, columns: columns,
      stride: stride, function: function, isDivided: division != nil)
    return BoundStep(arguments) { raw, _, lower, upper in
      let step = raw.assumingMemoryBound(to: Arguments.self).pointee
      for row in step.isDivided ? lower..<upper : 0..<step.rows {
        let start = step.input + row * step.stride
        step.output[row] =
          switch step.function {
          case .maximum: RowReduction.maximum(start, step.columns)
          case .minimum: RowReduction.minimum(start, step.columns)
          case .mean: RowReduction.sum(start, step.columns) / Float(step.columns)
          case .sum: RowReduction.sum(start, step.columns)
          case .product: RowReduction.product(start, step.columns)
          }
      }
    }
  }

  private struct Arguments {
    var input: UnsafeMutablePointer<Float>
    var output: UnsafeMutablePointer<Float>
    var rows: Int
    var columns: Int
    var stride: Int
    var function: ReductionFunction
    var isDivided: Bool
  }
}

/// Reductions of numbers that lie next to each other, in an order that depends on their count only.
enum RowReduction {
  /// The sum, of rounding errors as small as of a short row however long it is.
  ///
  /// Thirty-two partial sums within a block of 1,024 numbers, then block after block at double
  /// precision.
  static func sum(_ x: UnsafeMutablePointer<Float>, _ count: Int) -> Float {
    guard count > block else { return sumOfBlock(x, count) }
    var total = 0.0
    for start in stride(from: 0, to: count, by: block) {
      total += Double(sumOfBlock(x + start, min(block, count - start)))
    }
    return Float(total)
  }

  private static let block = 1024

  private static func sumOfBlock(_ x: UnsafeMutablePointer<Float>, _ count: Int) -> Float {
    var lanes0 = Lanes(repeating: 0)
    var lanes1 = lanes0
    var index = 0
    while index + 32 <= count {
      lanes0 += x.lanes(at: index)
      lanes1 += x.lanes(at: index + 16)
      index += 32
    }
    var total = (lanes0 + lanes1).sum()
    while index < count {
      total += x[index]
      index += 1
    }
    return total
  }

  static func product(_ x: UnsafeMutablePointer<Float>, _ count: Int) -> Float {
    var result: Float = 1
    for index in 0..<count { result *= x[index] }
    return result
  }

  /// NaN when there is one.
  static func minimum(_ x: UnsafeMutablePointer<Float>, _ count: Int) -> Float {
    extreme(x, count, from: .infinity) { $0 < $1 }
  }

  /// NaN when there is one.
  static func maximum(_ x: UnsafeMutablePointer<Float>, _ count: Int) -> Float {
    extreme(x, count, from: -.infinity) { $0 > $1 }
  }

  /// Without branches, which nobody could foretell.
  @inline(__always)
  private static func extreme(
    _ x: UnsafeMutablePointer<Float>, _ count: Int, from start: Float,
    _ isBeyond: (Float, Float) -> Bool
  ) -> Float {
    var result = start
    var holdsNaN = false
    for index in 0..<count {
      result = isBeyond(x[index], result) ? x[index] : result
      holdsNaN = holdsNaN || x[index].isNaN
    }
    return holdsNaN ? .nan : result
  }
}

/// The index of the first largest number of every row.
struct ArgumentMaximumStep: PlanStep {
  var input: PlanValue
  var output: PlanValue

  var label: String { "argmax of \(input.shape)" }
  var reads: [PlanValue] { [input] }
  var writes: [PlanValue] { [output] }
  var divisions: [Division] { [.rows(input.shape[0])] }
  var cost: Double { Double(input.count) / 1_000 + 0.02 }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? { 0 }

  func bind(to memory: PlanMemory, division: Division?) -> BoundStep {
    let arguments = Arguments(
      input: memory.floats(input), output: memory.integers(output), rows: input.matrix.rows,
      columns: input.matrix.columns, stride: input.matrix.stride, isDivided: division != nil)
    return BoundStep(arguments) { raw, _, lower, upper in
      let step = raw.assumingMemoryBound(to: Arguments.self).pointee
      for row in step.isDivided ? lower..<upper : 0..<step.rows {
        let start = step.input + row * step.stride
        var best = 0
        for column in 1..<max(1, step.columns) {
          let isLarger = start[column] > start[best]
          if isLarger || (start[column].isNaN && !start[best].isNaN) { best = column }
        }
        step.output[row] = Int32(best)
      }
    }
  }

  private struct Arguments {
    var input: UnsafeMutablePointer<Float>
    var output: UnsafeMutablePointer<Int32>
    var rows: Int
    var columns: Int
    var stride: Int
    var isDivided: Bool
  }
}
