extension Tensor {
  /// Uniform numbers in [lower, upper), float32.
  ///
  /// Every random tensor takes a `key`, or a `seed`. With neither it takes the next key of the
  /// note's global generator; in a layer that a `Sequential` calls, the next of that model's own
  /// key, which its `state` holds. Within a pass that only looks at a model, such as
  /// `gradients(on:)` or `evaluate`, the key does not move on: every look sees the same numbers.
  public static func uniform(
    _ shape: [Int], lower: Double = 0, upper: Double = 1, seed: Int? = nil, key: RandomKey? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    guard lower <= upper else {
      stop(
        "Tensor.uniform expects lower <= upper, got \(lower) and \(upper)", file: file, line: line)
    }
    return random(.uniform(lower: lower, upper: upper), shape, seed, key, file, line)
  }

  /// Normally distributed numbers, float32.
  public static func normal(
    _ shape: [Int], mean: Double = 0, standardDeviation: Double = 1, seed: Int? = nil,
    key: RandomKey? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    random(
      .normal(mean: mean, standardDeviation: standardDeviation), shape, seed, key, file, line)
  }

  /// Normally distributed numbers, drawn again when further than two standard deviations from the
  /// mean; float32.
  public static func truncatedNormal(
    _ shape: [Int], mean: Double = 0, standardDeviation: Double = 1, seed: Int? = nil,
    key: RandomKey? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    random(
      .truncatedNormal(mean: mean, standardDeviation: standardDeviation), shape, seed, key, file,
      line)
  }

  /// 1 with a probability, else 0; float32.
  public static func bernoulli(
    _ shape: [Int], probability: Double, seed: Int? = nil, key: RandomKey? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    guard (0...1).contains(probability) else {
      stop(
        "Tensor.bernoulli expects a probability in 0...1, got \(probability)", file: file,
        line: line)
    }
    return random(.bernoulli(probability: probability), shape, seed, key, file, line)
  }

  /// 0..<count in random order, int32.
  public static func permutation(
    _ count: Int, seed: Int? = nil, key: RandomKey? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    requireShape([count], "Tensor.permutation", file: file, line: line)
    return applied(
      .randomPermutation(count: count), RandomKey.choose(seed, key).tensor, file: file, line: line)
  }

  private static func random(
    _ distribution: RandomDistribution, _ shape: [Int], _ seed: Int?, _ key: RandomKey?,
    _ file: StaticString, _ line: UInt
  ) -> Tensor {
    requireShape(shape, "a random tensor", file: file, line: line)
    switch distribution {
    case .normal(let mean, let deviation), .truncatedNormal(let mean, let deviation):
      require(
        deviation >= 0 && deviation.isFinite && mean.isFinite,
        "a normal distribution expects a finite mean and a finite standard deviation of at least 0, "
          + "got \(mean) and \(deviation)", file: file, line: line)
    case .uniform(let lower, let upper):
      require(
        (upper - lower).isFinite,
        "Tensor.uniform expects finite bounds, got \(lower) and \(upper)", file: file, line: line)
    case .bernoulli: break
    }
    return applied(
      .random(distribution, shape: shape), RandomKey.choose(seed, key).tensor, file: file,
      line: line)
  }
}

extension RandomKey {
  /// The given key, else the seed's, else the next of the pass under way, else the global
  /// generator's next.
  static func choose(_ seed: Int?, _ key: RandomKey?) -> RandomKey {
    key ?? seed.map(RandomKey.init(seed:)) ?? PassScope.current?.nextUnnamedKey()
      ?? GlobalSeed.nextKey()
  }
}
