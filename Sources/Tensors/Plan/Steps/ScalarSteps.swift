#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

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

  func bind(to memory: PlanMemory, division: Division?) -> BoundStep {
    let arguments = Arguments(
      comparison: comparison, a: memory.integers(left), b: memory.integers(right),
      aStep: left.count == 1 ? 0 : 1, bStep: right.count == 1 ? 0 : 1,
      y: memory.floats(output), count: output.count, isDivided: division != nil)
    return BoundStep(arguments) { raw, _, lower, upper in
      let step = raw.assumingMemoryBound(to: Arguments.self).pointee
      step.comparison.compare(
        step.a, step.aStep, step.b, step.bStep, step.y,
        step.isDivided ? lower..<upper : 0..<step.count)
    }
  }

  private struct Arguments {
    var comparison: any ComparisonFunction.Type
    var a: UnsafeMutablePointer<Int32>
    var b: UnsafeMutablePointer<Int32>
    var aStep: Int
    var bStep: Int
    var y: UnsafeMutablePointer<Float>
    var count: Int
    var isDivided: Bool
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

  func bind(to memory: PlanMemory, division: Division?) -> BoundStep {
    let arguments = Arguments(
      x: memory.integers(input), y: memory.floats(output), count: output.count)
    return BoundStep(arguments) { raw, _, _, _ in
      let step = raw.assumingMemoryBound(to: Arguments.self).pointee
      for index in 0..<step.count { step.y[index] = Float(step.x[index]) }
    }
  }

  private struct Arguments {
    var x: UnsafeMutablePointer<Int32>
    var y: UnsafeMutablePointer<Float>
    var count: Int
  }
}

/// a to the power b for values of one number: the bias corrections of Adam and its relatives.
struct ScalarPowerStep: PlanStep {
  var left: PlanValue
  var right: PlanValue
  var output: PlanValue

  var label: String { "power of two numbers" }
  var reads: [PlanValue] { [left, right] }
  var writes: [PlanValue] { [output] }
  var cost: Double { 0.05 }

  func bind(to memory: PlanMemory, division: Division?) -> BoundStep {
    let arguments = Arguments(
      a: memory.floats(left), b: memory.floats(right), y: memory.floats(output))
    return BoundStep(arguments) { raw, _, _, _ in
      let step = raw.assumingMemoryBound(to: Arguments.self).pointee
      step.y.pointee = powf(step.a.pointee, step.b.pointee)
    }
  }

  private struct Arguments {
    var a: UnsafeMutablePointer<Float>
    var b: UnsafeMutablePointer<Float>
    var y: UnsafeMutablePointer<Float>
  }
}
