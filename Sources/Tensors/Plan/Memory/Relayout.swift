/// Moves values between layouts, and between plans and tensors.
enum Relayout {
  /// The value in a plan's memory as a tensor of its own.
  static func tensor(from address: UnsafeMutableRawPointer, _ value: PlanValue) -> Tensor {
    let storage = Storage(count: value.count, type: value.elementType)
    var dense = value
    dense.layout = .dense
    Mover(from: value, to: dense).run(address, storage.pointer)
    return Tensor(
      shape: value.shape, elementType: value.elementType, contents: .concrete(storage, offset: 0))
  }

  /// Writes a tensor of the value's shape and type into a plan's memory.
  static func write(_ tensor: Tensor, to address: UnsafeMutableRawPointer, _ value: PlanValue) {
    guard case .concrete(let storage, let offset) = tensor.contents else {
      stop("a value that is not known yet cannot be written into a plan")
    }
    var dense = value
    dense.layout = .dense
    let source = storage.pointer + offset * tensor.elementType.stride
    withExtendedLifetime(storage) { Mover(from: dense, to: value).run(source, address) }
  }

  /// Copies elements from one layout to another, `outer` slices along the first axis.
  struct Mover {
    private enum Plan: UInt8 { case bytes, rows, blocks, kernel }
    private var plan: Plan
    private var size: (Int, Int, Int, Int)
    private var source: (outer: Int, row: Int)
    private var target: (outer: Int, row: Int)
    private var from: Layout
    private var to: Layout
    let outer: Int
    private let elementBytes: Int

    init(from source: PlanValue, to target: PlanValue) {
      let shape = source.shape
      from = source.layout
      to = target.layout
      elementBytes = source.elementType.stride
      self.source = (0, 0)
      self.target = (0, 0)
      size = (1, 1, 1, 1)
      if shape.count == 4 { size = (shape[0], shape[1], shape[2], shape[3]) }
      if from == to || (from.isRowMajor && to.isRowMajor && shape.count != 2) {
        plan = .bytes
        outer = shape.count == 4 ? shape[0] : 1
        let slice = outer == 0 ? 0 : source.storedCount / outer
        self.source = (slice, 0)
      } else if shape.count == 2 {
        plan = .rows
        outer = shape[0]
        self.source = (source.matrix.stride, 0)
        self.target = (target.matrix.stride, 0)
        size.1 = shape[1]
      } else if from == .channelBlocks || to == .channelBlocks {
        plan = .blocks
        outer = shape[0]
      } else {
        plan = .kernel
        outer = shape[0]
      }
    }

    func run(
      _ source: UnsafeMutableRawPointer, _ target: UnsafeMutableRawPointer,
      _ range: Range<Int>? = nil
    ) {
      let range = range ?? 0..<outer
      switch plan {
      case .bytes:
        let slice = self.source.outer * elementBytes
        (target + range.lowerBound * slice).copyMemory(
          from: source + range.lowerBound * slice, byteCount: range.count * slice)
      case .rows:
        for row in range {
          (target + row * self.target.outer * elementBytes).copyMemory(
            from: source + row * self.source.outer * elementBytes,
            byteCount: size.1 * elementBytes)
        }
      case .blocks: moveBlocks(source, target, range)
      case .kernel: moveKernel(source, target, range)
      }
    }

    /// Between dense images and channel blocks.
    private func moveBlocks(
      _ source: UnsafeMutableRawPointer, _ target: UnsafeMutableRawPointer, _ range: Range<Int>
    ) {
      let x = source.assumingMemoryBound(to: Float.self)
      let y = target.assumingMemoryBound(to: Float.self)
      let pixels = size.2 * size.3
      for image in range {
        for block in 0..<size.1 / 16 {
          let start = (image * size.1 + block * 16) * pixels
          for pixel in 0..<pixels {
            for channel in 0..<16 {
              let dense = start + channel * pixels + pixel
              let blocked = start + pixel * 16 + channel
              if to == .channelBlocks { y[blocked] = x[dense] } else { y[dense] = x[blocked] }
            }
          }
        }
      }
    }

    /// Between layouts of convolution kernels.
    private func moveKernel(
      _ source: UnsafeMutableRawPointer, _ target: UnsafeMutableRawPointer, _ range: Range<Int>
    ) {
      let x = source.assumingMemoryBound(to: Float.self)
      let y = target.assumingMemoryBound(to: Float.self)
      if from == .kernelBlocks && to == .transposedKernelBlocks {
        let blocks = size.1 / 16 * size.2 * size.3
        for block in range.lowerBound / 16 * blocks..<range.upperBound / 16 * blocks {
          transpose(x + block * 256, y + block * 256)
        }
        return
      }
      for o in range {
        for i in 0..<size.1 {
          for pixel in 0..<size.2 * size.3 {
            y[index(to, o, i, pixel)] = x[index(from, o, i, pixel)]
          }
        }
      }
    }

    /// Sixteen by sixteen numbers.
    @inline(__always)
    private func transpose(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>) {
      for row in 0..<16 {
        for column in 0..<16 { y[row &* 16 &+ column] = x[column &* 16 &+ row] }
      }
    }

    @inline(__always)
    private func index(_ layout: Layout, _ o: Int, _ i: Int, _ pixel: Int) -> Int {
      let (inputs, pixels) = (size.1, size.2 * size.3)
      switch layout {
      case .kernelBlocks:
        return ((((o >> 4) * (inputs >> 4) + (i >> 4)) * pixels + pixel) * 16 + (i & 15)) * 16
          + (o & 15)
      case .transposedKernelBlocks:
        return ((((o >> 4) * (inputs >> 4) + (i >> 4)) * pixels + pixel) * 16 + (o & 15)) * 16
          + (i & 15)
      case .firstKernelBlocks:
        return ((o >> 4) * pixels + pixel) * inputs * 16 + i * 16 + (o & 15)
      default:
        return (o * inputs + i) * pixels + pixel
      }
    }
  }
}
