/// Operations on values in other shapes than their kernels take: brought there by moves, which
/// allocate nothing and are divided among the workers.
extension Lowering {
  /// Poolings and convolutions of images that are not in channel blocks; `nil` for all others.
  mutating func lowerDenseImages(
    _ primitive: Primitive, _ operands: [Graph.NodeID], _ node: Graph.NodeID
  ) -> PlanValue? {
    let info = graph.nodes[node]
    guard info.elementType == .float32, info.shape.allSatisfy({ $0 > 0 }),
      operands.allSatisfy({ graph.nodes[$0].shape.allSatisfy { $0 > 0 } })
    else { return nil }
    switch primitive {
    case .maxPool, .maxPoolGradient, .maxPoolSelection, .averagePool, .averagePoolGradient:
      let shapes = PoolingFamily.pooling(
        primitive, operands.map { graph.nodes[$0].shape }, result: info.shape)
      let pass = PoolingPass(primitive, images: shapes.images, pooled: shapes.pooled)
      return addDense(node) { lowering, output in
        DensePoolingStep(
          inputs: operands.prefix(2).map { lowering.dense($0) }, output: output, pass: pass)
      }
    case .convolution(let geometry):
      let shapes = operands.map { graph.nodes[$0].shape }
      let loop = ConvolutionLoop(geometry, shapes[0], shapes[1], info.shape)
      return addDense(node) { lowering, output in
        DenseConvolutionStep(
          pass: .forward, first: lowering.dense(operands[0]), second: lowering.dense(operands[1]),
          output: output, loop: loop, backend: lowering.backend)
      }
    case .convolutionInputGradient(let geometry, let images):
      let shapes = operands.map { graph.nodes[$0].shape }
      let loop = ConvolutionLoop(geometry, images, shapes[1], shapes[0])
      return addDense(node) { lowering, output in
        DenseConvolutionStep(
          pass: .inputGradient, first: lowering.dense(operands[0]),
          second: lowering.dense(operands[1]), output: output, loop: loop,
          backend: lowering.backend)
      }
    case .convolutionKernelGradient(let geometry, let kernel):
      return lowerKernelGradient(geometry, kernel, operands, node)
    default: return nil
    }
  }

  /// A gradient for each shard of the batch, then their sum in always the same order.
  private mutating func lowerKernelGradient(
    _ geometry: ConvolutionGeometry, _ kernel: [Int], _ operands: [Graph.NodeID],
    _ node: Graph.NodeID
  ) -> PlanValue {
    let shapes = operands.map { graph.nodes[$0].shape }
    let loop = ConvolutionLoop(geometry, shapes[1], kernel, shapes[0])
    let batch = shapes[1][0]
    let images = ConvolutionStep.images(of: batch, pass: .kernelGradient)
    let partial = makeValue([batch / images] + kernel, .float32, layout: .dense)
    let (dy, x) = (dense(operands[0]), dense(operands[1]))
    steps.append(
      DenseConvolutionStep(
        pass: .kernelGradient, first: dy, second: x, output: partial, loop: loop,
        backend: backend))
    return addDense(node) { _, output in ShardSumStep(shards: partial, output: output) }
  }

  /// Softmax along the last axis of other shapes than matrices.
  mutating func lowerDenseSoftmax(
    _ operand: Graph.NodeID, isLogarithm: Bool, _ node: Graph.NodeID
  ) -> PlanValue? {
    let shape = graph.nodes[node].shape
    guard let columns = shape.last, shape.allSatisfy({ $0 > 0 }),
      graph.nodes[node].elementType == .float32
    else { return nil }
    let rows = [shape.dropLast().reduce(1, *), columns]
    let source = reshaped(dense(operand), to: rows, .dense)
    let input = makeValue(rows, .float32, layout: .paddedRows)
    let output = makeValue(rows, .float32, layout: .paddedRows)
    steps.append(Self.move("lay out", source, steps: source.strides, to: input))
    steps.append(SoftmaxStep(input: input, output: output, isLogarithm: isLogarithm))
    let result = makeValue(rows, .float32, layout: .dense)
    steps.append(Self.move("lay out", output, steps: output.strides, to: result))
    return reshaped(result, to: shape, .dense)
  }

  /// A reduction over any axes: they become the last ones, and each row is reduced.
  mutating func lowerReductionByRows(
    _ operand: Graph.NodeID, _ axes: [Int], _ node: Graph.NodeID,
    _ make: (_ rows: PlanValue, _ output: PlanValue) -> any PlanStep
  ) -> PlanValue {
    let shape = graph.nodes[operand].shape
    let kept = shape.indices.filter { !axes.contains($0) }
    let columns = axes.reduce(1) { $0 * shape[$1] }
    let order = kept + axes
    var rows = dense(operand)
    if order != Array(shape.indices) {
      let source = standard(operand)
      let moved = makeValue(order.map { shape[$0] }, .float32, layout: .dense)
      steps.append(
        Self.move("transpose", source, steps: order.map { source.strides[$0] }, to: moved))
      rows = moved
    }
    let matrix = reshaped(rows, to: [rows.count / columns, columns], .dense)
    return addDense(node) { _, output in make(matrix, output) }
  }

  // MARK: Channels as columns

  /// Images [batch, channels, ...] as a matrix with a column for each channel.
  mutating func channelMatrix(_ node: Graph.NodeID) -> PlanValue {
    let source = dense(node)
    let (sizes, steps) = Self.channelsLast(source.shape, source.strides)
    let matrix = makeValue(
      [source.count / source.shape[1], source.shape[1]], .float32, layout: .paddedRows)
    self.steps.append(
      Self.move(
        "channels last", source, steps: steps, sizes: sizes, to: matrix,
        targetSteps: Self.matrixSteps(sizes, matrix)))
    return matrix
  }

  /// The reverse of ``channelMatrix(_:)``: a node's value from a matrix of its channels.
  mutating func images(from matrix: PlanValue, _ node: Graph.NodeID) -> PlanValue {
    addDense(node) { _, output in
      let (sizes, targetSteps) = Self.channelsLast(output.shape, output.strides)
      return Self.move(
        "channels first", matrix, steps: Self.matrixSteps(sizes, matrix), sizes: sizes,
        to: output, targetSteps: targetSteps)
    }
  }

  /// Sizes and strides with the second axis last.
  private static func channelsLast(
    _ shape: [Int], _ strides: [Int]
  ) -> (sizes: [Int], steps: [Int]) {
    let order = [0] + Array(2..<max(shape.count, 2)) + [1]
    return (order.map { shape[$0] }, order.map { strides[$0] })
  }

  /// Steps along axes of which all but the last make up the rows of a matrix.
  private static func matrixSteps(_ sizes: [Int], _ matrix: PlanValue) -> [Int] {
    Array(sizes.dropLast()).rowMajorStrides.map { $0 * matrix.matrix.stride } + [1]
  }
}
