/// Sixteen rows of logits side by side, one in every lane: what softmax and its losses need of
/// them. Rows of a few classes would leave most of a register empty.
struct SoftmaxRows {
  /// Of every row the largest logit.
  let largest: Lanes
  /// Of every row the sum of e^(logit - largest); NaN where a logit is.
  let total: Lanes
  /// Where column c of the rows is, from 16 c on: e^(logit - largest).
  let powers: UnsafeMutablePointer<Float>

  /// The floats of scratch memory it takes.
  static func scratch(columns: Int) -> Int { 16 * columns }

  /// - Parameter count: how many rows there are from `x` on, at most sixteen; the lanes behind them
  ///   hold the last one again.
  @inline(__always)
  init(
    _ x: UnsafePointer<Float>, count: Int, stride: Int, columns: Int,
    scratch: UnsafeMutablePointer<Float>
  ) {
    for lane in 0..<16 {
      let row = x + min(lane, count - 1) * stride
      for column in 0..<columns { scratch[column * 16 + lane] = row[column] }
    }
    var largest = Lanes(repeating: -.infinity)
    for column in 0..<columns {
      let logits = scratch.lanes(at: column * 16)
      largest = largest.replacing(with: logits, where: logits .> largest)
    }
    var total = Lanes(repeating: 0)
    for column in 0..<columns {
      let power = VectorMath.exponential(scratch.lanes(at: column * 16) - largest)
      scratch.store(power, at: column * 16)
      total += power
    }
    self.largest = largest
    self.total = total
    powers = scratch
  }

  /// Calls `body` for sixteen rows after the other, and for the rest.
  @inline(__always)
  static func forEach(
    in rows: Range<Int>, _ body: (_ first: Int, _ count: Int) -> Void
  ) {
    for first in Swift.stride(from: rows.lowerBound, to: rows.upperBound, by: 16) {
      body(first, min(16, rows.upperBound - first))
    }
  }
}

/// Softmax or its logarithm along the rows of a matrix.
struct SoftmaxStep: PlanStep {
  var input: PlanValue
  var output: PlanValue
  var isLogarithm: Bool

  var label: String { isLogarithm ? "log softmax \(input.shape)" : "softmax \(input.shape)" }
  var reads: [PlanValue] { [input] }
  var writes: [PlanValue] { [output] }
  var divisions: [Division] { [.rows(input.shape[0])] }
  var cost: Double { Double(input.matrix.rows * input.matrix.columns) / 2_000 + 0.02 }
  var scratch: Int { SoftmaxRows.scratch(columns: input.matrix.columns) }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? { 0 }

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    Kernel(
      x: memory.floats(input), y: memory.floats(output), rows: input.matrix.rows,
      columns: input.matrix.columns, stride: input.matrix.stride, isLogarithm: isLogarithm)
  }

  private struct Kernel: StepKernel {
    var x: UnsafeMutablePointer<Float>
    var y: UnsafeMutablePointer<Float>
    var rows: Int
    var columns: Int
    var stride: Int
    var isLogarithm: Bool

    var extent: Int { rows }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      SoftmaxRows.forEach(in: part) { first, count in
        let x = x + first * stride
        let y = y + first * stride
        let rows = SoftmaxRows(
          x, count: count, stride: stride, columns: columns, scratch: scratch)
        let logarithm = VectorMath.logarithm(rows.total)
        for row in 0..<count {
          let place = row * stride
          for column in 0..<columns {
            // The largest is subtracted first: added to it, the logarithm would lose digits.
            y[place + column] =
              isLogarithm
              ? x[place + column] - rows.largest[row] - logarithm[row]
              : rows.powers[column * 16 + row] / rows.total[row]
          }
        }
      }
    }
  }
}

/// The cross-entropy of every row's softmax with its label.
struct CrossEntropyStep: PlanStep {
  var logits: PlanValue
  var labels: PlanValue
  var output: PlanValue

