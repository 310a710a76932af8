/// What can stand in the brackets after a tensor: a number or a range per axis, or what chooses
/// places of one, a condition or their numbers.
public protocol TensorIndex: Sendable {
  /// The elements `range` chosen from an axis of a size, and whether the axis disappears; `nil`
  /// when they lie outside.
  func resolved(size: Int) -> (range: Range<Int>, removesAxis: Bool)?
}

extension Int: TensorIndex {
  public func resolved(size: Int) -> (range: Range<Int>, removesAxis: Bool)? {
    let place = fromFront(size)
    return (0..<size).contains(place) ? (place..<(place + 1), true) : nil
  }

  /// A place counted from the front: negative ones count from the end.
  func fromFront(_ size: Int) -> Int { self < 0 ? self &+ size : self }
}

/// The places `lower ..< upper`, `nil` when they lie outside or end before they begin.
private func places(
  _ lower: Int, _ upper: Int, of size: Int
) -> (range: Range<Int>, removesAxis: Bool)? {
  lower >= 0 && lower <= upper && upper <= size ? (lower..<upper, false) : nil
}

extension Range: TensorIndex where Bound == Int {
  public func resolved(size: Int) -> (range: Range<Int>, removesAxis: Bool)? {
    // -3 ..< 0 ends at the end.
    let upper = upperBound == 0 && lowerBound < 0 ? size : upperBound.fromFront(size)
    return places(lowerBound.fromFront(size), upper, of: size)
  }
}

extension ClosedRange: TensorIndex where Bound == Int {
  public func resolved(size: Int) -> (range: Range<Int>, removesAxis: Bool)? {
    let upper = upperBound.fromFront(size)
    guard (0..<size).contains(upper) else { return nil }
    return places(lowerBound.fromFront(size), upper + 1, of: size)
  }
}

extension PartialRangeFrom: TensorIndex where Bound == Int {
  public func resolved(size: Int) -> (range: Range<Int>, removesAxis: Bool)? {
    places(lowerBound.fromFront(size), size, of: size)
  }
}

extension PartialRangeUpTo: TensorIndex where Bound == Int {
  public func resolved(size: Int) -> (range: Range<Int>, removesAxis: Bool)? {
    places(0, upperBound.fromFront(size), of: size)
  }
}

extension PartialRangeThrough: TensorIndex where Bound == Int {
  public func resolved(size: Int) -> (range: Range<Int>, removesAxis: Bool)? {
    let upper = upperBound.fromFront(size)
    return (0..<size).contains(upper) ? places(0, upper + 1, of: size) : nil
  }
}

extension Tensor {
  /// A part of the tensor: a number takes one place of an axis and removes the axis, a range keeps
  /// it. Axes that are not named stay whole; -1 is the last place, in ranges too.
  ///
  /// A condition, such as `x .> 0`, chooses the elements where it holds, one after another, as in
  /// NumPy; one on the first axes, or in the place of an axis, chooses rows along it. A list of
  /// numbers or an int32 tensor chooses places by number, in this order and as often as they are
  /// named; nothing can be assigned to these. How many elements a condition chooses depends on
  /// values: in a planned function it can only be assigned to.
  ///
  /// Assigning to a part changes the variable only, in place where no other tensor shares its
  /// memory: the value is repeated to the part's shape as for `+` and takes the tensor's element
  /// type; integers that get a value with fractions become its type, so that nothing is cut off.
  /// Gradients flow to the value, and to the old elements everywhere else. Stops when a place is
  /// outside.
  ///
  /// ```swift
  /// images[0..<32]        // the first 32 images
  /// images[-1]            // the last one
  /// matrix[0..., 2]       // the third column
  /// series[(-3)...]       // the last three
  /// series[..<(-1)]       // all but the last
  /// x[x .> 0]             // the positive elements
  /// images[labels .== 3]  // the images of class 3
  /// matrix[0..., [2, 0]]  // two columns
  /// x[x .< 0] = 0         // negative elements become 0
  /// matrix[0] = Tensor.zeros([3])
  /// matrix[1, 2] = 7.0    // a number to one element
  /// ```
  public subscript(
    indices: any TensorIndex..., file file: StaticString = #fileID, line line: UInt = #line
  ) -> Tensor {
    get { part(indices, file, line) }
    set { assign(newValue, to: indices, file, line) }
  }

