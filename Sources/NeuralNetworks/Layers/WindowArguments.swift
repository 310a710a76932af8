internal import Tensors

/// Stops unless the sizes of a convolution are positive and its groups divide its filters.
///
/// - Parameter layer: The name of its type, for messages.
func requireConvolution(
  _ layer: String, filters: Int, kernelSize: PlaneSize, stride: PlaneSize, groups: Int
) {
  for (name, size) in [
    ("filters", PlaneSize(filters)), ("kernelSize", kernelSize), ("stride", stride),
    ("groups", PlaneSize(groups)),
  ] {
    require(size.isPositive, "\(layer)(\(filters)) expects \(name) of at least 1, got \(size)")
  }
  require(
    filters.isMultiple(of: groups),
    "\(layer)(\(filters), groups: \(groups)) expects groups that divide the \(filters) filters: "
      + "choose a number of filters that is a multiple of \(groups)")
}

extension Padding {
  /// Stops unless no side is extended by a negative number of pixels.
  func requireNotNegative(_ owner: String) {
    guard self != .same else { return }
    requirePadding(sizes(input: [0, 0], window: [], strides: []), owner)
  }
}

extension Padding1D {
  /// Stops unless no side is extended by a negative number of places.
  func requireNotNegative(_ owner: String) {
    guard self != .same else { return }
    requirePadding(sizes(time: 0, window: 1, stride: 1), owner)
  }
}

private func requirePadding(_ sizes: [Int], _ owner: String) {
  if let wrong = sizes.first(where: { $0 < 0 }) {
    stop("\(owner) expects padding of at least 0, got \(wrong)")
  }
}
