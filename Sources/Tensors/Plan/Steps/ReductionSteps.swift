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

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    Kernel(
      x: ChannelView(input, in: memory, division: division), output: memory.floats(output),
      scale: scale)
  }

  private struct Kernel: StepKernel {
    var x: ChannelView
    var output: UnsafeMutablePointer<Float>
    var scale: Float

    var extent: Int { x.extent }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      let (x, blocks) = self.x.part(part)
      for block in blocks {
        @inline(__always) func number(_ offset: Int) -> Lanes { x.start.lanes(at: offset) }
        let sum = x.sum(block: block, number)
        output.store(sum * scale, at: block * 16)
      }
    }
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

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    Kernel(
      input: memory.floats(input), output: memory.floats(output), rows: rows, columns: columns,
      stride: stride, function: function)
  }

  private struct Kernel: StepKernel {
    var input: UnsafeMutablePointer<Float>
    var output: UnsafeMutablePointer<Float>
    var rows: Int
    var columns: Int
    var stride: Int
    var function: ReductionFunction

    var extent: Int { rows }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      for row in part {
        let start = input + row * stride
        output[row] =
          switch function {
          case .maximum: Float.largest(start, columns)
          case .minimum: Float.smallest(start, columns)
          case .mean: RowReduction.sum(start, columns) / Float(columns)
          case .sum: RowReduction.sum(start, columns)
          case .product: RowReduction.product(start, columns)
          }
      }
    }
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

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    Kernel(
      input: memory.floats(input), output: memory.integers(output), rows: input.matrix.rows,
      columns: input.matrix.columns, stride: input.matrix.stride)
  }

  private struct Kernel: StepKernel {
    var input: UnsafeMutablePointer<Float>
    var output: UnsafeMutablePointer<Int32>
    var rows: Int
    var columns: Int
    var stride: Int

    var extent: Int { rows }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      for row in part {
        let start = input + row * stride
        var best = 0
        for column in 1..<max(1, columns) {
          let isLarger = start[column] > start[best]
          if isLarger || (start[column].isNaN && !start[best].isNaN) { best = column }
        }
        output[row] = Int32(best)
      }
    }
  }
}
