/// What softmax and its losses need of one row: the largest number, and the exponentials.
enum SoftmaxRow {
  /// The largest logit and the sum of e^(logit - largest).
  @inline(__always)
  static func summary(_ x: UnsafeMutablePointer<Float>, _ count: Int) -> (Float, Float) {
    let largest = RowReduction.maximum(x, count)
    var total: Float = 0
    for index in stride(from: 0, to: count, by: 16) {
      let powers = VectorMath.exponential(x.lanes(at: index) - largest)
      for lane in 0..<min(16, count - index) { total += powers[lane] }
    }
    return (largest, total)
  }

  @inline(__always)
  static func logarithm(_ x: Float) -> Float {
    VectorMath.logarithm(Lanes(repeating: x))[0]
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
  var cost: Double { Double(input.matrix.rows * input.matrix.stride) / 1_500 + 0.02 }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? { 0 }

  func bind(to memory: PlanMemory, division: Division?) -> BoundStep {
    let arguments = Arguments(
      x: memory.floats(input), y: memory.floats(output), rows: input.matrix.rows,
      columns: input.matrix.columns, stride: input.matrix.stride, isLogarithm: isLogarithm,
      isDivided: division != nil)
    return BoundStep(arguments) { raw, _, lower, upper in
      let step = raw.assumingMemoryBound(to: Arguments.self).pointee
      for row in step.isDivided ? lower..<upper : 0..<step.rows {
        let x = step.x + row * step.stride
        let y = step.y + row * step.stride
        let (largest, total) = SoftmaxRow.summary(x, step.columns)
        let logarithm = SoftmaxRow.logarithm(total)
        for index in stride(from: 0, to: step.columns, by: 16) {
          // The largest is taken away first: beside it the logarithm would lose its digits.
          let below = x.lanes(at: index) - largest
          let value =
            step.isLogarithm ? below - logarithm : VectorMath.exponential(below) / total
          y.store(value, at: index)
        }
      }
    }
  }

  private struct Arguments {
    var x: UnsafeMutablePointer<Float>
    var y: UnsafeMutablePointer<Float>
    var rows: Int
    var columns: Int
    var stride: Int
    var isLogarithm: Bool
    var isDivided: Bool
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
  var cost: Double { Double(logits.matrix.rows * logits.matrix.stride) / 1_500 + 0.02 }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? { 0 }

  func bind(to memory: PlanMemory, division: Division?) -> BoundStep {
    let arguments = Arguments(
      x: memory.floats(logits), labels: memory.integers(labels), loss: memory.floats(output),
      rows: logits.matrix.rows, columns: logits.matrix.columns, stride: logits.matrix.stride,
      fault: memory.fault, isDivided: division != nil)
    return BoundStep(arguments) { raw, _, lower, upper in
      let step = raw.assumingMemoryBound(to: Arguments.self).pointee
      for row in step.isDivided ? lower..<upper : 0..<step.rows {
        let x = step.x + row * step.stride
        let label = step.fault.checked(step.labels[row], step.columns, .softmaxCrossEntropy)
        let (largest, total) = SoftmaxRow.summary(x, step.columns)
        step.loss[row] = SoftmaxRow.logarithm(total) - (x[label] - largest)
      }
    }
  }

  private struct Arguments {
    var x: UnsafeMutablePointer<Float>
    var labels: UnsafeMutablePointer<Int32>
    var loss: UnsafeMutablePointer<Float>
    var rows: Int
    var columns: Int
    var stride: Int
    var fault: IndexFault
    var isDivided: Bool
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
  var cost: Double { Double(logits.matrix.rows * logits.matrix.stride) / 1_500 + 0.02 }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? {
    value.buffer == gradient.buffer && gradient.count == 1 ? nil : 0
  }

  func bind(to memory: PlanMemory, division: Division?) -> BoundStep {
    let arguments = Arguments(
      gradient: memory.floats(gradient), gradientStride: gradient.count == 1 ? 0 : 1,
      x: memory.floats(logits), labels: memory.integers(labels), output: memory.floats(output),
      rows: logits.matrix.rows, columns: logits.matrix.columns, stride: logits.matrix.stride,
      fault: memory.fault, isDivided: division != nil)
    return BoundStep(arguments) { raw, _, lower, upper in
      let step = raw.assumingMemoryBound(to: Arguments.self).pointee
      for row in step.isDivided ? lower..<upper : 0..<step.rows {
        let x = step.x + row * step.stride
        let y = step.output + row * step.stride
        let label = step.fault.checked(step.labels[row], step.columns, .softmaxCrossEntropy)
        let scale = step.gradient[row * step.gradientStride]
        let (largest, total) = SoftmaxRow.summary(x, step.columns)
        for index in stride(from: 0, to: step.columns, by: 16) {
          let softmax = VectorMath.exponential(x.lanes(at: index) - largest) / total
          y.store(softmax * scale, at: index)
        }
        y[label] -= scale
      }
    }
  }

  private struct Arguments {
    var gradient: UnsafeMutablePointer<Float>
    var gradientStride: Int
    var x: UnsafeMutablePointer<Float>
    var labels: UnsafeMutablePointer<Int32>
    var output: UnsafeMutablePointer<Float>
    var rows: Int
    var columns: Int
    var stride: Int
    var fault: IndexFault
    var isDivided: Bool
  }
}
