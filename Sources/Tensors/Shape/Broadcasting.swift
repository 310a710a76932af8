/// Broadcasting as NumPy defines it: shapes are aligned at their last axes, and an axis of size 1
/// (or a missing one) repeats.
enum Broadcasting {
  /// The common shape, or `nil` when some axis differs and neither side is 1.
  static func shape(_ left: [Int], _ right: [Int]) -> [Int]? {
    if left == right { return left }
    let rank = max(left.count, right.count)
    var result = left.count >= right.count ? left : right
    for axis in 0..<rank {
      let a = axis - (rank - left.count)
      let b = axis - (rank - right.count)
      let sizeA = a < 0 ? 1 : left[a]
      let sizeB = b < 0 ? 1 : right[b]
      guard sizeA == sizeB || sizeA == 1 || sizeB == 1 else { return nil }
      result[axis] = sizeA == 1 ? sizeB : sizeA
    }
    return result
  }

  /// The common shape, or the sentence that says which axis differs.
  static func shape(
    _ left: [Int], _ right: [Int], in operation: String
  ) throws(TensorError) -> [Int] {
    if let shape = shape(left, right) { return shape }
    throw TensorError(
      "\(operation) cannot combine shapes \(left) and \(right): \(difference(left, right)); "
        + "sizes must be equal or 1, so reshape or broadcast one of them")
  }

  /// Whether a tensor of shape `source` can repeat to `target`.
  static func fits(_ source: [Int], into target: [Int]) -> Bool {
    guard source.count <= target.count else { return false }
    let shift = target.count - source.count
    return source.indices.allSatisfy { source[$0] == 1 || source[$0] == target[$0 + shift] }
  }

  /// Strides of `source` seen as a tensor of shape `target`: 0 along repeated axes.
  static func strides(of source: [Int], in target: [Int]) -> [Int] {
    var strides = [Int](repeating: 0, count: target.count)
    let own = source.rowMajorStrides
    let shift = target.count - source.count
    for axis in source.indices where source[axis] != 1 { strides[axis + shift] = own[axis] }
    return strides
  }

  private static func difference(_ left: [Int], _ right: [Int]) -> String {
    for back in 1...Swift.min(left.count, right.count) {
      let a = left[left.count - back]
      let b = right[right.count - back]
      if a != b && a != 1 && b != 1 {
        let place = back == 1 ? "the last axis" : "axis -\(back)"
        return "\(place) is \(a) on the left and \(b) on the right"
      }
    }
    return "they differ"
  }
}
