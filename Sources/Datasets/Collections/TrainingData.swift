internal import NotebookDisplay
internal import Tensors

/// Labelled examples to train or evaluate with.
///
/// A split or a slice is a view: it names rows of the same tensors and copies none of them.
public protocol TrainingData: Sendable {
  /// The tensors and the rows of them that belong to this collection.
  var examples: Examples { get }

  /// The same kind of collection over other rows.
  init(_ examples: Examples)
}

extension TrainingData {
  /// How many examples there are.
  public var count: Int { examples.rows.count }

  /// The names of the classes, in the order of their labels; empty for numbers.
  public var classNames: [String] { examples.classNames }

  /// The first `position` examples and the rest, as views.
  public func split(at position: Int) -> (Self, Self) {
    require(
      (0...count).contains(position),
      "split(at: \(position)) is outside this collection of "
        + NumberFormat.count(count, "example"))
    return (self[0..<position], self[position..<count])
  }

  /// The examples at these positions, as a view.
  public subscript(positions: Range<Int>) -> Self {
    require(
      positions.lowerBound >= 0 && positions.upperBound <= count,
      "examples \(positions) are outside this collection of \(count)")
    let start = examples.rows.lowerBound
    return Self(
      Examples(
        wholeInputs: examples.wholeInputs, wholeTargets: examples.wholeTargets,
        wholeSampleWeights: examples.wholeSampleWeights,
        rows: (start + positions.lowerBound)..<(start + positions.upperBound),
        classNames: classNames))
  }

  /// The first `maximum` examples, or all if there are fewer, as a view.
  public func prefix(_ maximum: Int) -> Self {
    require(maximum >= 0, "prefix(\(maximum)) expects a number of at least 0, got \(maximum)")
    return self[0..<Swift.min(maximum, count)]
  }

  /// A copy of the examples at these positions, in this order.
  package func gathering(_ positions: [Int32]) -> Self {
    let start = Int32(examples.rows.lowerBound)
    let rows = Tensor(positions.map { $0 + start }, shape: [positions.count])
    return Self(
      Examples(
        wholeInputs: examples.wholeInputs.gather(rows),
        wholeTargets: examples.wholeTargets.gather(rows),
        wholeSampleWeights: examples.wholeSampleWeights?.gather(rows),
        rows: 0..<positions.count, classNames: classNames))
  }

  /// The examples `size` at a time; the last batch holds what is left over.
  ///
  /// - Parameters:
  ///   - size: Examples in a batch.
  ///   - seed: Shuffles the examples first; the same seed gives the same order. `nil` keeps them
  ///     in order.
  public func batches(of size: Int, shuffledBy seed: Int? = nil) -> Batches<Self> {
    Batches(data: self, size: size, seed: seed)
  }
}
