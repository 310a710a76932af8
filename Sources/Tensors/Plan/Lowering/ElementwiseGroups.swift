/// Which element-wise operations become one step: operations on the same shape that read each
/// other, as long as no path leaves the group and comes back.
struct ElementwiseGroups {
  private var order: GroupOrder
  private var isGrouped: [Bool]

  init(_ graph: Graph, layouts: LayoutAssignment) {
    order = GroupOrder(graph)
    let uses = graph.useCounts
    isGrouped = graph.nodes.indices.map { uses[$0] > 0 && Self.isTiled($0, graph) }
    for node in graph.nodes.indices where isGrouped[node] {
      for input in graph.inputs(of: node)
      where isGrouped[input] && graph.nodes[input].shape == graph.nodes[node].shape
        && layouts[input] == layouts[node]
      {
        _ = order.join(input, node)
      }
    }
  }

  /// The group of a node, `nil` when it is computed by a step of its own.
  func group(of node: Graph.NodeID) -> Int? { isGrouped[node] ? order.group(of: node) : nil }

  /// The operations of a group in order of computation.
  func members(of group: Int) -> [Graph.NodeID] { order.members(of: group).sorted() }

  /// Whether the tile interpreter has the operation.
  static func isTiled(_ node: Graph.NodeID, _ graph: Graph) -> Bool {
    let info = graph.nodes[node]
    guard info.elementType == .float32, case .operation(let primitive, let inputs) = info.source,
      inputs.allSatisfy({ graph.nodes[$0].elementType == .float32 }),
      info.shape.allSatisfy({ $0 > 0 })
    else { return false }
    return primitive.tileInstruction != nil
  }
}

extension Primitive {
  /// The instruction of a tile program that computes it, `nil` for what is not element by element.
  var tileInstruction: (function: TileFunction, s: Float, t: Float)? {
    (family as? any ElementwiseFamily.Type)?.tileInstruction(for: self)
  }
}
