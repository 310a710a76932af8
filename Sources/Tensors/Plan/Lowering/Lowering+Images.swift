extension Lowering {
  /// Convolutions and poolings over images in channel blocks; `nil` for all others.
  mutating func lowerImages(
    _ primitive: Primitive, _ operands: [Graph.NodeID], _ node: Graph.NodeID
  ) -> PlanValue? {
    guard let layout = layouts[node] else { return nil }
    switch primitive {
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
    case .maxPool(let geometry):
      return add(node) {
        MaxPoolStep(
          input: $0.value(operands[0], as: .channelBlocks), output: $1, geometry: geometry)
      }
    case .maxPoolGradient(let geometry):
      return add(node) {
        MaxPoolGradientStep(
          gradient: $0.value(operands[0], as: .channelBlocks),
          input: $0.value(operands[1], as: .channelBlocks),
          pooled: $0.value(operands[2], as: .channelBlocks), output: $1, geometry: geometry)
      }
    case .averagePool(let geometry, let countsPadding):
      return add(node) {
        AveragePoolStep(
          images: $0.value(operands[0], as: .channelBlocks), pooled: $1, geometry: geometry,
          countsPadding: countsPadding, isGradient: false)
      }
    case .averagePoolGradient(let geometry, let countsPadding, _):
      return add(node) {
        AveragePoolStep(
          images: $1, pooled: $0.value(operands[0], as: .channelBlocks), geometry: geometry,
          countsPadding: countsPadding, isGradient: true)
      }
    default: return nil
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
}
