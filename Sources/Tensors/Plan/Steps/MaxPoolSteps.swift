/// Where the windows of a pooling lie in images of channel blocks.
struct PoolingView {
  var images: Int
  var blocks: Int
  var height: Int
  var width: Int
  var outputHeight: Int
  var outputWidth: Int
  var geometry: (rows: Int, columns: Int, rowStride: Int, columnStride: Int, top: Int, left: Int)

  init(_ input: PlanValue, _ output: PlanValue, _ pooling: PoolingGeometry) {
    images = input.shape[0]
    blocks = input.shape[1] / 16
    height = input.shape[2]
    width = input.shape[3]
    outputHeight = output.shape[2]
    outputWidth = output.shape[3]
    geometry = (
      pooling.window[0], pooling.window[1], pooling.strides[0], pooling.strides[1],
      pooling.padding[0], pooling.padding[2]
    )
  }

  /// Calls `body` for every output pixel of a range of images with the pixel's offset and the
  /// window inside the image: its first offset, rows and columns.
  @inline(__always)
  func forEachWindow(
    images range: Range<Int>,
    _ body: (_ output: Int, _ start: Int, _ rows: Int, _ columns: Int) -> Void
  ) {
    for plane in range.lowerBound * blocks..<range.upperBound * blocks {
      for row in 0..<outputHeight {
        let top = row * geometry.rowStride - geometry.top
        let (firstRow, lastRow) = (max(0, top), min(height, top + geometry.rows))
        for column in 0..<outputWidth {
          let left = column * geometry.columnStride - geometry.left
          let (firstColumn, lastColumn) = (max(0, left), min(width, left + geometry.columns))
          body(
            ((plane * outputHeight + row) * outputWidth + column) * 16,
            ((plane * height + firstRow) * width + firstColumn) * 16, lastRow - firstRow,
            lastColumn - firstColumn)
        }
      }
    }
  }
}

/// The largest number of every window; NaN when there is one.
struct MaxPoolStep: PlanStep {
  var input: PlanValue
  var output: PlanValue
  var geometry: PoolingGeometry

  var label: String { "max pooling \(input.shape)" }
  var reads: [PlanValue] { [input] }
  var writes: [PlanValue] { [output] }
  var cost: Double { Double(input.count) / 12_000 + 0.1 }
  var divisions: [Division] { [.rows(input.shape[0])] }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? { 0 }

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    Kernel(
      x: memory.floats(input), y: memory.floats(output),
      view: PoolingView(input, output, geometry))
  }

  private struct Kernel: StepKernel {
    var x: UnsafeMutablePointer<Float>
    var y: UnsafeMutablePointer<Float>
    var view: PoolingView

    var extent: Int { view.images }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      let width = view.width * 16
      @inline(__always)
      func pool(_ output: Int, _ start: Int, _ rows: Int, _ columns: Int) {
        var largest = Lanes(repeating: -.infinity)
        for row in 0..<rows {
          for column in 0..<columns {
            let value = x.lanes(at: start + row * width + column * 16)
            largest.replace(with: value, where: (value .> largest) .| (value .!= value))
          }
        }
        y.store(largest, at: output)
      }
      view.forEachWindow(images: part, pool)
    }
  }
}

/// The gradient of max pooling: it goes to the first largest number of every window.
struct MaxPoolGradientStep: PlanStep {
  var gradient: PlanValue
  var input: PlanValue
  var pooled: PlanValue
  var output: PlanValue
  var geometry: PoolingGeometry

  var label: String { "gradient of max pooling \(input.shape)" }
  var reads: [PlanValue] { [gradient, input, pooled] }
  var writes: [PlanValue] { [output] }
  var cost: Double { Double(input.count) / 8_000 + 0.1 }
  var divisions: [Division] { [.rows(input.shape[0])] }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? { 0 }

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    Kernel(
      dy: memory.floats(gradient), x: memory.floats(input), y: memory.floats(pooled),
      dx: memory.floats(output), view: PoolingView(input, pooled, geometry))
  }

  private struct Kernel: StepKernel {
    var dy: UnsafeMutablePointer<Float>
    var x: UnsafeMutablePointer<Float>
    var y: UnsafeMutablePointer<Float>
    var dx: UnsafeMutablePointer<Float>
    var view: PoolingView

    var extent: Int { view.images }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      let width = view.width * 16
      let image = view.blocks * view.height * width
      (dx + part.lowerBound * image).update(repeating: 0, count: part.count * image)
      @inline(__always)
      func spread(_ output: Int, _ start: Int, _ rows: Int, _ columns: Int) {
        let largest = y.lanes(at: output)
        // What is still to be given away: nothing once the first largest has taken it.
        var rest = dy.lanes(at: output)
        for row in 0..<rows {
          for column in 0..<columns {
            let offset = start + row * width + column * 16
            let value = x.lanes(at: offset)
            let isLargest = (value .== largest) .| (value .!= value)
            let taken = Lanes(repeating: 0).replacing(with: rest, where: isLargest)
            dx.store(dx.lanes(at: offset) + taken, at: offset)
            rest.replace(with: 0, where: isLargest)
          }
        }
      }
      view.forEachWindow(images: part, spread)
    }
  }
}
