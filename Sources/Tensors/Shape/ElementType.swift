/// What a tensor's elements are.
public enum ElementType: UInt8, Sendable, Hashable, CaseIterable {
  /// Values and gradients in training.
  case float32
  /// The same operations at double precision, for proofs.
  case float64
  /// Class labels and indices.
  case int32

  /// Bytes of one element.
  public var stride: Int { self == .float64 ? 8 : 4 }
}
