extension Lowering {
  /// Adds the fused step of a group, with the groups and steps it reads before it.
  mutating func lowerGroup(_ group: Int) {
    guard loweredGroups.insert(group).inserted else { return }
    let members = groups.members(of: group)
    let inside = Set(members)
    var readsInside: [Graph.NodeID: Int] = [:]
    for member in members {
      for input in graph.inputs(of: member) { readsInside[input, default: 0] += 1 }
    }
    let frame = graph.nodes[members[0]].shape
    let layout = ownLayout(members[0])
    var operands: [(value: PlanValue, reach: TileStep.Reach)] = []
    var registers: [Graph.NodeID: Int] = [:]
    // Operands first: their registers have the lowest numbers.
    for member in members {
      for input in graph.inputs(of: member) where !inside.contains(input) {
        guard registers[input] == nil else { continue }
        registers[input] = operands.count
        operands.append(operand(input, frame: frame, layout: layout))
      }
    }
    var program = TileProgram(operandCount: operands.count, operations: [], results: [])
    for member in members {
      guard let operation = tileOperation(member, registers) else { continue }
      registers[member] = operands.count + program.operations.count
      program.operations.append(operation)
    }
    var results: [PlanValue] = []
    for member in members where uses[member] > readsInside[member] ?? 0 {
      let result = makeResult(member)
      values[member] = result
      results.append(result)
      program.results.append(registers[member] ?? 0)
    }
    program.combine()
    steps.append(
      TileStep(
        operands: operands, outputs: results, program: program, streaming: backend.streaming))
  }

  private func tileOperation(
    _ node: Graph.NodeID, _ registers: [Graph.NodeID: Int]
  ) -> TileProgram.Operation? {
    graph.primitive(of: node)?.tileInstruction.map { function, s, t in
      TileProgram.Operation(
        function: function, s: s, t: t,
        inputs: graph.inputs(of: node).compactMap { registers[$0] })
    }
  }

  /// How an operand is read, without materializing a broadcast where the tiles can repeat it.
  private mutating func operand(
    _ node: Graph.NodeID, frame: [Int], layout: Layout
  ) -> (value: PlanValue, reach: TileStep.Reach) {
    var node = node
    while case .broadcast? = graph.primitive(of: node) {
      let source = graph.inputs(of: node)[0]
      guard reach(of: graph.nodes[source].shape, frame, layout) != nil else { break }
      node = source
    }
    let shape = graph.nodes[node].shape
    switch reach(of: shape, frame, layout) {
    case .every?:
      // Another shape with the same elements ([c] for [1, c]) lies in memory alike.
      return shape == frame
        ? (value(node, as: layout), .every) : (reshaped(dense(node), to: frame, layout), .every)
    case let reach?: return (dense(node), reach)
    case nil:
      let whole = makeValue(
        frame, .float32, layout: layout.isRowMajor ? layout : .dense)
      let source = standard(node)
      steps.append(
        Self.move(
          "broadcast", source,
          steps: Self.broadcastSteps(source.shape, source.strides, to: frame), to: whole))
      if layout == whole.layout { return (whole, .every) }
      let copy = makeValue(frame, .float32, layout: layout)
      steps.append(RelayoutStep(input: whole, output: copy))
      return (copy, .every)
    }
  }

  /// `nil` when the operand must be written out in full.
  private func reach(of shape: [Int], _ frame: [Int], _ layout: Layout) -> TileStep.Reach? {
    if shape == frame { return .every }
    let count = shape.reduce(1, *)
    if count == 1 { return .scalar }
    let trimmed = Array(shape.drop { $0 == 1 })
    if layout == .channelBlocks {
      return trimmed == [frame[1], 1, 1] ? .channel : nil
    }
    guard layout.isRowMajor else { return nil }
    if trimmed == Array(frame.drop { $0 == 1 }) && frame.count != 2 { return .every }
    guard frame.count == 2, frame[1] > 1 else { return nil }
    if trimmed == [frame[1]] { return .row }
    if shape.count == 2 && shape == [frame[0], 1] { return .column }
    return nil
  }
}
