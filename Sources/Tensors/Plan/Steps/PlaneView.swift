/// Dense images as planes, one for each channel of each image, sixteen pixels at a time: what
/// normalizations see where channels do not lie in blocks.
struct PlaneView {
  var start: UnsafeMutablePointer<Float>
  var channels: Int
  /// Pixels of a plane.
  var pixels: Int
  let images: Int

  init(_ value: PlanValue, in memory: PlanMemory) {
    start = memory.floats(value)
    (images, channels) = (value.shape[0], value.shape[1])
    pixels = value.shape.dropFirst(2).reduce(1, *)
  }

  /// The sum over some images of `term(offset, count)` for a channel's pixels, in an order that
  /// depends on the shape only. What the term gives beyond `count` does not count.
  @inline(__always)
  func sum(
    channel: Int, images: Range<Int>, _ term: (_ offset: Int, _ count: Int) -> Lanes
  ) -> Float {
    var total0 = Lanes(repeating: 0)
    var total1 = total0
    var total2 = total0
    var total3 = total0
    for image in images {
      var offset = (image * channels + channel) * pixels
      let end = offset + pixels
      while offset + 64 <= end {
        total0 += term(offset, 16)
        total1 += term(offset + 16, 16)
        total2 += term(offset + 32, 16)
        total3 += term(offset + 48, 16)
        offset += 64
      }
      while offset + 16 <= end {
        total0 += term(offset, 16)
        offset += 16
      }
      if offset < end { total1 += term(offset, end - offset).prefix(end - offset) }
    }
    return ((total0 + total1) + (total2 + total3)).sum()
  }

  /// Calls `body(offset, count)` for all pixels of a channel of an image.
  @inline(__always)
  func forEach(image: Int, channel: Int, _ body: (_ offset: Int, _ count: Int) -> Void) {
    var offset = (image * channels + channel) * pixels
    let end = offset + pixels
    while offset + 16 <= end {
      body(offset, 16)
      offset += 16
    }
    if offset < end { body(offset, end - offset) }
  }
}
