internal import Tensors

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

extension Examples {
  /// Two half circles that reach into each other, as classes 0 and 1.
  ///
  /// - Parameters:
  ///   - count: Points, half of them in each moon.
  ///   - noise: Standard deviation of the scatter around the arcs, whose radius is 1.
  ///   - seed: The same seed gives the same points.
  public static func twoMoons(count: Int, noise: Double = 0.1, seed: Int = 0) -> Examples {
    points(count: count, classes: 2, noise: noise, seed: seed) { label, random in
      let angle = Float.pi * random.uniform()
      return label == 0 ? (cos(angle), sin(angle)) : (1 - cos(angle), 0.5 - sin(angle))
    }
  }

  /// Spiral arms around the origin, one class each.
  ///
  /// - Parameters:
  ///   - count: Points, spread evenly over the arms.
  ///   - arms: The number of classes.
  ///   - noise: Standard deviation of the scatter around the arms, whose length reaches 1.
  ///   - seed: The same seed gives the same points.
  public static func spirals(
    count: Int, arms: Int = 2, noise: Double = 0.02, seed: Int = 0
  ) -> Examples {
    points(count: count, classes: arms, noise: noise, seed: seed) { label, random in
      let radius = random.uniform().squareRoot()
      let angle = 2 * Float.pi * (Float(label) / Float(arms) + 0.75 * radius)
      return (radius * cos(angle), radius * sin(angle))
    }
  }

  /// Round clouds whose centres lie on a circle, one class each.
  ///
  /// - Parameters:
  ///   - count: Points, spread evenly over the clouds.
  ///   - classes: The number of clouds.
  ///   - spread: Standard deviation of a cloud; the centres are on a circle of radius 2.
  ///   - seed: The same seed gives the same points.
  public static func blobs(
    count: Int, classes: Int = 3, spread: Double = 0.5, seed: Int = 0
  ) -> Examples {
    points(count: count, classes: classes, noise: spread, seed: seed) { label, _ in
      let angle = 2 * Float.pi * Float(label) / Float(classes)
      return (2 * cos(angle), 2 * sin(angle))
    }
  }

  /// Numbers that depend linearly on standard normal inputs: y = x · weights + bias + noise.
  ///
  /// - Parameters:
  ///   - count: Examples.
  ///   - weights: One for each input feature.
  ///   - bias: Added to each target.
  ///   - noise: Standard deviation of what the inputs do not explain.
  ///   - seed: The same seed gives the same examples.
  /// - Returns: Inputs `[count, features]` and targets `[count, 1]`.
  public static func linear(
    count: Int, weights: [Float] = [2, -3.4], bias: Float = 4.2, noise: Double = 0.01,
    seed: Int = 0
  ) -> Examples {
    require(count > 0 && !weights.isEmpty, "linear: needs examples and weights")
    requireCountable(count)
    var random = SplitMix64(seed: seed)
    var inputs: [Float] = []
    var targets: [Float] = []
    for _ in 0..<count {
      let row = weights.map { _ in random.normal() }
      inputs += row
      let exact = zip(row, weights).reduce(bias) { $0 + $1.0 * $1.1 }
      targets.append(exact + Float(noise) * random.normal())
    }
    return Examples(
      inputs: Tensor(inputs, shape: [count, weights.count]),
      targets: Tensor(targets, shape: [count, 1]))
  }

  /// Positions of examples are 32-bit numbers.
  private static func requireCountable(_ count: Int) {
    require(
      count <= Int(Int32.max),
      "a data set holds at most \(Int32.max) examples, got count: \(count)")
  }

  private static func points(
    count: Int, classes: Int, noise: Double, seed: Int,
    place: (_ label: Int, inout SplitMix64) -> (Float, Float)
  ) -> Examples {
    require(count > 0 && classes > 0, "a set of points needs points and classes")
    requireCountable(count)
    var random = SplitMix64(seed: seed)
    var inputs: [Float] = []
    var labels: [Int32] = []
    for index in 0..<count {
      let label = index % classes
      let (x, y) = place(label, &random)
      inputs.append(x + Float(noise) * random.normal())
      inputs.append(y + Float(noise) * random.normal())
      labels.append(Int32(label))
    }
    return Examples(
      inputs: Tensor(inputs, shape: [count, 2]), targets: Tensor(labels, shape: [count]),
      classNames: (0..<classes).map { "class \($0)" })
  }
}