  /// A number assigned to a part: every element there becomes it, as by `Tensor(number)`.
  ///
  /// ```swift
  /// matrix[1, 2] = 7.0
  /// matrix[0] = 3         // the whole first row
  /// ```
  ///
  /// Only variables have it, and only where a number is assigned: read, a part is a tensor. Where a
  /// number is asked for by its type, `let x: any TensorScalar = t[1, 2]`, it is that of the
  /// element; a part of several elements stops.
  @_disfavoredOverload
  public subscript(
    indices: any TensorIndex..., file file: StaticString = #fileID, line line: UInt = #line
  ) -> any TensorScalar {
    // Tensors that do not change have one subscript, so that long expressions of theirs are checked
    // as fast as without this one.
    mutating get {
      let element = part(indices, file, line)
      require(
        element.count == 1,
        "a number is read of a part with one element, this one has shape \(element.shape)",
        file: file, line: line)
      return elementType == .int32 ? element.integers[0] as any TensorScalar : element.doubles[0]
    }
    set { assign(Self.number(newValue, beside: elementType), to: indices, file, line) }
  }

  /// A number as a tensor: float64 beside float64, where it keeps its digits.
  private static func number<S: TensorScalar>(_ value: S, beside type: ElementType) -> Tensor {
    Tensor(value, type: type == .float64 ? .float64 : S.defaultElementType)
  }

  func part(
    _ indices: [any TensorIndex], _ file: StaticString, _ line: UInt
  ) -> Tensor {
    if let chosen = chosen(by: indices, file, line) { return chosen }
    let box = box(indices, file, line)
    let slice = applied(
      .slice(starts: box.starts, ends: box.ends, strides: [Int](repeating: 1, count: rank)), self,
      file: file, line: line)
    return slice.reshaped(to: box.kept, file: file, line: line)
  }

  private mutating func assign(
    _ newValue: Tensor, to indices: [any TensorIndex], _ file: StaticString, _ line: UInt
  ) {
    if let replaced = replaced(by: newValue, where: indices, file, line) {
      self = replaced
      return
    }
    let box = box(indices, file, line)
    guard Broadcasting.fits(newValue.shape, into: box.kept) else {
      stop(
        "the value assigned to a part of shape \(box.kept) has shape \(newValue.shape): give "
          + "it the part's shape, or one that repeats to it", file: file, line: line)
    }
    let size = zip(box.starts, box.ends).map { $1 - $0 }
    let type = typeToHold(newValue)
    let value = newValue.converted(to: type).broadcast(to: box.kept).reshaped(to: size)
    if type == elementType, hasValueAlone, value.hasValueAlone {
      MovementKernels.write(value, to: &self, at: box.starts)
      return
    }
    let spread = Primitive.sliceGradient(
      shape: shape, starts: box.starts, strides: [Int](repeating: 1, count: rank))
    let isInside = applied(spread, .ones(size), file: file, line: line)
    self = applied(
      .select, isInside, applied(spread, value, file: file, line: line), converted(to: type),
      file: file, line: line)
  }

  /// Whether there are elements in memory, and no graph or tape that has to learn of a change.
  private var hasValueAlone: Bool { record == nil && !isSymbolic }

  /// The element type of the tensor with another value somewhere: no fraction is cut off.
  func typeToHold(_ value: Tensor) -> ElementType {
    elementType == .int32 ? value.elementType : elementType
  }

  /// The places that indices name along every axis, and the shape without the axes they remove.
  private func box(
    _ indices: [any TensorIndex], _ file: StaticString, _ line: UInt
  ) -> (starts: [Int], ends: [Int], kept: [Int]) {
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
    return (starts, ends, kept)
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
    return applied(
      .slice(starts: starts, ends: ends, strides: strides), self, file: file, line: line)
  }
}
