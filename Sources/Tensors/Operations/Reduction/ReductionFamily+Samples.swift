extension ReductionFamily {
  static var samples: [OperationSample] {
    var inputs = SampleInputs(seed: 400)
    let cases: [([Int], [Int])] = [
      ([6], [0]), ([3, 4], [0]), ([3, 4], [1]), ([3, 4], [0, 1]), ([2, 3, 4], [1]),
      ([2, 3, 4], [0, 2]), ([2, 3, 2, 3], [0, 2, 3]), ([4, 37], [1]),
    ]
    return ReductionFunction.allCases.flatMap { function in
      cases.enumerated().map { index, sample in
        OperationSample(
          .reduce(function, axes: sample.1, keepsDimensions: index % 2 == 0),
          [function.sample(of: sample.0, from: &inputs)], tolerance: 64)
      }
    } + [
      OperationSample(
        .argumentMaximum(axis: 1), [inputs.distinct([3, 5])], differentiable: [false]),
      OperationSample(
        .argumentMaximum(axis: 0), [inputs.distinct([3, 5])], differentiable: [false]),
    ]
  }
}
