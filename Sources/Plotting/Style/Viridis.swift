/// The colour map viridis for pictures in pixels, the same on light and dark pages.
enum Viridis {
  /// Red, green and blue for a share from 0 to 1; grey where it is not a number.
  static func color(_ share: Double) -> [UInt8] {
    guard share.isFinite else { return [128, 128, 128] }
    let place = min(max(share, 0), 1) * Double(anchors.count - 1)
    let index = min(Int(place), anchors.count - 2)
    let rest = place - Double(index)
    return zip(anchors[index], anchors[index + 1]).map { (low: Double, high: Double) in
      UInt8((low + (high - low) * rest).rounded())
    }
  }

  private static let anchors: [[Double]] = [
    [68, 1, 84], [71, 45, 123], [59, 82, 139], [44, 114, 142], [33, 145, 140], [40, 174, 128],
    [94, 201, 98], [173, 220, 48], [253, 231, 37],
  ]
}
