extension MovementFamily {
  static var samples: [OperationSample] {
    var inputs = SampleInputs(seed: 500)
    return [
      OperationSample(.reshape([4, 3]), [inputs.real([2, 6])]),
      OperationSample(.transpose([1, 0]), [inputs.real([3, 5])]),
      OperationSample(.transpose([2, 0, 1]), [inputs.real([2, 3, 4])]),
      OperationSample(.transpose([0, 2, 1]), [inputs.real([2, 3, 4])]),
      OperationSample(.broadcast([4, 2, 3]), [inputs.real([2, 1])]),
      OperationSample(.broadcast([3]), [inputs.real([])]),
      OperationSample(
        .slice(starts: [1, 0], ends: [3, 4], strides: [1, 1]), [inputs.real([4, 4])]),
      OperationSample(
        .slice(starts: [0, 1], ends: [5, 6], strides: [2, 3]), [inputs.real([5, 7])]),
      OperationSample(
        .sliceGradient(shape: [5, 7], starts: [0, 1], strides: [2, 3]), [inputs.real([3, 2])]),
      OperationSample(.concatenate(axis: 0), [inputs.real([2, 3]), inputs.real([1, 3])]),
      OperationSample(
        .concatenate(axis: 1), [inputs.real([2, 3]), inputs.real([2, 1]), inputs.real([2, 2])]),
    ]
  }
}

extension IndexingFamily {
  static var samples: [OperationSample] {
    var inputs = SampleInputs(seed: 600)
    return [
      OperationSample(.gather(axis: 0), [inputs.real([4, 3]), inputs.integers([6], below: 4)]),
      OperationSample(
        .gather(axis: 1), [inputs.real([2, 5, 2]), inputs.integers([2, 3], below: 5)]),
      OperationSample(
        .scatterAdd(axis: 0, size: 4), [inputs.real([6, 3]), inputs.integers([6], below: 4)]),
      OperationSample(
        .scatterAdd(axis: 1, size: 5),
        [inputs.real([2, 2, 3, 2]), inputs.integers([2, 3], below: 5)]),
      OperationSample(.oneHot(depth: 5, .float64), [inputs.integers([7], below: 5)]),
    ]
  }
}
