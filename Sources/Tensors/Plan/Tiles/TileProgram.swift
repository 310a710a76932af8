/// A chain of element-wise operations computed tile by tile, so that what lies between them stays
/// in the first-level cache.
///
/// Registers `0 ..< operandCount` are the operands; every operation makes the next one.
struct TileProgram {
  /// One operation and the registers it reads.
  struct Operation: Equatable {
    var function: TileFunction
    var s: Float = 0
    var t: Float = 0
    var inputs: [Int]
  }

  var operandCount: Int
  var operations: [Operation]
  /// The registers written to memory, in the order of the step's results.
  var results: [Int]

  /// Replaces a product and the sum that reads it by one multiply-add: half the instructions of
  /// an optimizer's update. Keeps the program's meaning up to the rounding of the product.
  mutating func fuseProducts() {
    var uses = [Int](repeating: 0, count: operandCount + operations.count)
    for operation in operations { for input in operation.inputs { uses[input] += 1 } }
    for register in results { uses[register] += 1 }
    var removed = Set<Int>()
    func product(_ register: Int, _ function: TileFunction) -> Operation? {
      let index = register - operandCount
      guard index >= 0, uses[register] == 1, operations[index].function == function else {
        return nil
      }
      return operations[index]
    }
    for index in operations.indices {
      let operation = operations[index]
      guard operation.function == .add || operation.function == .subtract else { continue }
      let (a, b) = (operation.inputs[0], operation.inputs[1])
      let adds = operation.function == .add
      if let factor = product(b, .multiply) {
        operations[index] = Operation(
          function: adds ? .multiplyAdd : .subtractProduct, inputs: factor.inputs + [a])
        removed.insert(b - operandCount)
      } else if let factor = product(b, .multiplyNumber) {
        operations[index] = Operation(
          function: .addScaled, s: adds ? factor.s : -factor.s, inputs: [a, factor.inputs[0]])
        removed.insert(b - operandCount)
      } else if adds, let factor = product(a, .multiply) {
        operations[index] = Operation(function: .multiplyAdd, inputs: factor.inputs + [b])
        removed.insert(a - operandCount)
      } else if adds, let factor = product(a, .multiplyNumber) {
        operations[index] = Operation(
          function: .addScaled, s: factor.s, inputs: [b, factor.inputs[0]])
        removed.insert(a - operandCount)
      }
    }
    remove(removed)
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
