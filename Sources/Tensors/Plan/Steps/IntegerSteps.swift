/// Comparisons of integers, element by element, as floats: accuracies.
struct IntegerComparisonStep: PlanStep {
  var comparison: any ComparisonFunction.Type
  var left: PlanValue
  var right: PlanValue
  var output: PlanValue

  var label: String { "\(comparison.label) of integers \(output.shape)" }
  var reads: [PlanValue] { [left, right] }
  var writes: [PlanValue] { [output] }
  var divisions: [Division] { output.shape.count == 1 ? [.rows(output.count)] : [] }
  var cost: Double { Double(output.count) / 1_000 + 0.02 }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? {
    value.count == 1 ? nil : 0
  }

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    Kernel(
      comparison: comparison, a: memory.integers(left), b: memory.integers(right),
      aStep: left.count == 1 ? 0 : 1, bStep: right.count == 1 ? 0 : 1,
      y: memory.floats(output), count: output.count)
  }

  private struct Kernel: StepKernel {
    var comparison: any ComparisonFunction.Type
    var a: UnsafeMutablePointer<Int32>
    var b: UnsafeMutablePointer<Int32>
    var aStep: Int
    var bStep: Int
    var y: UnsafeMutablePointer<Float>
    var count: Int

    var extent: Int { count }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      comparison.compare(a, aStep, b, bStep, y, part)
    }
  }
}

/// Integers as floats.
struct ConvertStep: PlanStep {
  var input: PlanValue
  var output: PlanValue

  var label: String { "integers to floats \(output.shape)" }
  var reads: [PlanValue] { [input] }
  var writes: [PlanValue] { [output] }
  var cost: Double { Double(output.count) / 2_000 + 0.02 }

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    Kernel(
      x: memory.integers(input), y: memory.floats(output), count: output.count)
  }

  private struct Kernel: StepKernel {
    var x: UnsafeMutablePointer<Int32>
    var y: UnsafeMutablePointer<Float>
    var count: Int

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      for index in 0..<count { y[index] = Float(x[index]) }
    }
  }
}
