/// Convolution of one shape: for `Float` as matrix products over unrolled windows, for `Double` as
/// its definition says.
struct ConvolutionLoop {
  let geometry: ConvolutionGeometry
  let input: [Int]
  let kernel: [Int]
  let output: [Int]

  init(_ geometry: ConvolutionGeometry, _ input: [Int], _ kernel: [Int], _ output: [Int]) {
    self.geometry = geometry
    self.input = input
    self.kernel = kernel
    self.output = output
  }

  private var inputChannels: Int { kernel[1] }
  private var outputChannels: Int { kernel[0] / geometry.groups }
  private var windowSize: Int { kernel[1] * kernel[2] * kernel[3] }
  private var positions: Int { output[2] * output[3] }

  /// Numbers of the unrolled windows of one image and group.
  var columnCount: Int { windowSize * positions }

  /// Every (image, group) with the begin of its part of input, kernel and output.
  @inline(__always)
  private func forEachGroup(
    _ images: Range<Int>, _ body: (_ input: Int, _ kernel: Int, _ output: Int) -> Void
  ) {
    for image in images {
      for group in 0..<geometry.groups {
        body(
          (image * input[1] + group * inputChannels) * input[2] * input[3],
          group * outputChannels * windowSize,
          (image * output[1] + group * outputChannels) * positions)
      }
    }
  }

  // MARK: Single precision

  func forward(_ x: Tensor, _ w: Tensor) -> Tensor {
    Tensor(shape: output) { y in
      withColumns { columns in
        forward(
          0..<input[0], x: x.pointer(), w: w.pointer(), into: y, columns, Backends.current)
      }
    }
  }

  /// Some images of the result, by way of memory for ``columnCount`` numbers.
  func forward(
    _ images: Range<Int>, x: UnsafePointer<Float>, w: UnsafePointer<Float>,
    into y: UnsafeMutablePointer<Float>, _ columns: UnsafeMutablePointer<Float>,
    _ backend: any Backend
  ) {
    let product = MatrixProduct(rows: outputChannels, columns: positions, depth: windowSize)
    forEachGroup(images) { inputStart, kernelStart, outputStart in
      unroll(x + inputStart, columns)
      backend.multiply(product, w + kernelStart, columns, into: y + outputStart)
    }
  }

  func inputGradient(_ dy: Tensor, _ w: Tensor) -> Tensor {
    Tensor(shape: input) { dx in
      withColumns { columns in
        inputGradient(
          0..<input[0], dy: dy.pointer(), w: w.pointer(), into: dx, columns, Backends.current)
      }
    }
  }

  /// The gradient of some images, by way of memory for ``columnCount`` numbers.
  func inputGradient(
    _ images: Range<Int>, dy: UnsafePointer<Float>, w: UnsafePointer<Float>,
    into dx: UnsafeMutablePointer<Float>, _ columns: UnsafeMutablePointer<Float>,
    _ backend: any Backend
  ) {
    let product = MatrixProduct(
      rows: windowSize, columns: positions, depth: outputChannels, transposesLeft: true)
    let image = input[1] * input[2] * input[3]
    (dx + images.lowerBound * image).update(repeating: 0, count: images.count * image)
    forEachGroup(images) { inputStart, kernelStart, outputStart in
      backend.multiply(product, w + kernelStart, dy + outputStart, into: columns)
      fold(columns, dx + inputStart)
    }
  }

  func kernelGradient(_ dy: Tensor, _ x: Tensor) -> Tensor {
    Tensor(shape: kernel) { dw in
      withColumns { columns in
        kernelGradient(
          0..<input[0], dy: dy.pointer(), x: x.pointer(), into: dw, columns, Backends.current)
      }
    }
  }

  /// The gradient of the kernel from some images, by way of memory for ``columnCount`` numbers.
  func kernelGradient(
    _ images: Range<Int>, dy: UnsafePointer<Float>, x: UnsafePointer<Float>,
    into dw: UnsafeMutablePointer<Float>, _ columns: UnsafeMutablePointer<Float>,
    _ backend: any Backend
  ) {
    var product = MatrixProduct(
      rows: outputChannels, columns: windowSize, depth: positions, transposesRight: true)
    product.beta = 1
    dw.update(repeating: 0, count: kernel.product)
    forEachGroup(images) { inputStart, kernelStart, outputStart in
      unroll(x + inputStart, columns)
      backend.multiply(product, dy + outputStart, columns, into: dw + kernelStart)
    }
  }

  private func withColumns(_ body: (UnsafeMutablePointer<Float>) -> Void) {
    let storage = Storage(count: columnCount, type: .float32)
    withExtendedLifetime(storage) { body(storage.pointer.assumingMemoryBound(to: Float.self)) }
  }

  /// Windows as a matrix: a row per channel and place in the window, a column per position.
  private func unroll(_ image: UnsafePointer<Float>, _ columns: UnsafeMutablePointer<Float>) {
    let (height, width) = (input[2], input[3])
    let (rows, count) = (output[2], output[3])
    let (rowStep, step) = (geometry.strides[0], geometry.strides[1])
    var target = columns
    forEachRow { channel, rowOffset, columnOffset, _ in
      let inside = columnsInside(columnOffset)
      let plane = image + channel * height * width + columnOffset
      for y in 0..<rows {
        let sourceRow = y * rowStep + rowOffset
        if sourceRow >= 0, sourceRow < height {
          for x in 0..<inside.lowerBound { target[x] = 0 }
          Self.copy(plane + sourceRow * width, step: step, inside, to: target)
          for x in inside.upperBound..<count { target[x] = 0 }
        } else {
          target.update(repeating: 0, count: count)
        }
        target += count
      }
    }
  }

