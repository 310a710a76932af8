/// A picture with every pixel repeated as a block, which stays sharp in programs that smooth what
/// they enlarge and do not know `image-rendering`, such as rsvg-convert.
struct PixelBlocks {
  private let pixels: [UInt8]
  private let width: Int
  private let height: Int
  private let channels: Int
  private let size: Int

  /// A larger picture would be slow to draw.
  private static let mostPixels = 4_000_000

  /// - Parameters:
  ///   - pixels: row by row, the channels of a pixel next to each other.
  ///   - size: pixels along both sides of a block, fewer where the picture would become too large.
  init(_ pixels: [UInt8], width: Int, height: Int, channels: Int, size: Int) {
    self.pixels = pixels
    self.width = width
    self.height = height
    self.channels = channels
    var size = max(size, 1)
    while size > 1, width * height * size * size > Self.mostPixels { size -= 1 }
    self.size = size
  }

  /// The enlarged picture as a PNG file.
  var png: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(pixels.count * size * size)
    for row in 0..<height {
      var line: [UInt8] = []
      for column in 0..<width {
        let start = (row * width + column) * channels
        for _ in 0..<size { line += pixels[start..<(start + channels)] }
      }
      for _ in 0..<size { bytes += line }
    }
    return PNGEncoder.encode(
      bytes, width: width * size, height: height * size, channels: channels)
  }
}
