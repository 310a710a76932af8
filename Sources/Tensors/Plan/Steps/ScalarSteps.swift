#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Comparisons and arithmetic of integers, element by element: accuracies.
struct IntegerStep: PlanStep {
  var function: BinaryFunction
  var left: PlanValue
  var right: PlanValue
  var output: PlanValue

  var label: String { "\(function) of integers \(output.shape)" }
  var reads: [PlanValue] { [left, right] }
  var writes: [PlanValue] { [output] }
  var cost: Double { Double(output.count) / 1_000 + 0.02 }

  static func handles(_ function: BinaryFunction) -> Bool {
    function != .divide && function != .power
  }

  func bind(to memory: PlanMemory, division: Division?) -> BoundStep {
    let arguments = Arguments(
      function: function, a: memory.integers(left), b: memory.integers(right),
      aStep: left.count == 1 ? 0 : 1, bStep: right.count == 1 ? 0 : 1,
      y: memory.integers(output), count: output.count)
    return BoundStep(arguments) { raw, _, _, _ in
      let step = raw.assumingMemoryBound(to: Arguments.self).pointee
      for index in 0..<step.count {
        let (a, b) = (step.a[index * step.aStep], step.b[index * step.bStep])
        step.y[index] =
          switch step.function {
          case .add: a &+ b
          case .subtract: a &- b
          case .multiply: a &* b
          case .maximum: max(a, b)
          case .minimum: min(a, b)
          case .equal: a == b ? 1 : 0
          case .notEqual: a != b ? 1 : 0
          case .less: a < b ? 1 : 0
          case .lessOrEqual: a <= b ? 1 : 0
          case .greater: a > b ? 1 : 0
          case .greaterOrEqual: a >= b ? 1 : 0
          case .divide, .power: 0
          }
      }
    }
  }

  private struct Arguments {
    var function: BinaryFunction
    var a: UnsafeMutablePointer<Int32>
    var b: UnsafeMutablePointer<Int32>
    var aStep: Int
    var bStep: Int
    var y: UnsafeMutablePointer<Int32>
    var count: Int
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
