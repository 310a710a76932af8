/// Values of softmax, log-softmax, cross-entropy and its gradient, a row at a time.
enum SoftmaxKernels<Element: RealElement> {
  static func evaluate(_ primitive: Primitive, _ inputs: [Tensor]) -> Tensor {
    switch primitive {
    case .softmax: map(inputs[0], softmax)
    case .logSoftmax: map(inputs[0], logSoftmax)
    case .softmaxCrossEntropy: crossEntropy(inputs[0], inputs[1])
    case .softmaxCrossEntropyGradient: gradient(inputs[0], inputs[1], inputs[2])
    default: preconditionFailure("not a primitive of this family")
    }
  }

  private typealias Row = UnsafePointer<Element>
  private typealias Output = UnsafeMutablePointer<Element>

  private static func map(_ x: Tensor, _ row: (Row, Output, Int) -> Void) -> Tensor {
    let width = x.shape[x.rank - 1]
    return Tensor(shape: x.shape) { (output: Output) in
      guard width > 0 else { return }
      for start in stride(from: 0, to: x.count, by: width) {
        row(x.pointer() + start, output + start, width)
      }
    }
  }

  @inline(__always)
  private static func softmax(_ x: Row, _ output: Output, _ count: Int) {
    Element.exponentials(x, minus: Element.largest(x, count), output, count)
    let sum = ReductionKernels.sumOfRow(output, count)
    for i in 0..<count { output[i] /= sum }
  }

  private static func logSoftmax(_ x: Row, _ output: Output, _ count: Int) {
    let shift = Element.largest(x, count)
    Element.exponentials(x, minus: shift, output, count)
    let logarithm = Element.logarithm(ReductionKernels.sumOfRow(output, count))
    for i in 0..<count { output[i] = x[i] - shift - logarithm }
  }

  private static func crossEntropy(_ logits: Tensor, _ labels: Tensor) -> Tensor {
    let width = logits.shape[1]
    let input: Row = logits.pointer()
    let classes: UnsafePointer<Int32> = labels.pointer()
    return Tensor(shape: labels.shape) { (output: Output) in
      withUnsafeTemporaryAllocation(of: Element.self, capacity: max(width, 1)) { buffer in
        guard let terms = buffer.baseAddress else { return }
        for row in 0..<labels.count {
          let values = input + row * width
          let label = Int(classes[row])
          let shift = Element.largest(values, width)
          Element.exponentials(values, minus: shift, terms, width)
          output[row] = .logarithm(ReductionKernels.sumOfRow(terms, width)) + shift - values[label]
        }
      }
    }
  }

  private static func gradient(_ dLoss: Tensor, _ logits: Tensor, _ labels: Tensor) -> Tensor {
    let width = logits.shape[1]
    let input: Row = logits.pointer()
    let scale: Row = dLoss.pointer()
    let classes: UnsafePointer<Int32> = labels.pointer()
    return Tensor(shape: logits.shape) { (output: Output) in
      for row in 0..<labels.count {
        let target = output + row * width
        softmax(input + row * width, target, width)
        target[Int(classes[row])] -= 1
        for i in 0..<width { target[i] *= scale[row] }
      }
    }
  }
}