  /// target[x] = source[x * step].
  @inline(__always)
  private static func copy(
    _ source: UnsafePointer<Float>, step: Int, _ range: Range<Int>,
    to target: UnsafeMutablePointer<Float>
  ) {
    var x = range.lowerBound
    if step == 1 {
      while x + 16 <= range.upperBound {
        target.store(source.lanes(at: x), at: x)
        x += 16
      }
    }
    while x < range.upperBound {
      target[x] = source[x * step]
      x += 1
    }
  }

  /// The reverse of ``unroll(_:_:)``, adding where windows overlap.
  private func fold(_ columns: UnsafePointer<Float>, _ image: UnsafeMutablePointer<Float>) {
    let (height, width) = (input[2], input[3])
    let (rows, count) = (output[2], output[3])
    let (rowStep, step) = (geometry.strides[0], geometry.strides[1])
    var values = columns
    forEachRow { channel, rowOffset, columnOffset, _ in
      let inside = columnsInside(columnOffset)
      let plane = image + channel * height * width + columnOffset
      for y in 0..<rows {
        let targetRow = y * rowStep + rowOffset
        if targetRow >= 0, targetRow < height {
          Self.add(values, inside, to: plane + targetRow * width, step: step)
        }
        values += count
      }
    }
  }

  /// target[x * step] += source[x].
  @inline(__always)
  private static func add(
    _ source: UnsafePointer<Float>, _ range: Range<Int>, to target: UnsafeMutablePointer<Float>,
    step: Int
  ) {
    var x = range.lowerBound
    if step == 1 {
      while x + 16 <= range.upperBound {
        target.store(target.lanes(at: x) + source.lanes(at: x), at: x)
        x += 16
      }
    }
    while x < range.upperBound {
      target[x * step] += source[x]
      x += 1
    }
  }

  /// The positions of a row of windows whose column lies inside the image.
  @inline(__always)
  private func columnsInside(_ columnOffset: Int) -> Range<Int> {
    let step = geometry.strides[1]
    let first = min(max(0, (step - 1 - columnOffset) / step), output[3])
    let end = input[3] > columnOffset ? (input[3] - columnOffset + step - 1) / step : 0
    return first..<max(first, min(end, output[3]))
  }

  @inline(__always)
  private func forEachRow(
    _ body: (_ channel: Int, _ rowOffset: Int, _ columnOffset: Int, _ row: Int) -> Void
  ) {
    var row = 0
    for channel in 0..<inputChannels {
      for y in 0..<kernel[2] {
        for x in 0..<kernel[3] {
          body(channel, y - geometry.padding[0], x - geometry.padding[2], row)
          row += 1
        }
      }
    }
  }

  // MARK: Double precision

  func referenceForward(_ x: Tensor, _ w: Tensor) -> Tensor {
    Tensor(shape: output) { (y: UnsafeMutablePointer<Double>) in
      y.update(repeating: 0, count: output.product)
      let (input, kernel): (UnsafePointer<Double>, UnsafePointer<Double>) =
        (x.pointer(), w.pointer())
      forEachTerm { y[$2] += input[$0] * kernel[$1] }
    }
  }

  func referenceInputGradient(_ dy: Tensor, _ w: Tensor) -> Tensor {
    Tensor(shape: input) { (dx: UnsafeMutablePointer<Double>) in
      dx.update(repeating: 0, count: input.product)
      let (output, kernel): (UnsafePointer<Double>, UnsafePointer<Double>) =
        (dy.pointer(), w.pointer())
      forEachTerm { dx[$0] += output[$2] * kernel[$1] }
    }
  }

  func referenceKernelGradient(_ dy: Tensor, _ x: Tensor) -> Tensor {
    Tensor(shape: kernel) { (dw: UnsafeMutablePointer<Double>) in
      dw.update(repeating: 0, count: kernel.product)
      let (output, input): (UnsafePointer<Double>, UnsafePointer<Double>) =
        (dy.pointer(), x.pointer())
      forEachTerm { dw[$1] += output[$2] * input[$0] }
    }
  }

  /// Every product of the definition: the places of its input, kernel and output elements.
  @inline(__always)
  private func forEachTerm(_ body: (_ input: Int, _ kernel: Int, _ output: Int) -> Void) {
    forEachGroup(0..<input[0]) { inputStart, kernelStart, outputStart in
      for channel in 0..<outputChannels {
        for position in 0..<positions {
          let (y, x) = position.quotientAndRemainder(dividingBy: output[3])
          forEachRow { inputChannel, rowOffset, columnOffset, row in
            let sourceRow = y * geometry.strides[0] + rowOffset
            let column = x * geometry.strides[1] + columnOffset
            guard sourceRow >= 0, sourceRow < input[2], column >= 0, column < input[3] else {
              return
            }
            body(
              inputStart + (inputChannel * input[2] + sourceRow) * input[3] + column,
              kernelStart + channel * windowSize + row,
              outputStart + channel * positions + position)
          }
        }
      }
    }
  }
}
