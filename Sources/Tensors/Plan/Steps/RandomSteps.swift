/// Random numbers by a key: element i is a function of the key and i, so that workers fill shares
/// of their own.
struct RandomStep: PlanStep {
  var distribution: RandomDistribution
  var key: PlanValue
  var output: PlanValue

  var label: String { "random \(output.shape)" }
  var reads: [PlanValue] { [key] }
  var writes: [PlanValue] { [output] }
  var cost: Double {
    let perNumber =
      switch distribution {
      case .uniform, .bernoulli: 0.003
      case .normal: 0.03
      case .truncatedNormal: 0.08
      }
    return Double(output.count) * perNumber + 0.05
  }
  var divisions: [Division] {
    output.layout == .paddedRows
      ? [.rows(output.shape[0])] : [Division(axis: -1, count: output.count, grain: 48)]
  }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? {
    isWritten ? division.axis : nil
  }

  func bind(to memory: PlanMemory, division: Division?) -> BoundStep {
    let sweep = output.sweep
    let arguments = Arguments(
      distribution: distribution, key: memory.integers(key), output: memory.floats(output),
      rows: sweep.rows, columns: sweep.columns, stride: sweep.stride, isDivided: division != nil)
    return BoundStep(arguments) { raw, _, lower, upper in
      let step = raw.assumingMemoryBound(to: Arguments.self).pointee
      let generator = Philox(
        UInt32(bitPattern: step.key[0]), UInt32(bitPattern: step.key[1]))
      if step.rows == 1 {
        let range = step.isDivided ? lower..<upper : 0..<step.columns
        RandomKernels.fill(
          step.distribution, generator, range: range, into: step.output + range.lowerBound)
        return
      }
      for row in step.isDivided ? lower..<upper : 0..<step.rows {
        RandomKernels.fill(
          step.distribution, generator, range: row * step.columns..<(row + 1) * step.columns,
          into: step.output + row * step.stride)
      }
    }
  }

  private struct Arguments {
    var distribution: RandomDistribution
    var key: UnsafeMutablePointer<Int32>
    var output: UnsafeMutablePointer<Float>
    var rows: Int
    var columns: Int
    var stride: Int
    var isDivided: Bool
  }
}

/// A key made from another and a number, or a permutation by a key.
struct KeyStep: PlanStep {
  var key: PlanValue
  /// What is folded into the key; `nil` for a permutation.
  var number: PlanValue?
  var output: PlanValue

  var label: String { number == nil ? "permutation \(output.shape)" : "random key" }
  var reads: [PlanValue] { [key] + (number.map { [$0] } ?? []) }
  var writes: [PlanValue] { [output] }
  var cost: Double { Double(output.count) * 0.01 + 0.05 }

  func bind(to memory: PlanMemory, division: Division?) -> BoundStep {
    let arguments = Arguments(
      key: memory.integers(key), number: number.map { memory.integers($0) },
      output: memory.integers(output), count: output.count)
    return BoundStep(arguments) { raw, _, _, _ in
      let step = raw.assumingMemoryBound(to: Arguments.self).pointee
      let generator = Philox(UInt32(bitPattern: step.key[0]), UInt32(bitPattern: step.key[1]))
      if let number = step.number {
        RandomKernels.fold(generator, number.pointee, into: step.output)
      } else {
        RandomKernels.permutation(generator, step.count, into: step.output)
      }
    }
  }

  private struct Arguments {
    var key: UnsafeMutablePointer<Int32>
    var number: UnsafeMutablePointer<Int32>?
    var output: UnsafeMutablePointer<Int32>
    var count: Int
  }
}
