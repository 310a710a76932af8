extension Tensor {
  /// The elements moved along an axis; what leaves at one end enters at the other, as `roll` of
  /// NumPy and PyTorch.
  ///
  /// - Parameters:
  ///   - places: How far, towards the end; negative towards the beginning.
  ///   - axis: Along which; negative from the end.
  public func rolled(
    by places: Int, axis: Int = 0, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let place = resolved(axis, "rolled", file, line)
    let size = shape[place]
    guard size > 0, places % size != 0 else { return self }
    let first = (size - places % size) % size
    return concatenate(
      [slice(axis: place, first, size), slice(axis: place, 0, first)], axis: place)
  }

  /// The tensor with numbers around it.
  ///
  /// ```swift
  /// images.padded([(0, 0), (2, 2), (2, 2)])  // two pixels on every side
  /// ```
  ///
  /// - Parameters:
  ///   - sizes: How many before and after along every axis.
  ///   - value: The number they are.
  public func padded(
    _ sizes: [(before: Int, after: Int)], value: Double = 0, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    require(
      sizes.count == rank && sizes.allSatisfy { $0.before >= 0 && $0.after >= 0 },
      "padded expects two sizes of at least 0 for each of the \(rank) axes of shape \(shape), got "
        + "\(sizes.map { "(\($0.before), \($0.after))" }.joined(separator: ", "))",
      file: file, line: line)
    return sizes.enumerated().reduce(self) { result, entry in
      let (axis, (before, after)) = entry
      let parts = [before, after].map { size in
        var shape = result.shape
        shape[axis] = size
        return Tensor.full(shape, value, type: elementType, file: file, line: line)
      }
      return before + after == 0
        ? result : concatenate([parts[0], result, parts[1]], axis: axis)
    }
  }

  /// The elements along an axis in the opposite order.
  public func reversed(
    axis: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let place = resolved(axis, "reversed", file, line)
    let size = shape[place]
    return gather(Tensor((0..<size).map { size - 1 - $0 }, shape: [size]), axis: place)
  }
}
