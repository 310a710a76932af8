/// Which values are images in channel blocks or kernels in blocks: from the convolutions outwards
/// through everything element by element.
struct LayoutAssignment {
  /// For every node its layout, `nil` where its shape alone decides.
  private(set) var layouts: [Layout?]

  init(_ graph: Graph, backend: any Backend) {
    layouts = [Layout?](repeating: nil, count: graph.nodes.count)
    guard backend.hasConvolutions, graph.nodes.indices.contains(where: graph.isConvolution) else {
      return
    }
    // Twice: what a state of an optimizer is combined with is known after the first time.
    for _ in 0..<2 {
      for node in graph.nodes.indices { assign(node, graph) }
      for node in graph.nodes.indices.reversed() { assignOperands(of: node, graph) }
    }
  }

  /// The layout of a node, `nil` where its shape alone decides.
  subscript(node: Graph.NodeID) -> Layout? { layouts[node] }

  private mutating func assign(_ node: Graph.NodeID, _ graph: Graph) {
    let info = graph.nodes[node]
    guard layouts[node] == nil, info.shape.count == 4, info.elementType == .float32,
      case .operation(let primitive, let inputs) = info.source
    else { return }
    switch primitive {
    case .convolution(let geometry):
      guard let kernel = Self.kernelLayout(graph.nodes[inputs[1]].shape, geometry) else { return }
      layouts[node] = .channelBlocks
      if case .state = graph.nodes[inputs[1]].source { layouts[inputs[1]] = kernel }
    case .convolutionInputGradient(let geometry, _):
      if Self.kernelLayout(graph.nodes[inputs[1]].shape, geometry) == .kernelBlocks {
        layouts[node] = .channelBlocks
      }
    case .convolutionKernelGradient(let geometry, let shape):
      layouts[node] = Self.kernelLayout(shape, geometry)
    case .maxPool, .averagePool, .averagePoolGradient, .channelNormalize:
      layouts[node] = layouts[inputs[0]]
    case .maxPoolGradient, .channelNormalizeInputGradient: layouts[node] = layouts[inputs[1]]
    default:
      guard ElementwiseGroups.isTiled(node, graph) else { return }
      layouts[node] = inputs.first { layouts[$0] != nil && graph.nodes[$0].shape == info.shape }
        .flatMap { layouts[$0] }
    }
  }

  /// What is combined with kernels in blocks lies in blocks itself: moments, rates of change.
  private mutating func assignOperands(of node: Graph.NodeID, _ graph: Graph) {
    guard let layout = layouts[node], ElementwiseGroups.isTiled(node, graph),
      layout != .channelBlocks
    else { return }
    for input in graph.inputs(of: node)
    where layouts[input] == nil && graph.nodes[input].shape == graph.nodes[node].shape {
      let isState = if case .state = graph.nodes[input].source { true } else { false }
      if isState || ElementwiseGroups.isTiled(input, graph) { layouts[input] = layout }
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

extension Graph {
  fileprivate func isConvolution(_ node: NodeID) -> Bool {
    if case .convolution? = primitive(of: node) { true } else { false }
  }
}
