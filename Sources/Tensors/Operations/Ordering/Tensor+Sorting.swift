extension Tensor {
  /// The elements in order along an axis, the smallest first unless `descending`; NaN counts as
  /// largest. The gradient of an element goes to where it came from.
  public func sorted(
    axis: Int = -1, descending: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let place = resolved(axis, "sorted", file, line)
    let order = argsort(axis: place, descending: descending, file: file, line: line)
    return taking(order, along: place)
  }

  /// The positions that put the elements along an axis in order, as int32 of the same shape. Equal
  /// elements keep their order; NaN counts as largest.
  public func argsort(
    axis: Int = -1, descending: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let place = resolved(axis, "argsort", file, line)
    return applied(
      .argumentSort(axis: place, isDescending: descending), self, file: file, line: line)
  }

  /// The `count` largest elements along an axis, the largest first, and their positions as int32.
  /// Of equal elements the first is taken first; NaN counts as largest, as in PyTorch.
  ///
  /// ```swift
  /// let (scores, classes) = model(x).topK(5)  // [batch, 5] each
  /// ```
  public func topK(
    _ count: Int, axis: Int = -1, file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, indices: Tensor) {
    let place = resolved(axis, "topK", file, line)
    require(
      (0...shape[place]).contains(count),
      "topK(\(count)) expects a count in 0...\(shape[place]), as many as axis \(place) of shape "
        + "\(shape) has, got \(count)", file: file, line: line)
    let order = argsort(axis: place, descending: true, file: file, line: line)
      .slice(axis: place, 0, count)
    return (taking(order, along: place), order)
  }

  /// The sum of every element and those before it along an axis. Stops where a sum of int32 goes
  /// beyond int32.
  public func cumulativeSum(
    axis: Int = -1, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let place = resolved(axis, "cumulativeSum", file, line)
    return applied(
      .cumulativeSum(axis: place, isReversed: false), self, file: file, line: line)
  }

  /// The axis counted from the front.
  func resolved(
    _ axis: Int, _ operation: String, _ file: StaticString, _ line: UInt
  ) -> Int {
    orStop(file, line) { () throws(TensorError) in try shape.axis(axis, in: operation) }
  }

  /// Elements along an axis by positions of the same shape, but for the size of that axis; all of
  /// them must lie inside.
  func taking(_ positions: Tensor, along axis: Int) -> Tensor {
    let size = shape[axis]
    let others = shape.indices.filter { $0 != axis }
    let order = others + [axis]
    let rows = others.map { shape[$0] }.product
    let starts = Tensor((0..<rows).map { $0 * size }, shape: [rows, 1])
    let rowsOfPositions = positions.transposed(order).reshaped(
      to: [rows, positions.shape[axis]])
    let taken = transposed(order).reshaped(to: [rows * size])
      .gather(rowsOfPositions + starts)
    let back = order.indices.map { place in order.firstIndex(of: place) ?? place }
    return taken.reshaped(to: order.map { positions.shape[$0] }).transposed(back)
  }
}
