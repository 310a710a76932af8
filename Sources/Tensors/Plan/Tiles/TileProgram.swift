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
}
