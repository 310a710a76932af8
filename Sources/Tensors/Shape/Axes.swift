extension [Int] {
  /// The axis of this shape counted from the front; negative axes count from the end.
  func axis(_ axis: Int, in operation: String) throws(TensorError) -> Int {
    let resolved = axis < 0 ? axis + count : axis
    guard indices.contains(resolved) else {
      let range = isEmpty ? "a scalar has no axes" : "axes are \(-count)...\(count - 1)"
      throw TensorError("\(operation) has no axis \(axis) in a tensor of shape \(self): \(range)")
    }
    return resolved
  }

  /// Axes counted from the front, sorted, each once; `nil` means all of them.
  func axes(_ axes: [Int]?, in operation: String) throws(TensorError) -> [Int] {
    guard let axes else { return Array(indices) }
    var resolved: [Int] = []
    for axis in axes {
      let found = try self.axis(axis, in: operation)
      if resolved.contains(found) {
        throw TensorError(
          "\(operation) was given axis \(axis) twice in \(axes) for shape \(self): name it once")
      }
      resolved.append(found)
    }
    return resolved.sorted()
  }

  /// This shape without the axes, or with size 1 there.
  func reducing(_ axes: [Int], keepsDimensions: Bool) -> [Int] {
    var result: [Int] = []
    for axis in indices {
      if !axes.contains(axis) {
        result.append(self[axis])
      } else if keepsDimensions {
        result.append(1)
      }
    }
    return result
  }
}
