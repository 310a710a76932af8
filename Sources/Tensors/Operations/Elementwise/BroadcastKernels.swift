/// The loop of the functions of two numbers, over tensors that repeat along some axes.
enum BroadcastKernels {
  /// The begin of every row.
  @inline(__always)
  private static func forEachRow(_ count: Int, _ width: Int, _ body: (Int) -> Void) {
    var start = 0
    while start < count {
      body(start)
      start &+= width
    }
  }

  /// `body` of every two elements.
  @inline(__always)
  static func zip<Element: TensorElement, Result: TensorElement>(
    _ a: Tensor, _ b: Tensor, _ shape: [Int], _ body: (Element, Element) -> Result
  ) -> Tensor {
    let left: UnsafePointer<Element> = a.pointer()
    let right: UnsafePointer<Element> = b.pointer()
    return Tensor(shape: shape) { (output: UnsafeMutablePointer<Result>) in
      if a.shape == b.shape {
        ElementwiseLoops.zip(left, 1, right, 1, output, shape.product, body)
      } else if b.shape.isEmpty || a.shape.isEmpty {
        ElementwiseLoops.zip(
          left, a.shape.isEmpty ? 0 : 1, right, b.shape.isEmpty ? 0 : 1, output, shape.product,
          body)
      } else if shape == a.shape && a.shape.hasSuffix(b.shape) {
        forEachRow(shape.product, b.count) {
          ElementwiseLoops.zip(left + $0, 1, right, 1, output + $0, b.count, body)
        }
      } else if shape == b.shape && b.shape.hasSuffix(a.shape) {
        forEachRow(shape.product, a.count) {
          ElementwiseLoops.zip(left, 1, right + $0, 1, output + $0, a.count, body)
        }
      } else if shape.product > 0 {
        let loop = BroadcastLoop(inputs: [a.shape, b.shape], output: shape)
        let (stepA, stepB, length) = (loop.runSteps[0], loop.runSteps[1], loop.runLength)
        loop.forEachRun { inputs, start in
          ElementwiseLoops.zip(
            left + inputs.0, stepA, right + inputs.1, stepB, output + start, length, body)
        }
      }
    }
  }
}
