extension ChannelNormalizationFamily {
  static func lower(_ operation: Graph.Operation, in plan: inout Lowering) -> PlanValue {
    plan.lowerNormalization(operation.primitive, operation.operands, operation.node)
      ?? plan.lowerEagerly(operation)
  }

  /// Normalized images lie as the images do; moments and the gradients of parameters have no
  /// pixels.
  static func assignLayouts(of operation: Graph.Operation, in layouts: inout LayoutAssignment) {
    switch operation.primitive {
    case .channelNormalize: layouts.assign(layouts[operation.operands[0]], to: operation.node)
    case .channelNormalizeInputGradient:
      layouts.assign(layouts[operation.operands[1]], to: operation.node)
    default: break
    }
  }
}

extension Lowering {
  fileprivate mutating func lowerNormalization(
    _ primitive: Primitive, _ operands: [Graph.NodeID], _ node: Graph.NodeID
  ) -> PlanValue? {
    let image = primitive.isMomentsOrNormalize ? operands[0] : operands[1]
    let layout: Layout = layouts[image] ?? .paddedRows
    let info = graph.nodes[image]
    guard info.elementType == .float32, info.shape.allSatisfy({ $0 > 0 }) else { return nil }
    guard layout == .channelBlocks || (info.shape.count == 2 && info.shape[1] > 1) else {
      return lowerDenseNormalization(primitive, operands, node)
    }
    switch primitive {
    case .channelMoments where layout == .channelBlocks:
      return addSharded(.moments, node, input: value(operands[0], as: layout))
    case .channelNormalizeParameterGradient(let epsilon) where layout == .channelBlocks:
      return addSharded(
        .parameterGradients, node, input: value(operands[1], as: layout),
        gradient: value(operands[0], as: layout), moments: standard(operands[2]),
        epsilon: epsilon)
    case .channelMoments:
      return add(node) { MomentsStep(input: $0.value(operands[0], as: layout), output: $1) }
    case .channelNormalize(let epsilon):
      return add(node) {
        NormalizeStep(
          input: $0.value(operands[0], as: layout), moments: $0.standard(operands[1]),
          gamma: $0.dense(operands[2]), beta: $0.dense(operands[3]), output: $1,
          epsilon: epsilon)
      }
    case .channelNormalizeParameterGradient(let epsilon):
      return add(node) {
        NormalizeParameterGradientStep(
          gradient: $0.value(operands[0], as: layout), input: $0.value(operands[1], as: layout),
          moments: $0.standard(operands[2]), output: $1, epsilon: epsilon)
      }
    case .channelNormalizeInputGradient(let epsilon):
      return add(node) {
        NormalizeInputGradientStep(
          gradient: $0.value(operands[0], as: layout), input: $0.value(operands[1], as: layout),
          moments: $0.standard(operands[2]), gamma: $0.dense(operands[3]),
          parameterGradient: $0.standard(operands[4]), output: $1, epsilon: epsilon)
      }
    default: return nil
    }
  }
}

extension Lowering {
  /// The normalization of dense images, or of values in other shapes: plane by plane.
  private mutating func lowerDenseNormalization(
    _ primitive: Primitive, _ operands: [Graph.NodeID], _ node: Graph.NodeID
  ) -> PlanValue? {
    switch primitive {
    case .channelMoments:
      return addRows(node) { $0.sumPlanes(.moments, of: $0.dense(operands[0]), into: $1) }
    case .channelNormalize(let epsilon):
      let moments = rows(operands[1])
      return addDense(node) {
        NormalizeStep(
          input: $0.dense(operands[0]), moments: moments, gamma: $0.dense(operands[2]),
          beta: $0.dense(operands[3]), output: $1, epsilon: epsilon)
      }
    case .channelNormalizeParameterGradient(let epsilon):
      let moments = rows(operands[2])
      return addRows(node) {
        $0.sumPlanes(
          .parameterGradients, of: $0.dense(operands[1]), gradient: $0.dense(operands[0]),
          moments: moments, into: $1, epsilon: epsilon)
      }
    case .channelNormalizeInputGradient(let epsilon):
      let (moments, parts) = (rows(operands[2]), rows(operands[4]))
      return addDense(node) {
        NormalizeInputGradientStep(
          gradient: $0.dense(operands[0]), input: $0.dense(operands[1]), moments: moments,
          gamma: $0.dense(operands[3]), parameterGradient: parts, output: $1, epsilon: epsilon)
      }
    default: return nil
    }
  }

  /// Two rows of a number for each channel, each beginning on a register even for one channel.
  private mutating func rows(_ operand: Graph.NodeID) -> PlanValue {
    let source = standard(operand)
    guard source.layout != .paddedRows else { return source }
    let rows = makeValue(source.shape, .float32, layout: .paddedRows)
    steps.append(Self.move("lay out", source, steps: source.strides, to: rows))
    return rows
  }

  /// Two padded rows by a step, in the layout that others expect of the node.
  private mutating func addRows(
    _ node: Graph.NodeID, _ make: (inout Lowering, _ rows: PlanValue) -> any PlanStep
  ) -> PlanValue {
    let rows = makeValue(graph.nodes[node].shape, .float32, layout: .paddedRows)
    steps.append(make(&self, rows))
    guard ownLayout(node) != rows.layout else { return rows }
    return addDense(node) { _, output in
      Self.move("lay out", rows, steps: rows.strides, to: output)
    }
  }
}

extension Primitive {
  /// Whether the first operand, not the second, is what is normalized.
  fileprivate var isMomentsOrNormalize: Bool {
    switch self {
    case .channelMoments, .channelNormalize: true
    default: false
    }
  }
}
