/// Which element-wise operations become one step: operations on the same shape that read each
/// other, as long as no path leaves the group and comes back.
struct ElementwiseGroups {
  private var groupOf: [Int?]
  private(set) var members: [[Graph.NodeID]] = []
  private let graph: Graph
  private let layouts: LayoutAssignment

  init(_ graph: Graph, layouts: LayoutAssignment) {
    self.graph = graph
    self.layouts = layouts
    groupOf = [Int?](repeating: nil, count: graph.nodes.count)
    let isUsed = graph.useCounts
    for node in graph.nodes.indices where isUsed[node] > 0 && Self.isTiled(node, graph) {
      join(node)
    }
  }

  /// The group of a node, `nil` when it is computed by a step of its own.
  func group(of node: Graph.NodeID) -> Int? { groupOf[node] }

  /// Whether the tile interpreter has the operation.
  static func isTiled(_ node: Graph.NodeID, _ graph: Graph) -> Bool {
    let info = graph.nodes[node]
    guard info.elementType == .float32, case .operation(let primitive, let inputs) = info.source,
      inputs.allSatisfy({ graph.nodes[$0].elementType == .float32 }),
      info.shape.allSatisfy({ $0 > 0 })
    else { return false }
    switch primitive {
    case .unaryGradient(let function): return TileFunction.ofGradient(function) != nil
    case .unary, .binary, .select: return true
    default: return false
    }
  }

  private mutating func join(_ node: Graph.NodeID) {
    var chosen: Int?
    for input in graph.inputs(of: node) {
      guard let group = groupOf[input], group != chosen, !members[group].isEmpty,
        graph.nodes[input].shape == graph.nodes[node].shape, layouts[input] == layouts[node]
      else { continue }
      var merged = members[group] + [node]
      if let chosen { merged += members[chosen] }
      guard !hasCycle(merged) else { continue }
      if let chosen {
        for member in members[group] { groupOf[member] = chosen }
        members[chosen] = (members[chosen] + members[group]).sorted()
        members[group] = []
      } else {
        chosen = group
      }
    }
    if let chosen {
      members[chosen].append(node)
      groupOf[node] = chosen
    } else {
      groupOf[node] = members.count
      members.append([node])
    }
  }

  /// Whether something outside reads one of the members and is read by another.
  private func hasCycle(_ merged: [Graph.NodeID]) -> Bool {
    let inside = Set(merged)
    var visited = Set<Graph.NodeID>()
    // What the members read from outside, and on from there through whole groups.
    var pending = merged.flatMap { graph.inputs(of: $0) }.filter { !inside.contains($0) }
    while let node = pending.popLast() {
      guard visited.insert(node).inserted else { continue }
      if inside.contains(node) { return true }
      if let group = groupOf[node] {
        for member in members[group] {
          if inside.contains(member) { continue }
          visited.insert(member)
          pending += graph.inputs(of: member)
        }
      } else {
        pending += graph.inputs(of: node)
      }
    }
    return false
  }
}
