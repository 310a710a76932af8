extension ConvolutionFamily {
  static func lower(_ operation: Graph.Operation, in plan: inout Lowering) -> PlanValue {
    if let layout = plan.layouts[operation.node] {
      return plan.lowerBlockedConvolution(operation, layout)
    }
    guard plan.graph.nodes[operation.node].elementType == .float32,
      plan.haveElements(operation.operands + [operation.node])
    else { return plan.lowerEagerly(operation) }
    return plan.lowerDenseConvolution(operation)
  }

  static func assignLayouts(of operation: Graph.Operation, in layouts: inout LayoutAssignment) {
    let operands = operation.operands
    switch operation.primitive {
    case .convolution(let geometry):
      let shape = layouts.graph.nodes[operands[1]].shape
      guard let kernel = kernelLayout(shape, geometry) else { return }
      layouts.assign(.channelBlocks, to: operation.node)
      layouts.assign(kernel, toState: operands[1])
    case .convolutionInputGradient(let geometry, _):
      let shape = layouts.graph.nodes[operands[1]].shape
      guard kernelLayout(shape, geometry) == .kernelBlocks else { return }
      layouts.assign(.channelBlocks, to: operation.node)
    case .convolutionKernelGradient(let geometry, let shape):
      layouts.assign(kernelLayout(shape, geometry), to: operation.node)
    default: preconditionFailure("not a primitive of this family")
    }
  }

  /// How the kernel of a convolution that the backend can prepare lies in memory.
  private static func kernelLayout(_ kernel: [Int], _ geometry: ConvolutionGeometry) -> Layout? {
    guard geometry.groups == 1, kernel[0] % 16 == 0, kernel.allSatisfy({ $0 > 0 }) else {
      return nil
    }
    if kernel[1] % 16 == 0 { return .kernelBlocks }
    return kernel[1] < 4 ? .firstKernelBlocks : nil
  }
}

extension Lowering {
  /// Over images in channel blocks, by the backend.
  fileprivate mutating func lowerBlockedConvolution(
    _ operation: Graph.Operation, _ layout: Layout
  ) -> PlanValue {
    let (node, operands) = (operation.node, operation.operands)
    switch operation.primitive {
    case .convolution(let geometry):
      let kernelShape = graph.nodes[operands[1]].shape
      let isFirst = kernelShape[1] % 16 != 0
      return lowerConvolution(
        .forward, geometry, input: value(operands[0], as: isFirst ? .dense : .channelBlocks),
        kernel: value(operands[1], as: isFirst ? .firstKernelBlocks : .kernelBlocks),
        output: makeResult(node))
    case .convolutionInputGradient(let geometry, _):
      return lowerConvolution(
        .inputGradient, geometry, input: makeResult(node),
        kernel: value(operands[1], as: .transposedKernelBlocks),
        output: value(operands[0], as: .channelBlocks))
    case .convolutionKernelGradient(let geometry, let shape):
      let images = value(operands[1], as: layout == .kernelBlocks ? .channelBlocks : .dense)
      let batch = images.shape[0]
      let shards = batch / ConvolutionStep.images(of: batch, pass: .kernelGradient)
      let result = makeResult(node)
      let partial =
        shards == 1 ? result : makeValue([shards] + shape, .float32, layout: .dense)
      _ = lowerConvolution(
        .kernelGradient, geometry, input: images, kernel: partial,
        output: value(operands[0], as: .channelBlocks))
      if shards > 1 { steps.append(ShardSumStep(shards: partial, output: result)) }
      return result
    default: preconditionFailure("not a primitive of this family")
    }
  }

  private mutating func lowerConvolution(
    _ pass: ConvolutionPass, _ geometry: ConvolutionGeometry, input: PlanValue, kernel: PlanValue,
    output: PlanValue
  ) -> PlanValue {
    let images = ConvolutionStep.images(of: input.shape[0], pass: pass)
    let description = ConvolutionDescription(
      pass: pass, input: [images] + input.shape.dropFirst(), kernel: kernel.shape.suffix(4),
      output: [images] + output.shape.dropFirst(), geometry: geometry,
      inputIsBlocked: input.layout == .channelBlocks)
    guard let prepared = backend.prepareConvolution(description) else {
      preconditionFailure("\(backend.name) cannot prepare the convolution \(description)")
    }
    steps.append(
      ConvolutionStep(
        pass: pass, input: input, kernel: kernel, output: output, geometry: geometry,
        backend: backend, prepared: prepared, images: images))
    return pass == .inputGradient ? input : output
  }

  /// By products of matrices, image by image.
  fileprivate mutating func lowerDenseConvolution(_ operation: Graph.Operation) -> PlanValue {
    let (node, operands) = (operation.node, operation.operands)
    let info = graph.nodes[node]
    switch operation.primitive {
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
    default: preconditionFailure("not a primitive of this family")
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
}
