extension Graph {
  /// Without operations whose results are never read; inputs and states stay, their numbers are the
  /// caller's.
  package func withoutDeadCode() -> Graph {
    var isLive = [Bool](repeating: false, count: nodes.count)
    var pending = outputs + updates.map(\.value)
    while let node = pending.popLast() {
      guard !isLive[node] else { continue }
      isLive[node] = true
      pending += inputs(of: node)
    }
    return keeping { node in
      if case .operation = nodes[node].source { isLive[node] } else { true }
    }
  }

  /// Only the nodes that satisfy the condition, renumbered; each may be replaced by an earlier one.
  func keeping(
    replacing replacement: [NodeID: NodeID] = [:], _ isKept: (NodeID) -> Bool
  ) -> Graph {
    var result = self
    result.nodes = []
    var renumbered = [NodeID](repeating: -1, count: nodes.count)
    for node in nodes.indices {
      if let earlier = replacement[node] {
        renumbered[node] = renumbered[earlier]
      } else if isKept(node) {
        renumbered[node] = result.nodes.count
        var kept = nodes[node]
        if case .operation(let primitive, let inputs) = kept.source {
          kept.source = .operation(primitive, inputs: inputs.map { renumbered[$0] })
        }
        result.nodes.append(kept)
      }
    }
    result.outputs = outputs.map { renumbered[$0] }
    result.updates = updates.map { Update(state: $0.state, value: renumbered[$0.value]) }
    return result
  }
}
