extension PoolingFamily {
  static func lower(_ operation: Graph.Operation, in plan: inout Lowering) -> PlanValue {
    if plan.layouts[operation.node] != nil, let result = plan.lowerBlockedPooling(operation) {
      return result
    }
    let info = plan.graph.nodes[operation.node]
    guard info.elementType == .float32, plan.haveElements(operation.operands + [operation.node])
    else { return plan.lowerEagerly(operation) }
    let shapes = pooling(
      operation.primitive, operation.operands.map { plan.graph.nodes[$0].shape },
      result: info.shape)
    let pass = PoolingPass(operation.primitive, images: shapes.images, pooled: shapes.pooled)
    return plan.addDense(operation.node) { plan, output in
      DensePoolingStep(
        inputs: operation.operands.prefix(2).map { plan.dense($0) }, output: output, pass: pass)
    }
  }

  /// Pooled images lie as the images do; a selection, which has no kernel for blocks, lies dense.
  static func assignLayouts(of operation: Graph.Operation, in layouts: inout LayoutAssignment) {
    switch operation.primitive {
    case .maxPool, .averagePool, .averagePoolGradient:
      layouts.assign(layouts[operation.operands[0]], to: operation.node)
    case .maxPoolGradient: layouts.assign(layouts[operation.operands[1]], to: operation.node)
    default: break
    }
  }
}

extension Lowering {
  /// Of images in channel blocks; `nil` for a selection, which has no kernel there.
  fileprivate mutating func lowerBlockedPooling(_ operation: Graph.Operation) -> PlanValue? {
    let (node, operands) = (operation.node, operation.operands)
    switch operation.primitive {
    case .maxPool(let geometry):
      return add(node) {
        MaxPoolStep(
          input: $0.value(operands[0], as: .channelBlocks), output: $1, geometry: geometry)
      }
    case .maxPoolGradient(let geometry):
      return add(node) {
        MaxPoolGradientStep(
          gradient: $0.value(operands[0], as: .channelBlocks),
          input: $0.value(operands[1], as: .channelBlocks),
          pooled: $0.value(operands[2], as: .channelBlocks), output: $1, geometry: geometry)
      }
    case .averagePool(let geometry, let countsPadding):
      return add(node) {
        AveragePoolStep(
          images: $0.value(operands[0], as: .channelBlocks), pooled: $1, geometry: geometry,
          countsPadding: countsPadding, isGradient: false)
      }
    case .averagePoolGradient(let geometry, let countsPadding, _):
      return add(node) {
        AveragePoolStep(
          images: $1, pooled: $0.value(operands[0], as: .channelBlocks), geometry: geometry,
          countsPadding: countsPadding, isGradient: true)
      }
    default: return nil
    }
  }
}
