internal import NotebookDisplay
internal import Tensors

extension TrainingData {
  /// A copy of the examples at these positions, in this order.
  public func gathering(_ positions: [Int]) -> Self {
    if let wrong = positions.first(where: { !(0..<count).contains($0) }) {
      stop("gathering: position \(wrong) is outside this collection of \(count) examples")
    }
    return gathering(positions.map(Int32.init))
  }

  /// The last `maximum` examples, or all if there are fewer, as a view.
  public func suffix(_ maximum: Int) -> Self {
    require(maximum >= 0, "suffix(\(maximum)) expects a number of at least 0, got \(maximum)")
    return self[(count - Swift.min(maximum, count))..<count]
  }

  /// A copy in an order that depends on the seed alone.
  public func shuffled(seed: Int = 0) -> Self {
    gathering(Permutation.of(count, seed: seed))
  }

  /// A copy in which every example has moved on by so many places, those at the end to the front,
  /// as NumPy's `roll` does it: example i is found at i + places.
  public func rolled(by places: Int) -> Self {
    guard count > 0 else { return self }
    let first = (-(places % count) + count) % count
    return gathering(Array(first..<count) + Array(0..<first))
  }

  /// Two copies without an example in common: a random share of the examples, and the rest.
  ///
  /// ```swift
  /// let (validation, training) = data.randomSplit(share: 0.1, seed: 1, stratified: true)
  /// ```
  ///
  /// - Parameters:
  ///   - share: Of the first part, in 0...1; its number of examples is rounded.
  ///   - seed: The same seed gives the same parts.
  ///   - stratified: Whether the share is taken of every class, so that both parts have the classes
  ///     in the same proportions. Needs int32 class numbers as targets.
  public func randomSplit(
    share: Double, seed: Int = 0, stratified: Bool = false
  ) -> (Self, Self) {
    require(
      (0...1).contains(share), "randomSplit(share: \(share)) expects a share in 0...1, got \(share)"
    )
    let order = Permutation.of(count, seed: seed).map { Int($0) }
    var groups = [order]
    if stratified {
      let labels = classNumbers(for: "randomSplit(stratified: true)")
      groups = Dictionary(grouping: order) { labels[$0] }.sorted { $0.key < $1.key }.map(\.value)
    }
    var (first, rest) = ([Int](), [Int]())
    for group in groups {
      let taken = Int(clamping: (Double(group.count) * share).rounded())
      first += group[..<taken]
      rest += group[taken...]
    }
    return (gathering(first.sorted()), gathering(rest.sorted()))
  }

  /// The class of every example; stops where targets are no class numbers.
  func classNumbers(for use: String) -> [Int] {
    let targets = examples.targets
    guard targets.elementType == .int32, targets.rank == 1 else {
      stop(
        "\(use) expects class numbers as targets, int32 of shape [\(count)], got "
          + "\(targets.elementType) of shape \(targets.shape)")
    }
    return targets.integers
  }
}
