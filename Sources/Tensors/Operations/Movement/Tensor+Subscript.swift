/// What can stand in the brackets after a tensor: a number or a range per axis.
public protocol TensorIndex: Sendable {
  /// The elements `range` chosen from an axis of a size, and whether the axis disappears; `nil`
  /// when they lie outside.
  func resolved(size: Int) -> (range: Range<Int>, removesAxis: Bool)?
}

extension Int: TensorIndex {
  public func resolved(size: Int) -> (range: Range<Int>, removesAxis: Bool)? {
    let place = self < 0 ? self + size : self
    return (0..<size).contains(place) ? (place..<(place + 1), true) : nil
  }
}

extension Range: TensorIndex where Bound == Int {
  public func resolved(size: Int) -> (range: Range<Int>, removesAxis: Bool)? {
    lowerBound >= 0 && upperBound <= size ? (self, false) : nil
  }
}

extension ClosedRange: TensorIndex where Bound == Int {
  public func resolved(size: Int) -> (range: Range<Int>, removesAxis: Bool)? {
    lowerBound >= 0 && upperBound < size ? (lowerBound..<(upperBound + 1), false) : nil
  }
}

extension PartialRangeFrom: TensorIndex where Bound == Int {
  public func resolved(size: Int) -> (range: Range<Int>, removesAxis: Bool)? {
    (0...size).contains(lowerBound) ? (lowerBound..<size, false) : nil
  }
}

extension PartialRangeUpTo: TensorIndex where Bound == Int {
  public func resolved(size: Int) -> (range: Range<Int>, removesAxis: Bool)? {
    (0...size).contains(upperBound) ? (0..<upperBound, false) : nil
  }
}

extension PartialRangeThrough: TensorIndex where Bound == Int {
  public func resolved(size: Int) -> (range: Range<Int>, removesAxis: Bool)? {
    (0..<size).contains(upperBound) ? (0..<(upperBound + 1), false) : nil
  }
}

extension Tensor {
  /// A part of the tensor: a number takes one place of an axis and removes the axis, a range keeps
  /// it. Axes that are not named stay whole; -1 is the last place.
  ///
  /// ```swift
  /// images[0..<32]        // the first 32 images
  /// images[7]             // one image
  /// matrix[0..., 2]       // the third column
  /// ```
  public subscript(
    indices: any TensorIndex..., file file: StaticString = #fileID, line line: UInt = #line
  ) -> Tensor {
    guard indices.count <= rank else {
      stop(
        "a tensor of shape \(shape) has \(rank) axes, got \(indices.count) indices", file: file,
        line: line)
    }
    var (starts, ends, kept) = ([Int](repeating: 0, count: rank), shape, [Int]())
    for axis in 0..<rank {
      guard axis < indices.count else {
        kept.append(shape[axis])
        continue
      }
      guard let part = indices[axis].resolved(size: shape[axis]) else {
        stop(
          "index \(indices[axis]) is outside axis \(axis) of shape \(shape), which has "
            + "\(shape[axis]) places", file: file, line: line)
      }
      (starts[axis], ends[axis]) = (part.range.lowerBound, part.range.upperBound)
      if !part.removesAxis { kept.append(part.range.count) }
    }
    let slice = performed(
      .slice(starts: starts, ends: ends, strides: [Int](repeating: 1, count: rank)), self,
      file: file, line: line)
    return slice.reshaped(to: kept, file: file, line: line)
  }

  /// Every `step`-th place of an axis, from `start` up to and without `end`.
  public func strided(
    axis: Int, from start: Int = 0, to end: Int? = nil, by step: Int,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let axis = orStop(file, line) { () throws(TensorError) in try shape.axis(axis, in: "strided") }
    let end = end ?? shape[axis]
    guard step > 0, start >= 0, start <= end, end <= shape[axis] else {
      stop(
        "strided(from: \(start), to: \(end), by: \(step)) expects a positive step and places in "
          + "0...\(shape[axis]) of axis \(axis) of shape \(shape)", file: file, line: line)
    }
    var (starts, ends) = ([Int](repeating: 0, count: rank), shape)
    var strides = [Int](repeating: 1, count: rank)
    (starts[axis], ends[axis], strides[axis]) = (start, end, step)
    return performed(
      .slice(starts: starts, ends: ends, strides: strides), self, file: file, line: line)
  }
}
