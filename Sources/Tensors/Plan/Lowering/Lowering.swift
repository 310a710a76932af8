/// Turns a graph into the steps of a plan: chooses layouts and kernels, on demand from the outputs
/// and updates, so that what is never read does not become a step.
struct Lowering {
  let graph: Graph
  let backend: any Backend
  /// Element-wise operations computed together.
  let groups: ElementwiseGroups
  /// How many operations, outputs and updates read each node.
  let uses: [Int]
  /// Which nodes are images or kernels in blocks.
  let layouts: LayoutAssignment
  /// The first node of every state that the function reads or updates.
  private let stateNodes: [Int: Graph.NodeID]

  var steps: [any PlanStep] = []
  var buffers: [PlanBuffer] = []
  /// The value of every node lowered so far, in its own layout.
  var values: [Graph.NodeID: PlanValue] = [:]
  /// Copies in other layouts.
  private var relaid: [LayoutKey: PlanValue] = [:]
  /// Copies as matrices with a column for each channel.
  var channelMatrices: [Graph.NodeID: PlanValue] = [:]
  /// For each fused group, whether its step is there.
  var loweredGroups = Set<Int>()
  /// Values of inputs, states and outputs.
  var inputs: [Int: PlanValue] = [:]
  var states: [Int: PlanValue] = [:]
  var outputs: [PlanValue] = []
  /// What was folded, for `explain()`.
  var notes: [String] = []

  private struct LayoutKey: Hashable {
    var node: Graph.NodeID
    var layout: Layout
  }

  init(_ graph: Graph, backend: any Backend) {
    self.graph = graph
    self.backend = backend
    uses = graph.useCounts
    layouts = LayoutAssignment(graph, backend: backend)
    groups = ElementwiseGroups(graph, layouts: layouts)
    let states = graph.nodes.enumerated().compactMap { node, info in
      if case .state(let number) = info.source { (number, node) } else { nil }
    }
    stateNodes = Dictionary(states) { first, _ in first }
  }

  /// Lowers everything the outputs and updates need.
  mutating func lowerAll() -> [StateWrite] {
    var writes: [StateWrite] = []
    for output in graph.outputs { _ = value(output) }
    for update in graph.updates {
      if let product = scaledProduct(of: update) {
        lowerFolded(product, into: update.state)
      } else {
        let value = value(update.value)
        if let state = stateValue(update.state) {
          writes.append(StateWrite(state: state, value: value))
        }
      }
    }
    for output in graph.outputs {
      var result = value(output)
      if buffers[result.buffer].home != .arena || result.offset != 0 {
        let copy = makeValue(
          result.shape, result.elementType,
          layout: .standard(
            shape: result.shape, elementType: result.elementType))
        steps.append(RelayoutStep(input: result, output: copy))
        result = copy
      }
      buffers[result.buffer].home = .pinned
      outputs.append(result)
    }
    return writes
  }

  /// A state's new value, to be written at the end of the step.
  struct StateWrite {
    var state: PlanValue
    var value: PlanValue
  }

  /// Where a state is, whether or not the function reads it.
  mutating func stateValue(_ state: Int) -> PlanValue? {
    stateNodes[state].map { value($0) }
  }

  /// A new value with memory of its own.
  mutating func makeValue(
    _ shape: [Int], _ elementType: ElementType, layout: Layout, home: PlanBuffer.Home = .arena
  ) -> PlanValue {
    buffers.append(
      PlanBuffer(
        home: home, capacity: layout.capacity(shape: shape), elementType: elementType))
    return PlanValue(
      buffer: buffers.count - 1, shape: shape, elementType: elementType, layout: layout)
  }

  /// A node's value in a layout, computed before the steps that follow.
  mutating func value(_ node: Graph.NodeID, as layout: Layout) -> PlanValue {
    let own = value(node)
    if own.layout == layout { return own }
    let hasNoGaps =
      own.shape.count != 2 || own.shape[0] == 1 || own.shape[1].isMultiple(of: 16)
    if own.layout.isRowMajor && layout.isRowMajor && hasNoGaps {
      var view = own
      view.layout = layout
      return view
    }
    let key = LayoutKey(node: node, layout: layout)
    if let known = relaid[key] { return known }
    let copy = makeValue(own.shape, own.elementType, layout: layout)
    steps.append(RelayoutStep(input: own, output: copy))
    relaid[key] = copy
    return copy
  }

  /// A node's value without gaps, as eager kernels read it.
  mutating func dense(_ node: Graph.NodeID) -> PlanValue { value(node, as: .dense) }

  /// A node's value in the layout of its shape alone.
  mutating func standard(_ node: Graph.NodeID) -> PlanValue {
    let info = graph.nodes[node]
    return value(node, as: .standard(shape: info.shape, elementType: info.elementType))
  }

  /// A new value for a node in the layout of its shape alone.
  mutating func makeResult(_ node: Graph.NodeID) -> PlanValue {
    let info = graph.nodes[node]
    let layout = ownLayout(node)
    return makeValue(info.shape, info.elementType, layout: layout)
  }

  /// A node's value in its own layout.
  mutating func value(_ node: Graph.NodeID) -> PlanValue {
    if let known = values[node] { return known }
    let info = graph.nodes[node]
    let result: PlanValue
    switch info.source {
    case .input(let number):
      result = makeValue(
        info.shape, info.elementType,
        layout: .standard(shape: info.shape, elementType: info.elementType), home: .pinned)
      inputs[number] = result
    case .state(let number):
      result = makeValue(
        info.shape, info.elementType, layout: ownLayout(node), home: .state(number))
      states[number] = result
    case .constant(let number):
      result = makeValue(
        info.shape, info.elementType,
        layout: .standard(shape: info.shape, elementType: info.elementType),
        home: .constant(number))
    case .operation(let primitive, let operands):
      if let group = groups.group(of: node) {
        lowerGroup(group)
        guard let result = values[node] else {
          preconditionFailure("node \(node) is inside a fused step but read outside it")
        }
        return result
      }
      let operation = Graph.Operation(primitive: primitive, operands: operands, node: node)
      result = primitive.family.lower(operation, in: &self)
    }
    values[node] = result
    return result
  }

  /// The layout a node is computed in.
  func ownLayout(_ node: Graph.NodeID) -> Layout {
    let info = graph.nodes[node]
    return layouts[node] ?? .standard(shape: info.shape, elementType: info.elementType)
  }
}
