/// A matrix or images in channel blocks as sixteen channels at a time: what normalizations see.
struct ChannelView {
  var start: UnsafeMutablePointer<Float>
  var channels: Int
  var images: Int
  var imageStride: Int
  var pixels: Int
  var blockStride: Int
  /// What sums and loops go over.
  var range: Range<Int>
  /// Whether a part is some of the channels, not some of the images.
  private let isDividedByChannels: Bool

  /// Numbers of each channel.
  var count: Int { images * pixels }

  init(_ value: PlanValue, in memory: PlanMemory, division: Division?) {
    start = memory.floats(value)
    isDividedByChannels = division?.axis != 0
    channels = value.shape[1]
    images = value.shape[0]
    range = 0..<value.shape[0]
    if value.layout == .channelBlocks {
      pixels = value.shape[2] * value.shape[3]
      blockStride = pixels * 16
      imageStride = channels / 16 * blockStride
    } else {
      pixels = 1
      blockStride = 16
      imageStride = value.matrix.stride
    }
  }

  static func fits(_ value: PlanValue) -> Bool {
    value.layout == .channelBlocks || value.layout == .paddedRows
  }

  /// By channels for matrices; by images where there are pixels, as convolutions are.
  static func divisions(_ value: PlanValue) -> [Division] {
    value.layout == .paddedRows ? [.columns(value.shape[1])] : [.rows(value.shape[0])]
  }

  /// How many channels or images there are to divide.
  var extent: Int { isDividedByChannels ? channels : images }

  /// A worker's part: the view with its images, and its blocks of sixteen channels.
  @inline(__always)
  func part(_ part: Range<Int>) -> (view: ChannelView, blocks: Range<Int>) {
    var view = self
    if isDividedByChannels {
      return (view, part.lowerBound / 16..<(part.upperBound + 15) / 16)
    }
    view.range = part
    return (view, 0..<(channels + 15) / 16)
  }

  /// The offset of sixteen channels of one image from the start.
  @inline(__always) func offset(block: Int, image: Int) -> Int {
    block * blockStride + image * imageStride
  }

  /// The sum over a block's numbers of `term(offset)`, in an order that depends on the shape only.
  @inline(__always)
  func sum(block: Int, _ term: (_ offset: Int) -> Lanes) -> Lanes {
    var total0 = Lanes(repeating: 0)
    var total1 = total0
    var total2 = total0
    var total3 = total0
    if pixels == 1 {
      var offset = self.offset(block: block, image: range.lowerBound)
      var image = range.lowerBound
      while image + 4 <= range.upperBound {
        total0 += term(offset)
        total1 += term(offset + imageStride)
        total2 += term(offset + 2 * imageStride)
        total3 += term(offset + 3 * imageStride)
        offset += 4 * imageStride
        image += 4
      }
      while image < range.upperBound {
        total0 += term(offset)
        offset += imageStride
        image += 1
      }
    } else {
      for image in range {
        var offset = self.offset(block: block, image: image)
        var pixel = 0
        while pixel + 4 <= pixels {
          total0 += term(offset)
          total1 += term(offset + 16)
          total2 += term(offset + 32)
          total3 += term(offset + 48)
          offset += 64
          pixel += 4
        }
        while pixel < pixels {
          total0 += term(offset)
          offset += 16
          pixel += 1
        }
      }
    }
    return (total0 + total1) + (total2 + total3)
  }

  /// Calls `body(offset)` for all numbers of a block.
  @inline(__always)
  func forEach(block: Int, _ body: (_ offset: Int) -> Void) {
    for image in range {
      var offset = self.offset(block: block, image: image)
      for _ in 0..<pixels {
        body(offset)
        offset += 16
      }
    }
  }
}
