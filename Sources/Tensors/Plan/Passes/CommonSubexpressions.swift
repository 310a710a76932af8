extension Graph {
  /// With every computation done once: the same operation on the same values is the same node.
  package func withoutCommonSubexpressions() -> Graph {
    var replacement: [NodeID: NodeID] = [:]
    var known: [Computation: NodeID] = [:]
    for node in nodes.indices {
      guard case .operation(let primitive, let inputs) = nodes[node].source else { continue }
      let computation = Computation(
        primitive: primitive, inputs: inputs.map { replacement[$0] ?? $0 })
      if let earlier = known[computation] {
        replacement[node] = earlier
      } else {
        known[computation] = node
      }
    }
    return keeping(replacing: replacement) { _ in true }
  }

  private struct Computation: Hashable {
    var primitive: Primitive
    var inputs: [NodeID]
  }
}
