extension Tensor {
  /// The number below which a share of the elements lies, along an axis or of all elements, by
  /// linear interpolation as in NumPy and PyTorch; NaN where an element is NaN.
  ///
  /// - Parameters:
  ///   - share: In 0...1: 0.5 is the median.
  ///   - axis: Along which, negative from the end; of all elements unless given.
  ///   - keepDimensions: Whether the axis stays with size 1.
  public func quantile(
    _ share: Double, axis: Int? = nil, keepDimensions: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    quantile(share, "quantile(\(share)) expects a share in 0...1", axis, keepDimensions, file, line)
  }

  /// The number below which `percent` of 100 elements lie: `percentile(15)` is `quantile(0.15)`.
  ///
  /// - Parameters:
  ///   - percent: In 0...100: 50 is the median.
  ///   - axis: Along which, negative from the end; of all elements unless given.
  ///   - keepDimensions: Whether the axis stays with size 1.
  public func percentile(
    _ percent: Double, axis: Int? = nil, keepDimensions: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    quantile(
      percent / 100, "percentile(\(percent)) expects a number in 0...100", axis, keepDimensions,
      file, line)
  }

  /// The middle element in order, the mean of the two in the middle of an even number; as in NumPy,
  /// where PyTorch takes the lower one.
  public func median(
    axis: Int? = nil, keepDimensions: Bool = false, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    quantile(0.5, "median", axis, keepDimensions, file, line)
  }

  private func quantile(
    _ share: Double, _ expectation: String, _ axis: Int?, _ keepsDimensions: Bool,
    _ file: StaticString, _ line: UInt
  ) -> Tensor {
    require((0...1).contains(share), expectation, file: file, line: line)
    require(
      count > 0, "a quantile expects at least one element, got shape \(shape)", file: file,
      line: line)
    guard let axis else {
      let value = flattened().quantile(share, expectation, 0, false, file, line)
      return keepsDimensions ? value.reshaped(to: shape.map { _ in 1 }) : value
    }
    let place = resolved(axis, "quantile", file, line)
    let order = floating.sorted(axis: place, file: file, line: line)
    let size = shape[place]
    let position = share * Double(size - 1)
    let lower = Swift.min(Int(position.rounded(.down)), size - 1)
    let part = position - Double(lower)
    var value = order.slice(axis: place, lower, lower + 1)
    if part > 0 {
      value = value * (1 - part) + order.slice(axis: place, lower + 1, lower + 2) * part
    }
    // NaN is sorted last, so the last element says whether there is one.
    let last = order.slice(axis: place, size - 1, size).detached
    value = `where`(last .== last, value, last)
    return keepsDimensions
      ? value : value.reshaped(to: shape.reducing([place], keepsDimensions: false))
  }
}
