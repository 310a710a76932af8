extension MatmulFamily {
  static var samples: [OperationSample] {
    var inputs = SampleInputs(seed: 700)
    var samples: [OperationSample] = []
    for left in [false, true] {
      for right in [false, true] {
        let a = inputs.real(left ? [4, 3] : [3, 4])
        let b = inputs.real(right ? [5, 4] : [4, 5])
        let batchA = inputs.real(left ? [2, 1, 4, 3] : [2, 1, 3, 4])
        let batchB = inputs.real(right ? [3, 5, 4] : [3, 4, 5])
        let manyA = inputs.real(left ? [2, 3, 9, 20] : [2, 3, 20, 9])
        let manyB = inputs.real(right ? [2, 3, 33, 9] : [2, 3, 9, 33])
        let oneB = inputs.real(right ? [33, 9] : [9, 33])
        let wideA = inputs.real(left ? [19, 7] : [7, 19])
        let wideB = inputs.real(right ? [35, 19] : [19, 35])
        let primitive = Primitive.matmul(transposesLeft: left, transposesRight: right)
        samples.append(OperationSample(primitive, [a, b], tolerance: 16))
        samples.append(OperationSample(primitive, [batchA, batchB], tolerance: 16))
        samples.append(OperationSample(primitive, [manyA, manyB], tolerance: 32))
        samples.append(OperationSample(primitive, [manyA, oneB], tolerance: 32))
        samples.append(OperationSample(primitive, [wideA, wideB], tolerance: 64))
      }
    }
    return samples
  }
}
