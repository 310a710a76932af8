extension RandomFamily {
  static var samples: [OperationSample] {
    let key = RandomKey(seed: 12).tensor
    let distributions: [RandomDistribution] = [
      .uniform(lower: -1, upper: 3), .normal(mean: 1, standardDeviation: 2),
      .truncatedNormal(mean: 0, standardDeviation: 0.5), .bernoulli(probability: 0.3),
    ]
    return distributions.map { OperationSample(.random($0, shape: [5, 7]), [key]) } + [
      OperationSample(.randomPermutation(count: 9), [key]),
      OperationSample(.foldKey, [key, Tensor(5)]),
    ]
  }
}