  var label: String { "softmax cross-entropy \(logits.shape)" }
  var reads: [PlanValue] { [logits, labels] }
  var writes: [PlanValue] { [output] }
  var divisions: [Division] { [.rows(logits.shape[0])] }
  var cost: Double { Double(logits.matrix.rows * logits.matrix.columns) / 2_000 + 0.02 }
  var scratch: Int { SoftmaxRows.scratch(columns: logits.matrix.columns) }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? { 0 }

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    Kernel(
      x: memory.floats(logits), labels: memory.integers(labels), loss: memory.floats(output),
      rows: logits.matrix.rows, columns: logits.matrix.columns, stride: logits.matrix.stride,
      fault: memory.fault.of(.softmaxCrossEntropy, labels, size: logits.matrix.columns))
  }

  private struct Kernel: StepKernel {
    var x: UnsafeMutablePointer<Float>
    var labels: UnsafeMutablePointer<Int32>
    var loss: UnsafeMutablePointer<Float>
    var rows: Int
    var columns: Int
    var stride: Int
    var fault: IndexFault

    var extent: Int { rows }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      SoftmaxRows.forEach(in: part) { first, count in
        let x = x + first * stride
        let rows = SoftmaxRows(
          x, count: count, stride: stride, columns: columns, scratch: scratch)
        let logarithm = VectorMath.logarithm(rows.total)
        for row in 0..<count {
          let label = fault.checked(labels, at: first + row, columns)
          loss[first + row] =
            logarithm[row] - (x[row * stride + label] - rows.largest[row])
        }
      }
    }
  }
}

/// (softmax - one-hot label) times the gradient of the row's loss.
struct CrossEntropyGradientStep: PlanStep {
  var gradient: PlanValue
  var logits: PlanValue
  var labels: PlanValue
  var output: PlanValue

  var label: String { "gradient of softmax cross-entropy \(logits.shape)" }
  var reads: [PlanValue] { [gradient, logits, labels] }
  var writes: [PlanValue] { [output] }
  var divisions: [Division] { [.rows(logits.shape[0])] }
  var cost: Double { Double(logits.matrix.rows * logits.matrix.columns) / 2_000 + 0.02 }
  var scratch: Int { SoftmaxRows.scratch(columns: logits.matrix.columns) }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? {
    value.buffer == gradient.buffer && gradient.count == 1 ? nil : 0
  }

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    Kernel(
      gradient: memory.floats(gradient), gradientStride: gradient.count == 1 ? 0 : 1,
      x: memory.floats(logits), labels: memory.integers(labels), output: memory.floats(output),
      rows: logits.matrix.rows, columns: logits.matrix.columns, stride: logits.matrix.stride,
      fault: memory.fault.of(.softmaxCrossEntropy, labels, size: logits.matrix.columns))
  }

  private struct Kernel: StepKernel {
    var gradient: UnsafeMutablePointer<Float>
    var gradientStride: Int
    var x: UnsafeMutablePointer<Float>
    var labels: UnsafeMutablePointer<Int32>
    var output: UnsafeMutablePointer<Float>
    var rows: Int
    var columns: Int
    var stride: Int
    var fault: IndexFault

    var extent: Int { rows }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      SoftmaxRows.forEach(in: part) { first, count in
        let rows = SoftmaxRows(
          x + first * stride, count: count, stride: stride, columns: columns,
          scratch: scratch)
        let softmax = rows.powers
        for column in 0..<columns {
          softmax.store(softmax.lanes(at: column * 16) / rows.total, at: column * 16)
        }
        for row in 0..<count {
          let label = fault.checked(labels, at: first + row, columns)
          let scale = gradient[(first + row) * gradientStride]
          let y = output + (first + row) * stride
          for column in 0..<columns { y[column] = softmax[column * 16 + row] * scale }
          y[label] -= scale
        }
      }
    }
  }
}
