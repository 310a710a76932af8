internal import Synchronization

/// How a tensor was computed: one node of the tape, hanging on the tensors that need it.
///
/// Unchecked because `inputs` is written only in `deinit` of its last owner.
final class GradientRecord: @unchecked Sendable {
  /// What made the tensor.
  enum Rule {
    /// A variable of a gradient; where it came from, its input if any, is an outer gradient's.
    case variable
    case primitive(Primitive)
    case custom(CustomGradient)
  }

  /// Grows with every record: an input's record is always older than its result's.
  let sequence: Int
  let rule: Rule
  private(set) var inputs: [Tensor]
  private let value: Tensor

  private static let next = Atomic<Int>(0)

  init(rule: Rule, inputs: [Tensor], output: Tensor) {
    sequence = GradientRecord.next.add(1, ordering: .relaxed).oldValue
    self.rule = rule
    self.inputs = inputs
    value = output.detached
  }

  /// The tensor this record belongs to.
  var output: Tensor {
    var result = value
    result.record = self
    return result
  }

  /// The same tensor without history.
  var outputValue: Tensor { value }

  /// Releases a chain of records one by one: releasing them recursively would overflow the stack
  /// after some ten thousand operations.
  deinit {
    guard inputs.contains(where: { $0.record != nil }) else { return }
    var pending = inputs
    inputs = []
    while var tensor = pending.popLast() {
      guard tensor.record != nil, isKnownUniquelyReferenced(&tensor.record) else { continue }
      guard let record = tensor.record else { continue }
      pending.append(contentsOf: record.inputs)
      record.inputs = []
    }
  }
}
