/// Which values are images in channel blocks or kernels in blocks: from the convolutions outwards
/// through everything element by element. What an operation does to blocks, its family says.
struct LayoutAssignment {
  let graph: Graph
  /// For every node its layout, `nil` where its shape alone decides.
  private var layouts: [Layout?]

  init(_ graph: Graph, backend: any Backend) {
    self.graph = graph
    layouts = [Layout?](repeating: nil, count: graph.nodes.count)
    guard backend.hasConvolutions, graph.nodes.indices.contains(where: graph.isConvolution) else {
      return
    }
    // Twice: what a state of an optimizer is combined with is known after the first time.
    for _ in 0..<2 {
      for node in graph.nodes.indices { assignLayouts(of: node) }
      for node in graph.nodes.indices.reversed() { assignOperands(of: node) }
    }
  }

  /// The layout of a node, `nil` where its shape alone decides.
  subscript(node: Graph.NodeID) -> Layout? { layouts[node] }

  /// Gives a node a layout, unless its shape decides.
  mutating func assign(_ layout: Layout?, to node: Graph.NodeID) {
    if let layout { layouts[node] = layout }
  }

  /// Gives a node a layout where it is a state, which an optimizer may keep as the kernels lie.
  mutating func assign(_ layout: Layout?, toState node: Graph.NodeID) {
    if case .state = graph.nodes[node].source { assign(layout, to: node) }
  }

  private mutating func assignLayouts(of node: Graph.NodeID) {
    let info = graph.nodes[node]
    guard layouts[node] == nil, info.shape.count == 4, info.elementType == .float32,
      case .operation(let primitive, let operands) = info.source
    else { return }
    primitive.family.assignLayouts(
      of: Graph.Operation(primitive: primitive, operands: operands, node: node), in: &self)
  }

  /// What is combined with kernels in blocks lies in blocks itself: moments, rates of change.
  private mutating func assignOperands(of node: Graph.NodeID) {
    guard let layout = layouts[node], ElementwiseGroups.isTiled(node, graph),
      layout != .channelBlocks
    else { return }
    for input in graph.inputs(of: node)
    where layouts[input] == nil && graph.nodes[input].shape == graph.nodes[node].shape {
      let isState = if case .state = graph.nodes[input].source { true } else { false }
      if isState || ElementwiseGroups.isTiled(input, graph) { layouts[input] = layout }
    }
  }
}

extension Graph {
  fileprivate func isConvolution(_ node: NodeID) -> Bool {
    if case .convolution? = primitive(of: node) { true } else { false }
  }
}
