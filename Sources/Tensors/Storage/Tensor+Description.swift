extension Tensor: CustomStringConvertible {
  /// Shape, element type and a few values: `[2, 3] float32 [[1, 2, 3], [4, 5, 6]]`.
  public var description: String {
    let head = "\(shape) \(elementType)"
    guard !isSymbolic else { return "\(head), not computed yet" }
    let values = doubles
    return "\(head) \(text(of: values[...], shape[...]))"
  }

  /// At most this many values at each end of an axis are printed.
  private static let shown = 3

  private func text(of values: ArraySlice<Double>, _ shape: ArraySlice<Int>) -> String {
    guard let size = shape.first else { return values.first.map(text) ?? "" }
    let rest = shape.dropFirst()
    let width = Array(rest).product
    func row(_ index: Int) -> String {
      let start = values.startIndex + index * width
      return text(of: values[start..<(start + width)], rest)
    }
    let all = Array(0..<size)
    if size <= 2 * Tensor.shown { return "[\(all.map(row).joined(separator: ", "))]" }
    let first = all.prefix(Tensor.shown).map(row)
    let last = all.suffix(Tensor.shown).map(row)
    return "[\((first + ["..."] + last).joined(separator: ", "))]"
  }

  private func text(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    if value == value.rounded() && value.magnitude < 1e7 { return "\(Int(value))" }
    return elementType == .float32 ? "\(Float(value))" : "\(value)"
  }
}
