/// The mean of every window of images in channel blocks, or its gradient.
struct AveragePoolStep: PlanStep {
  /// The images, or their gradient.
  var images: PlanValue
  /// The means, or their gradient.
  var pooled: PlanValue
  var geometry: PoolingGeometry
  var countsPadding: Bool
  var isGradient: Bool

  var label: String { (isGradient ? "gradient of " : "") + "average pooling \(images.shape)" }
  var reads: [PlanValue] { [isGradient ? pooled : images] }
  var writes: [PlanValue] { [isGradient ? images : pooled] }
  var cost: Double { Double(images.count) / 10_000 + 0.1 }
  var divisions: [Division] { [.rows(images.shape[0])] }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? { 0 }

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    Kernel(
      x: memory.floats(images), y: memory.floats(pooled),
      view: PoolingView(images, pooled, geometry),
      window: countsPadding ? geometry.window[0] * geometry.window[1] : nil,
      isGradient: isGradient)
  }

  private struct Kernel: StepKernel {
    var x: UnsafeMutablePointer<Float>
    var y: UnsafeMutablePointer<Float>
    var view: PoolingView
    /// What to divide by where padding counts.
    var window: Int?
    var isGradient: Bool

    var extent: Int { view.images }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      let width = view.width * 16
      guard isGradient else {
        @inline(__always)
        func pool(_ output: Int, _ start: Int, _ rows: Int, _ columns: Int) {
          var sum = Lanes(repeating: 0)
          for row in 0..<rows {
            for column in 0..<columns { sum += x.lanes(at: start + row * width + column * 16) }
          }
          y.store(sum / Float(window ?? rows * columns), at: output)
        }
        return view.forEachWindow(images: part, pool)
      }
      let image = view.blocks * view.height * width
      (x + part.lowerBound * image).update(repeating: 0, count: part.count * image)
      @inline(__always)
      func spread(_ output: Int, _ start: Int, _ rows: Int, _ columns: Int) {
        let share = y.lanes(at: output) / Float(window ?? rows * columns)
        for row in 0..<rows {
          for column in 0..<columns {
            let offset = start + row * width + column * 16
            x.store(x.lanes(at: offset) + share, at: offset)
          }
        }
      }
      view.forEachWindow(images: part, spread)
    }
  }
}
