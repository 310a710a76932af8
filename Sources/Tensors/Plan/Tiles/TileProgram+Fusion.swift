extension TileProgram {
  /// Two operations that are computed as one: only `outer` reads what `inner` makes. The combined
  /// operation reads what `inner` reads and then what else `outer` reads, and has the numbers of
  /// both in this order.
  private struct Pair {
    var outer: any ElementwiseFunction.Type
    /// Which of the outer operation's inputs the inner one makes.
    var input: Int
    var inner: any ElementwiseFunction.Type
    var combined: any ElementwiseFunction.Type
    /// Whether the inner operation's number changes its sign.
    var negates = false

    init(
      _ outer: any ElementwiseFunction.Type, _ input: Int,
      _ inner: any ElementwiseFunction.Type, _ combined: any ElementwiseFunction.Type,
      negates: Bool = false
    ) {
      self.outer = outer
      self.input = input
      self.inner = inner
      self.combined = combined
      self.negates = negates
    }
  }

  /// Sums with products, and what optimizers compute of every weight: their updates take a third
  /// to a half of the instructions.
  private static let pairs = [
    Pair(Add.self, 1, Multiply.self, MultiplyAdd.self),
    Pair(Add.self, 0, Multiply.self, MultiplyAdd.self),
    Pair(Subtract.self, 1, Multiply.self, SubtractProduct.self),
    Pair(Add.self, 1, MultiplyNumber.self, AddScaled.self),
    Pair(Add.self, 0, MultiplyNumber.self, AddScaled.self),
    Pair(Subtract.self, 1, MultiplyNumber.self, AddScaled.self, negates: true),
    Pair(AddNumber.self, 0, MultiplyNumber.self, ScaleAndShift.self),
    // Running means: s * mean + t * value, of squares too.
    Pair(AddScaled.self, 1, MultiplyNumber.self, WeightedSum.self),
    Pair(WeightedSum.self, 1, Square.self, WeightedSumWithSquare.self),
    // Momentum: s * velocity - rate * gradient.
    Pair(SubtractProduct.self, 2, MultiplyNumber.self, ScaledMinusProduct.self),
    // The largest gradient so far, decaying.
    Pair(Maximum.self, 1, Absolute.self, MaximumOfAbsolute.self),
    Pair(MaximumOfAbsolute.self, 1, MultiplyNumber.self, DecayedMaximum.self),
    // Steps divided by a root.
    Pair(AddNumber.self, 0, SquareRoot.self, SquareRootPlusNumber.self),
    Pair(SquareRoot.self, 0, AddNumber.self, SquareRootOfSum.self),
    Pair(Divide.self, 0, Multiply.self, ProductQuotient.self),
    Pair(Subtract.self, 1, ProductQuotient.self, SubtractProductQuotient.self),
  ]

  /// Combines operations as long as there are pairs. Keeps the program's meaning up to the
  /// rounding of products that are summed.
  mutating func combine() {
    while combineOnce() {}
  }

  /// One round through the operations; whether any were combined.
  private mutating func combineOnce() -> Bool {
    var uses = [Int](repeating: 0, count: operandCount + operations.count)
    for operation in operations { for input in operation.inputs { uses[input] += 1 } }
    for register in results { uses[register] += 1 }
    var removed = Set<Int>()
    for index in operations.indices {
      for pair in Self.pairs where operations[index].function == .value(pair.outer) {
        let register = operations[index].inputs[pair.input]
        let inner = register - operandCount
        guard inner >= 0, uses[register] == 1, operations[inner].function == .value(pair.inner)
        else {
          continue
        }
        operations[index] = Self.combined(operations[index], operations[inner], pair)
        removed.insert(inner)
        break
      }
    }
    remove(removed)
    return !removed.isEmpty
  }

  private static func combined(_ outer: Operation, _ inner: Operation, _ pair: Pair) -> Operation {
    var rest = outer.inputs
    rest.remove(at: pair.input)
    let sign: Float = pair.negates ? -1 : 1
    let numbers =
      inner.numbers.map { $0 * sign } + outer.numbers + [0, 0]
    return Operation(
      function: .value(pair.combined), s: numbers[0], t: numbers[1], inputs: inner.inputs + rest)
  }

  /// Drops operations by index and renumbers the registers.
  private mutating func remove(_ removed: Set<Int>) {
    guard !removed.isEmpty else { return }
    var renumbered = Array(0..<operandCount)
    var kept: [Operation] = []
    for (index, operation) in operations.enumerated() {
      renumbered.append(operandCount + kept.count)
      guard !removed.contains(index) else { continue }
      var operation = operation
      operation.inputs = operation.inputs.map { renumbered[$0] }
      kept.append(operation)
    }
    results = results.map { renumbered[$0] }
    operations = kept
  }
}

extension TileProgram.Operation {
  /// Those of its numbers that mean something.
  fileprivate var numbers: [Float] { Array([s, t].prefix(function.parameterCount)) }
}
