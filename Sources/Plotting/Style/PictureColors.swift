/// The colours of pictures in pixels, the same on light and dark pages: viridis for magnitudes,
/// blue and orange around white for signed values.
enum PictureColors {
  /// Red, green and blue for a share from 0 to 1; grey where it is not a number.
  static func color(_ share: Double, isDiverging: Bool) -> [UInt8] {
    guard share.isFinite else { return [128, 128, 128] }
    let anchors = isDiverging ? diverging : viridis
    let place = min(max(share, 0), 1) * Double(anchors.count - 1)
    let index = min(Int(saturating: place.rounded(.down)), anchors.count - 2)
    let rest = place - Double(index)
    return zip(anchors[index], anchors[index + 1]).map { (low: Double, high: Double) in
      UInt8(saturating: low + (high - low) * rest)
    }
  }

  private static let viridis: [[Double]] = [
    [68, 1, 84], [71, 45, 123], [59, 82, 139], [44, 114, 142], [33, 145, 140], [40, 174, 128],
    [94, 201, 98], [173, 220, 48], [253, 231, 37],
  ]

  /// The diverging tokens of light pages.
  private static let diverging: [[Double]] = [
    [10, 63, 134], [42, 103, 189], [109, 154, 220], [181, 204, 239], [245, 243, 242],
    [238, 191, 165], [222, 132, 79], [176, 84, 14], [123, 55, 2],
  ]
}
