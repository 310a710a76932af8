/// A function that turns logits into probabilities. Losses and metrics that compute from logits
/// undo it where it is the last thing done to their input.
package enum Squashing: Sendable {
  case softmax, sigmoid

  fileprivate var primitive: Primitive {
    switch self {
    case .softmax: .softmax
    case .sigmoid: .sigmoid
    }
  }
}

extension Tensor {
  /// What the function was applied to that made this tensor; `nil` of what was made otherwise.
  package func logits(of squashing: Squashing) -> Tensor? {
    if let record {
      guard case .primitive(squashing.primitive) = record.rule else { return nil }
      return record.inputs[0]
    }
    switch contents {
    case .symbolic(let builder, let node):
      return builder.argument(of: squashing.primitive, at: node)
    case .concrete(let storage, let offset):
      // A view of a part or in another shape is not what was made.
      guard offset == 0, let source = storage.squashed, source.squashing == squashing,
        source.shape == shape
      else { return nil }
      return source.logits
    }
  }

  /// The tensor, which from now on knows what it was made from as long as its value is in memory; a
  /// graph or a tape knows it anyway.
  func remembering(_ squashing: Squashing, of logits: Tensor) -> Tensor {
    guard case .concrete(let storage, _) = contents,
      case .concrete(let source, let offset) = logits.contents
    else { return self }
    storage.squashed = SquashedStorage(squashing, source, offset: offset, logits.signature)
    return self
  }
}

/// The logits from which the value of a storage was made.
///
/// Unchecked because `storage` is written only in `deinit` of its last owner.
final class SquashedStorage: @unchecked Sendable {
  let squashing: Squashing
  private var storage: Storage?
  private let offset: Int
  private let signature: TensorSignature

  init(_ squashing: Squashing, _ storage: Storage, offset: Int, _ signature: TensorSignature) {
    self.squashing = squashing
    self.storage = storage
    self.offset = offset
    self.signature = signature
  }

  var shape: [Int] { signature.shape }

  /// Without history.
  var logits: Tensor? {
    storage.map {
      Tensor(
        shape: signature.shape, elementType: signature.elementType,
        contents: .concrete($0, offset: offset))
    }
  }

  /// Releases a chain, a sigmoid of a sigmoid and so on, one by one: releasing it recursively would
  /// overflow the stack.
  deinit {
    var next = storage
    storage = nil
    while next != nil, isKnownUniquelyReferenced(&next) {
      var source = next?.squashed
      next?.squashed = nil
      guard isKnownUniquelyReferenced(&source) else { return }
      next = source?.storage
      source?.storage = nil
    }
  }
}
