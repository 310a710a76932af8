extension Tensor: CustomStringConvertible {
  /// Shape, element type and a few values: `[2, 3] float32 [[1, 2, 3], [4, 5, 6]]`.
  public var description: String {
    let head = "\(shape) \(elementType)"
    guard !isSymbolic else { return "\(head), not computed yet" }
    return "\(head) \(text(from: 0, shape[...]))"
  }

  /// At most this many values at each end of an axis are printed.
  private static let shown = 3

  /// The part that begins at element `start`, brackets and all.
  private func text(from start: Int, _ shape: ArraySlice<Int>) -> String {
    guard let size = shape.first else { return text(ofElement: start) }
    let rest = shape.dropFirst()
    let width = Array(rest).product
    let isWhole = size <= 2 * Tensor.shown
    let shown = isWhole ? Array(0..<size) : Array(0..<Tensor.shown)
    var parts = shown.map { text(from: start + $0 * width, rest) }
    if !isWhole {
      parts.append("...")
      parts += ((size - Tensor.shown)..<size).map { text(from: start + $0 * width, rest) }
    }
    return "[\(parts.joined(separator: ", "))]"
  }

  private func text(ofElement index: Int) -> String {
    withExtendedLifetime(contents) {
      switch elementType {
      case .float32: text(Double(pointer(Float.self)[index]))
      case .float64: text(pointer(Double.self)[index])
      case .int32: "\(pointer(Int32.self)[index])"
      }
    }
  }

  private func text(_ value: Double) -> String {
    // The sign of NaN depends on the processor and means nothing.
    guard value.isFinite else { return value.isNaN ? "nan" : "\(value)" }
    if value.magnitude < 1e7, let integer = Int(exactly: value) { return "\(integer)" }
    return elementType == .float32 ? "\(Float(value))" : "\(value)"
  }
}
