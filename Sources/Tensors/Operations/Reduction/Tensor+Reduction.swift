extension Tensor {
  /// The sum over axes (all of them unless given).
  ///
  /// ```swift
  /// let x: Tensor = [[1, 2], [3, 4]]
  /// x.sum()                               // 10
  /// x.sum(axes: 0)                        // [4, 6]
  /// x.sum(axes: 1, keepDimensions: true)  // [[3], [7]]
  /// ```
  public func sum(
    axes: Int..., keepDimensions: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    reduced(.sum, axes.isEmpty ? nil : axes, keepDimensions, file, line)
  }

  /// The sum over a list of axes.
  public func sum(
    axes: [Int], keepDimensions: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    reduced(.sum, axes, keepDimensions, file, line)
  }

  /// The mean over axes (all of them unless given); integers are taken as float32.
  public func mean(
    axes: Int..., keepDimensions: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    floating.reduced(.mean, axes.isEmpty ? nil : axes, keepDimensions, file, line)
  }

  /// The mean over a list of axes.
  public func mean(
    axes: [Int], keepDimensions: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    floating.reduced(.mean, axes, keepDimensions, file, line)
  }

  /// The largest element over axes (all of them unless given); ties share the gradient.
  public func max(
    axes: Int..., keepDimensions: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    reduced(.maximum, axes.isEmpty ? nil : axes, keepDimensions, file, line)
  }

  /// The smallest element over axes (all of them unless given); ties share the gradient.
  public func min(
    axes: Int..., keepDimensions: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    reduced(.minimum, axes.isEmpty ? nil : axes, keepDimensions, file, line)
  }

  /// The product over axes (all of them unless given).
  public func product(
    axes: Int..., keepDimensions: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    reduced(.product, axes.isEmpty ? nil : axes, keepDimensions, file, line)
  }

  /// The position of the first largest element along an axis, as int32.
  public func argmax(
    axis: Int = -1, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let axis = orStop(file, line) { () throws(TensorError) in try shape.axis(axis, in: "argmax") }
    return applied(.argumentMaximum(axis: axis), self, file: file, line: line)
  }

  /// The position of the first smallest element along an axis, as int32.
  public func argmin(
    axis: Int = -1, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let axis = orStop(file, line) { () throws(TensorError) in try shape.axis(axis, in: "argmin") }
    // -1 - x reverses the order of all integers, and of -x the smallest one has none.
    let reversed =
      elementType == .int32
      ? Tensor.combined(Subtract.self, Tensor(Int32(-1)), self) : -self
    return applied(.argumentMaximum(axis: axis), reversed, file: file, line: line)
  }

  func reduced(
    _ function: ReductionFunction, _ axes: [Int]?, _ keepsDimensions: Bool,
    _ file: StaticString, _ line: UInt
  ) -> Tensor {
    orStop(file, line) { () throws(TensorError) in
      let axes = try shape.axes(axes, in: function.name)
      guard !axes.isEmpty else { return self }
      return try apply(
        .reduce(function, axes: axes, keepsDimensions: keepsDimensions), [self])
    }
  }
}

extension [Tensor] {
  /// The sum of tensors, as with `+`.
  public func sum(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    guard let first else {
      stop("sum() of an empty list of tensors has no shape: check the list", file: file, line: line)
    }
    return dropFirst().reduce(first, +)
  }
}
