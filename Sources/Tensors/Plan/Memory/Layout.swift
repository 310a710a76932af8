/// How a plan lays the elements of a value out in memory.
enum Layout: Hashable, Sendable {
  /// Row-major without gaps, as tensors are.
  case dense
  /// A matrix whose rows begin on cache lines: two workers that own different columns never
  /// write to the same line, which otherwise doubles the time of a step.
  case paddedRows
  /// Images with channels in blocks of sixteen: [n, c / 16, h, w, 16]. A register holds sixteen
  /// channels of one pixel, so convolutions and normalizations need no shuffling.
  case channelBlocks
  /// Kernels in blocks of sixteen by sixteen: [o / 16, i / 16, h, w, 16 i, 16 o].
  case kernelBlocks
  /// The same with output channels outside: what the gradient of the input reads.
  case transposedKernelBlocks
  /// Kernels over few input channels: [o / 16, h, w, i, 16 o].
  case firstKernelBlocks

  /// What a value gets when nothing asks for more.
  static func standard(shape: [Int], elementType: ElementType) -> Layout {
    elementType == .float32 && shape.count == 2 && shape[1] > 1 ? .paddedRows : .dense
  }

  /// Whether elements are in row-major order, perhaps with gaps between rows.
  var isRowMajor: Bool { self == .dense || self == .paddedRows }

  /// Elements the memory must have room for: whole registers may be read and written at the end.
  func capacity(shape: [Int]) -> Int {
    switch self {
    case .paddedRows: shape[0] * paddedToLanes(shape[1])
    default: paddedToLanes(shape.reduce(1, *))
    }
  }
}
