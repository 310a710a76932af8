extension Tensor: Equatable {
  /// Whether both have one shape and equal numbers, whatever their element types; NaN equals
  /// nothing. For a tensor of 1 and 0 write `.==`, for numbers that come from a computation compare
  /// `(a - b).abs().max()` with what may differ.
  ///
  /// Stops inside a planned function, where tensors have no values yet.
  @_disfavoredOverload
  public static func == (a: Tensor, b: Tensor) -> Bool {
    guard a.shape == b.shape else { return false }
    a.requireValue("whether it is equal to another", file: #fileID, line: #line)
    b.requireValue("whether it is equal to another", file: #fileID, line: #line)
    return a.elementType == .float32 && b.elementType == .float32
      ? a.scalars == b.scalars : a.doubles == b.doubles
  }
}
