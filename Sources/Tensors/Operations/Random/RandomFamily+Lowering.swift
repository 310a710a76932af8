extension RandomFamily {
  static func lower(_ operation: Graph.Operation, in plan: inout Lowering) -> PlanValue {
    let (info, operands) = (plan.graph.nodes[operation.node], operation.operands)
    guard info.elementType != .float64, info.shape.allSatisfy({ $0 > 0 }) else {
      return plan.lowerEagerly(operation)
    }
    return plan.add(operation.node) { plan, output in
      let key = plan.dense(operands[0])
      return switch operation.primitive {
      case .random(let distribution, _):
        RandomStep(distribution: distribution, key: key, output: output)
      case .randomPermutation: KeyStep(key: key, number: nil, output: output)
      case .foldKey: KeyStep(key: key, number: plan.dense(operands[1]), output: output)
      default: preconditionFailure("not a primitive of this family")
      }
    }
  }
}
