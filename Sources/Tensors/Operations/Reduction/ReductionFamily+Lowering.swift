extension ReductionFamily {
  static func lower(_ operation: Graph.Operation, in plan: inout Lowering) -> PlanValue {
    let (node, operand) = (operation.node, operation.operands[0])
    let info = plan.graph.nodes[operand]
    guard info.elementType == .float32, plan.haveElements([operand]) else {
      return plan.lowerEagerly(operation)
    }
    switch operation.primitive {
    case .reduce(let function, let axes, _):
      return plan.lowerReduction(function, axes, operand, node)
    case .argumentMaximum(axis: 1) where info.shape.count == 2 && info.shape[1] > 1:
      return plan.add(node) {
        ArgumentMaximumStep(input: $0.value(operand, as: .paddedRows), output: $1)
      }
    case .argumentMaximum(let axis):
      return plan.lowerReductionByRows(operand, [axis], node) {
        ArgumentMaximumStep(input: $0, output: $1)
      }
    default: preconditionFailure("not a primitive of this family")
    }
  }
}

extension Lowering {
  fileprivate mutating func lowerReduction(
    _ function: ReductionFunction, _ axes: [Int], _ operand: Graph.NodeID, _ node: Graph.NodeID
  ) -> PlanValue {
    let info = graph.nodes[operand]
    let source = value(operand)
    /// Of a sum over everything but the channels.
    func factor() -> Float? { function.factorOfSum(of: source.count / source.shape[1]) }
    if ChannelView.fits(source), axes == (source.layout == .channelBlocks ? [0, 2, 3] : [0]),
      let scale = factor()
    {
      if source.layout == .channelBlocks {
        return addSharded(.plain, node, input: source, scale: scale)
      }
      return add(node) { _, output in
        ChannelSumStep(
          input: source, output: output, scale: scale)
      }
    }
    if info.shape.count > 2, axes == [0] + Array(2..<info.shape.count), let scale = factor() {
      return addDense(node) {
        $0.sumPlanes(.plain, of: $0.dense(operand), into: $1, scale: scale)
      }
    }
    let outputIsDense =
      Layout.standard(
        shape: graph.nodes[node].shape, elementType: .float32) == .dense
    if info.shape.indices.allSatisfy({ axes.contains($0) || info.shape[$0] == 1 }) {
      let whole = dense(operand)
      return add(node) { _, output in
        RowReductionStep(
          function: function, input: whole, output: output, rows: 1, columns: whole.count,
          stride: whole.count)
      }
    }
    if axes == [info.shape.count - 1], outputIsDense {
      let rows = standard(operand)
      let columns = info.shape[info.shape.count - 1]
      return add(node) { _, output in
        RowReductionStep(
          function: function, input: rows, output: output, rows: rows.count / columns,
          columns: columns, stride: rows.layout == .paddedRows ? rows.matrix.stride : columns)
      }
    }
    return lowerReductionByRows(operand, axes, node) { rows, output in
      RowReductionStep(
        function: function, input: rows, output: output, rows: rows.shape[0],
        columns: rows.shape[1], stride: rows.shape[1])
    }
  }

  /// A reduction over any axes: they become the last ones, and each row is reduced.
  fileprivate mutating func lowerReductionByRows(
    _ operand: Graph.NodeID, _ axes: [Int], _ node: Graph.NodeID,
    _ make: (_ rows: PlanValue, _ output: PlanValue) -> any PlanStep
  ) -> PlanValue {
    let shape = graph.nodes[operand].shape
    let kept = shape.indices.filter { !axes.contains($0) }
    let columns = axes.reduce(1) { $0 * shape[$1] }
    let order = kept + axes
    var rows = dense(operand)
    if order != Array(shape.indices) {
      let source = standard(operand)
      let moved = makeValue(order.map { shape[$0] }, .float32, layout: .dense)
      steps.append(
        Self.move("transpose", source, steps: order.map { source.strides[$0] }, to: moved))
      rows = moved
    }
    let matrix = reshaped(rows, to: [rows.count / columns, columns], .dense)
    return addDense(node) { _, output in make(matrix, output) }
  }
}
