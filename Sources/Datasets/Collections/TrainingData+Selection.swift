internal import NotebookDisplay
internal import Tensors

extension TrainingData {
  /// A copy of the examples at these positions, in this order.
  public func gathering(_ positions: [Int]) -> Self {
    if let wrong = positions.first(where: { !(0..<count).contains($0) }) {
      stop(
        "gathering: position \(wrong) is outside this collection of "
          + NumberFormat.count(count, "example"))
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
    var (first, rest) = ([Int](), [Int]())
    for group in drawn(seed: seed, stratified: stratified, for: "randomSplit") {
      let taken = Int(clamping: (Double(group.count) * share).rounded())
      first += group[..<taken]
      rest += group[taken...]
    }
    return (gathering(first.sorted()), gathering(rest.sorted()))
  }

  /// The data for cross-validation: every example is in the validation part of one fold, and in the
  /// training part of all others.
  ///
  /// ```swift
  /// let accuracies = try data.folds(5, seed: 1).map { training, validation in
  ///   let model = classifier()
  ///   try model.fit(training, epochs: 20)
  ///   return try model.evaluate(validation).accuracy
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - folds: How many; the sizes of their validation parts differ by one at most.
  ///   - seed: The same seed gives the same folds.
  ///   - stratified: Whether every fold has the classes in the proportions of all examples. Needs
  ///     int32 class numbers as targets.
  public func folds(
    _ folds: Int, seed: Int = 0, stratified: Bool = false, file: StaticString = #fileID,
    line: UInt = #line
  ) -> [(training: Self, validation: Self)] {
    require(
      folds >= 2 && folds <= count,
      "folds(\(folds)) expects at least 2 folds and at most one for each of the \(count) examples",
      file: file, line: line)
    // Dealt like cards, class after class.
    let order = drawn(seed: seed, stratified: stratified, for: "folds").flatMap(\.self)
    return (0..<folds).map { fold in
      let isValidation = { (place: Int) in place % folds == fold }
      func part(_ chosen: (Int) -> Bool) -> Self {
        gathering(order.indices.filter(chosen).map { order[$0] }.sorted())
      }
      return (part { !isValidation($0) }, part(isValidation))
    }
  }

  /// The places of all examples in an order that depends on the seed alone; stratified, those of
  /// each class by themselves.
  private func drawn(seed: Int, stratified: Bool, for use: String) -> [[Int]] {
    let order = Permutation.of(count, seed: seed).map { Int($0) }
    guard stratified else { return [order] }
    let labels = classNumbers(for: "\(use)(stratified: true)")
    return Dictionary(grouping: order) { labels[$0] }.sorted { $0.key < $1.key }.map(\.value)
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
