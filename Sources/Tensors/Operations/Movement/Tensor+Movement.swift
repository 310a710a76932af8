extension Tensor {
  /// The same elements in another shape. One size may be -1: it is computed from the others.
  public func reshaped(
    to shape: [Int], file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    if shape == self.shape { return self }
    let target = orStop(file, line) { () throws(TensorError) in try resolved(shape) }
    return applied(.reshape(target), self, file: file, line: line)
  }

  /// All axes from `axis` on as one: `flattened(from: 1)` gives one row per example.
  public func flattened(
    from axis: Int = 0, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    guard axis >= 0, axis <= rank else {
      stop(
        "flattened(from: \(axis)) expects an axis in 0...\(rank) of shape \(shape)", file: file,
        line: line)
    }
    let (kept, joined) = (Array(shape[..<axis]), Array(shape[axis...]))
    return reshaped(to: kept + [joined.product], file: file, line: line)
  }

  /// A new axis of size 1.
  public func expandingShape(
    at axis: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let place = axis < 0 ? axis + rank + 1 : axis
    guard (0...rank).contains(place) else {
      stop(
        "expandingShape(at: \(axis)) expects a place in \(-rank - 1)...\(rank) of shape \(shape)",
        file: file, line: line)
    }
    var target = shape
    target.insert(1, at: place)
    return reshaped(to: target, file: file, line: line)
  }

  /// The same without axes of size 1: without the given one, or without all.
  public func squeezed(
    axis: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    guard let axis else {
      return reshaped(to: shape.filter { $0 != 1 }, file: file, line: line)
    }
    let place = orStop(file, line) { () throws(TensorError) in
      try shape.axis(axis, in: "squeezed")
    }
    guard shape[place] == 1 else {
      stop(
        "squeezed(axis: \(axis)) expects size 1 there, got shape \(shape)", file: file, line: line)
    }
    var target = shape
    target.remove(at: place)
    return reshaped(to: target, file: file, line: line)
  }

  /// Axes in another order; reversed unless given.
  public func transposed(
    _ axes: [Int]? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let order = axes?.map { $0 < 0 ? $0 + rank : $0 } ?? Array(shape.indices.reversed())
    if order == Array(shape.indices) { return self }
    return applied(.transpose(order), self, file: file, line: line)
  }

  /// Repeated along axes of size 1 to a larger shape.
  public func broadcast(
    to shape: [Int], file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    shape == self.shape ? self : applied(.broadcast(shape), self, file: file, line: line)
  }

  /// Rows of this tensor along an axis, chosen by int32 indices of any shape.
  public func gather(
    _ indices: Tensor, axis: Int = 0, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let axis = orStop(file, line) { () throws(TensorError) in try shape.axis(axis, in: "gather") }
    return applied(.gather(axis: axis), self, indices, file: file, line: line)
  }

  /// The elements where a condition holds, one after another, as `x[x .> 0]`. A condition on
  /// the first axes alone chooses whole rows. Stops in a planned function, whose shapes cannot
  /// depend on values; there the function `where` puts other numbers in their place.
  ///
  /// ```swift
  /// x.gather(where: x .> 0)
  /// images.gather(where: labels .== 3)   // the images of class 3
  /// ```
  ///
  /// - Parameter condition: Of this tensor's shape, or of that of its first axes; 0 is false.
  public func gather(
    where condition: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    condition.requireValue("the condition of gather(where:)", file: file, line: line)
    guard condition.rank > 0, shape.starts(with: condition.shape) else {
      stop(
        "gather(where:) expects a condition of shape \(shape) or of its first axes, got "
          + "\(condition.shape)", file: file, line: line)
    }
    let rows = reshaped(to: [condition.count] + shape.dropFirst(condition.rank))
    return rows.gather(condition.places, file: file, line: line)
  }

  /// The numbers of the elements that are not 0, in row-major order.
  var places: Tensor {
    let numbers = doubles.enumerated().filter { $0.element != 0 }.map { Int32($0.offset) }
    return Tensor(numbers, shape: [numbers.count])
  }

  /// Class numbers as rows with a single 1.
  public func oneHot(
    depth: Int, type: ElementType = .float32, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    guard depth >= 0 else {
      stop("oneHot expects a depth of at least 0, got \(depth)", file: file, line: line)
    }
    return applied(.oneHot(depth: depth, type), self, file: file, line: line)
  }

  /// A shape with -1 replaced.
  private func resolved(_ shape: [Int]) throws(TensorError) -> [Int] {
    let unknown = shape.indices.filter { shape[$0] == -1 }
    guard !unknown.isEmpty else {
      guard shape.allSatisfy({ $0 >= 0 }) else {
        throw TensorError("reshaped(to: \(shape)) expects sizes of at least 0, or one -1")
      }
      return shape
    }
    let known = shape.filter { $0 != -1 }
      .reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
    guard unknown.count == 1, shape.allSatisfy({ $0 >= -1 }), known > 0, count % known == 0 else {
      throw TensorError(
        "reshaped(to: \(shape)) cannot find the size written as -1 for shape \(self.shape) of "
          + "\(count) elements: one -1, and the other sizes must divide the number of elements")
    }
    var result = shape
    result[unknown[0]] = count / known
    return result
  }

  /// The same memory under another shape; for the inside of kernels.
  func withShape(_ shape: [Int]) -> Tensor {
    Tensor(shape: shape, elementType: elementType, contents: contents)
  }

  /// Elements `start..<end` along one axis.
  func slice(axis: Int, _ start: Int, _ end: Int) -> Tensor {
    var (starts, ends) = ([Int](repeating: 0, count: rank), shape)
    (starts[axis], ends[axis]) = (start, end)
    return applied(
      .slice(starts: starts, ends: ends, strides: [Int](repeating: 1, count: rank)), self)
  }
}

/// Tensors one after another along an existing axis; integers take the element type of the others.
public func concatenate(
  _ tensors: [Tensor], axis: Int = 0, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  guard let first = tensors.first else {
    stop("concatenate expects at least one tensor, got none", file: file, line: line)
  }
  return orStop(file, line) { () throws(TensorError) in
    let axis = try first.shape.axis(axis, in: "concatenate")
    return tensors.count == 1
      ? first : try apply(.concatenate(axis: axis), Tensor.unified(tensors))
  }
}

/// Tensors of one shape side by side along a new axis; integers take the element type of the
/// others.
public func stack(
  _ tensors: [Tensor], axis: Int = 0, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  if let index = tensors.firstIndex(where: { $0.shape != tensors[0].shape }) {
    stop(
      "stack expects tensors of one shape, got \(tensors[0].shape) and \(tensors[index].shape) "
        + "(tensor \(index))", file: file, line: line)
  }
  guard !tensors.isEmpty else {
    stop("stack expects at least one tensor, got none", file: file, line: line)
  }
  let expanded = tensors.map { $0.expandingShape(at: axis, file: file, line: line) }
  return concatenate(
    expanded, axis: axis < 0 ? axis + expanded[0].rank : axis, file: file, line: line)
}
