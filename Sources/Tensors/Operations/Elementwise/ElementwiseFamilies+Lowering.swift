// Floats are computed by tile programs, several operations in one step; here are the other types.

extension UnaryFamily {
  static func tileInstruction(
    for primitive: Primitive
  ) -> (function: TileFunction, s: Float, t: Float)? {
    switch primitive {
    case .unary(let function):
      (.value(function.definition), Float(function.s), Float(function.t))
    case .unaryGradient(let gradient):
      (.gradient(gradient.definition), Float(gradient.s), Float(gradient.t))
    default: nil
    }
  }

  static func lower(_ operation: Graph.Operation, in plan: inout Lowering) -> PlanValue {
    plan.lowerEagerly(operation)
  }
}

extension BinaryFamily {
  static func tileInstruction(
    for primitive: Primitive
  ) -> (function: TileFunction, s: Float, t: Float)? {
    (.value(definition(of: primitive)), 0, 0)
  }

  static func lower(_ operation: Graph.Operation, in plan: inout Lowering) -> PlanValue {
    let (info, operands) = (plan.graph.nodes[operation.node], operation.operands)
    guard let comparison = definition(of: operation.primitive) as? any ComparisonFunction.Type,
      info.elementType == .float32, info.shape.count != 2,
      operands.allSatisfy({ plan.graph.nodes[$0].elementType == .int32 }),
      operands.allSatisfy({ [info.shape, []].contains(plan.graph.nodes[$0].shape) })
    else { return plan.lowerEagerly(operation) }
    return plan.add(operation.node) {
      IntegerComparisonStep(
        comparison: comparison, left: $0.dense(operands[0]), right: $0.dense(operands[1]),
        output: $1)
    }
  }
}

extension SelectionFamily {
  static func tileInstruction(
    for primitive: Primitive
  ) -> (function: TileFunction, s: Float, t: Float)? {
    primitive == .select ? (.value(Select.self), 0, 0) : nil
  }

  static func lower(_ operation: Graph.Operation, in plan: inout Lowering) -> PlanValue {
    guard case .convert(let type) = operation.primitive else { return plan.lowerEagerly(operation) }
    let operand = operation.operands[0]
    let source = plan.graph.nodes[operand]
    if source.elementType == type { return plan.value(operand) }
    guard type == .float32, source.elementType == .int32, source.shape.count != 2 else {
      return plan.lowerEagerly(operation)
    }
    return plan.add(operation.node) { ConvertStep(input: $0.dense(operand), output: $1) }
  }
}
