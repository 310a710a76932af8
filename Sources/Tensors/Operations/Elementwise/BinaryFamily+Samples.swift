extension BinaryFamily {
  static var samples: [OperationSample] {
    var inputs = SampleInputs(seed: 200)
    let shapes: [([Int], [Int])] = [
      ([3, 5], [3, 5]), ([3, 5], [5]), ([3, 1], [5]), ([], [2, 3]), ([2, 3], []),
      ([2, 1, 4], [3, 1]), ([2, 3, 4], [1, 3, 1]),
    ]
    return FunctionList.binary.flatMap { definition in
      let sample = definition.samples
      return shapes.map { left, right in
        // Two ranges without common numbers near each other: no ties.
        let a = inputs.real(left, sample.a)
        let b = inputs.real(right, sample.b)
        let apart = `where`((a - b).abs() .< 0.02, b + 0.5, b + 0 * a)
        return OperationSample(
          .binary(BinaryFunction(definition)),
          sample.isSmooth || right.count > left.count ? [a, b] : [a, apart],
          tolerance: sample.tolerance)
      }
    }
  }
}

extension SelectionFamily {
  static var samples: [OperationSample] {
    var inputs = SampleInputs(seed: 300)
    let mask = inputs.integers([3, 4], below: 2)
    return [
      OperationSample(.select, [mask, inputs.real([3, 4]), inputs.real([3, 4])]),
      OperationSample(.select, [mask, inputs.real([4]), inputs.real([3, 1])]),
      OperationSample(
        .select, [mask.converted(to: .float64), inputs.real([]), inputs.real([2, 3, 4])],
        differentiable: [false, true, true]),
      OperationSample(.convert(.float64), [inputs.real([2, 3])]),
      OperationSample(.convert(.int32), [inputs.real([2, 3])], differentiable: [false]),
    ]
  }
}
