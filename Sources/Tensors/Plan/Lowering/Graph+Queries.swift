extension Graph {
  /// How many operations, outputs and updates read each node.
  var useCounts: [Int] {
    var uses = [Int](repeating: 0, count: nodes.count)
    for id in nodes.indices { for input in inputs(of: id) { uses[input] += 1 } }
    for output in outputs { uses[output] += 1 }
    for update in updates { uses[update.value] += 1 }
    return uses
  }

  /// What a state is called.
  func origin(ofState state: Int) -> String {
    nodes.first { $0.source == .state(state) }?.origin ?? "a state"
  }

  /// What a node is computed from.
  func inputs(of node: NodeID) -> [NodeID] {
    if case .operation(_, let inputs) = nodes[node].source { inputs } else { [] }
  }

  /// The primitive of a node, `nil` for inputs, states and constants.
  func primitive(of node: NodeID) -> Primitive? {
    if case .operation(let primitive, _) = nodes[node].source { primitive } else { nil }
  }
}
