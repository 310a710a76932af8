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

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    let sweep = output.sweep
    return Kernel(
      distribution: distribution, key: memory.integers(key), output: memory.floats(output),
      rows: sweep.rows, columns: sweep.columns, stride: sweep.stride)
  }

  private struct Kernel: StepKernel {
    var distribution: RandomDistribution
    var key: UnsafeMutablePointer<Int32>
    var output: UnsafeMutablePointer<Float>
    var rows: Int
    var columns: Int
    var stride: Int

    var extent: Int { rows == 1 ? columns : rows }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      let generator = Philox(UInt32(bitPattern: key[0]), UInt32(bitPattern: key[1]))
      guard rows > 1 else {
        return RandomKernels.fill(
          distribution, generator, range: part, into: output + part.lowerBound)
      }
      for row in part {
        RandomKernels.fill(
          distribution, generator, range: row * columns..<(row + 1) * columns,
          into: output + row * stride)
      }
    }
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

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    Kernel(
      key: memory.integers(key), number: number.map { memory.integers($0) },
      output: memory.integers(output), count: output.count)
  }

  private struct Kernel: StepKernel {
    var key: UnsafeMutablePointer<Int32>
    var number: UnsafeMutablePointer<Int32>?
    var output: UnsafeMutablePointer<Int32>
    var count: Int

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      let generator = Philox(UInt32(bitPattern: key[0]), UInt32(bitPattern: key[1]))
      if let number {
        RandomKernels.fold(generator, number.pointee, into: output)
      } else {
        RandomKernels.permutation(generator, count, into: output)
      }
    }
  }
}
