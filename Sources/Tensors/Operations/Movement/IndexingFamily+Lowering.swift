extension IndexingFamily {
  static func lower(_ operation: Graph.Operation, in plan: inout Lowering) -> PlanValue {
    let (node, operands) = (operation.node, operation.operands)
    guard plan.graph.nodes[node].elementType == .float32, plan.haveElements(operands + [node])
    else {
      return plan.lowerEagerly(operation)
    }
    // Rows of matrices are read and written where they lie.
    let areRows = operands.count > 1 && plan.graph.nodes[operands[1]].shape.count == 1
    func source(_ plan: inout Lowering, _ isMatrix: Bool) -> PlanValue {
      isMatrix ? plan.standard(operands[0]) : plan.dense(operands[0])
    }
    switch operation.primitive {
    case .gather(let axis):
      let isMatrix = axis == 0 && areRows
      return plan.addDense(node, inItsLayout: isMatrix) {
        GatherStep(
          table: source(&$0, isMatrix), indices: $0.dense(operands[1]), output: $1, axis: axis,
          tableName: $0.graph.nodes[operands[0]].origin)
      }
    case .scatterAdd(let axis, _):
      let isMatrix = axis == 0 && areRows
      return plan.addDense(node, inItsLayout: isMatrix) {
        ScatterAddStep(
          rows: source(&$0, isMatrix), indices: $0.dense(operands[1]), output: $1, axis: axis)
      }
    case .oneHot:
      return plan.add(node) { OneHotStep(indices: $0.dense(operands[0]), output: $1) }
    default: preconditionFailure("not a primitive of this family")
    }
  }
}
