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
  /// The normalization of values in other shapes: as a matrix with a column for each channel.
  private mutating func lowerDenseNormalization(
    _ primitive: Primitive, _ operands: [Graph.NodeID], _ node: Graph.NodeID
  ) -> PlanValue? {
    let images = operands.prefix(primitive.isMomentsOrNormalize ? 1 : 2).map { channelMatrix($0) }
    let channels = images[0].shape[1]
    func perChannel(_ lowering: inout Lowering, _ operand: Graph.NodeID) -> PlanValue {
      lowering.moments(operand, channels: channels)
    }
    switch primitive {
    case .channelMoments:
      let moments = makeValue([2, channels], .float32, layout: .paddedRows)
      steps.append(MomentsStep(input: images[0], output: moments))
      return value(moments, asIn: node)
    case .channelNormalize(let epsilon):
      let result = makeValue(images[0].shape, .float32, layout: .paddedRows)
      let moments = perChannel(&self, operands[1])
      steps.append(
        NormalizeStep(
          input: images[0], moments: moments, gamma: dense(operands[2]), beta: dense(operands[3]),
          output: result, epsilon: epsilon))
      return self.images(from: result, node)
    case .channelNormalizeParameterGradient(let epsilon):
      let parts = makeValue([2, channels], .float32, layout: .paddedRows)
      let moments = perChannel(&self, operands[2])
      steps.append(
        NormalizeParameterGradientStep(
          gradient: images[0], input: images[1], moments: moments, output: parts,
          epsilon: epsilon))
      return value(parts, asIn: node)
    case .channelNormalizeInputGradient(let epsilon):
      let result = makeValue(images[0].shape, .float32, layout: .paddedRows)
      let moments = perChannel(&self, operands[2])
      let parts = perChannel(&self, operands[4])
      steps.append(
        NormalizeInputGradientStep(
          gradient: images[0], input: images[1], moments: moments, gamma: dense(operands[3]),
          parameterGradient: parts, output: result, epsilon: epsilon))
      return self.images(from: result, node)
    default: return nil
    }
  }

  /// Two rows of a number for each channel, each beginning on a register even for one channel.
  private mutating func moments(_ operand: Graph.NodeID, channels: Int) -> PlanValue {
    let source = standard(operand)
    guard source.layout != .paddedRows else { return source }
    let rows = makeValue([2, channels], .float32, layout: .paddedRows)
    steps.append(Self.move("lay out", source, steps: source.strides, to: rows))
    return rows
  }

  /// Two padded rows in the layout that others expect of the node.
  private mutating func value(_ rows: PlanValue, asIn node: Graph.NodeID) -> PlanValue {
    guard ownLayout(node) != rows.layout else { return rows }
    return addDense(node) { _, output in
      Self.move("lay out", rows, steps: rows.strides, to: output)
    }
  }
}

extension Lowering {
  /// Images [batch, channels, ...] as a matrix with a column for each channel.
  mutating func channelMatrix(_ node: Graph.NodeID) -> PlanValue {
    if let known = channelMatrices[node] { return known }
    let source = dense(node)
    let (sizes, steps) = Self.channelsLast(source.shape, source.strides)
    let matrix = makeValue(
      [source.count / source.shape[1], source.shape[1]], .float32, layout: .paddedRows)
    self.steps.append(
      Self.move(
        "channels last", source, steps: steps, sizes: sizes, to: matrix,
        targetSteps: Self.matrixSteps(sizes, matrix)))
    channelMatrices[node] = matrix
    return matrix
  }

  /// The reverse of ``channelMatrix(_:)``: a node's value from a matrix of its channels.
  mutating func images(from matrix: PlanValue, _ node: Graph.NodeID) -> PlanValue {
    addDense(node) { _, output in
      let (sizes, targetSteps) = Self.channelsLast(output.shape, output.strides)
      return Self.move(
        "channels first", matrix, steps: Self.matrixSteps(sizes, matrix), sizes: sizes,
        to: output, targetSteps: targetSteps)
    }
  }

  /// Sizes and strides with the second axis last.
  private static func channelsLast(
    _ shape: [Int], _ strides: [Int]
  ) -> (sizes: [Int], steps: [Int]) {
    let order = [0] + Array(2..<max(shape.count, 2)) + [1]
    return (order.map { shape[$0] }, order.map { strides[$0] })
  }

  /// Steps along axes of which all but the last make up the rows of a matrix.
  private static func matrixSteps(_ sizes: [Int], _ matrix: PlanValue) -> [Int] {
    Array(sizes.dropLast()).rowMajorStrides.map { $0 * matrix.matrix.stride } + [1]
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
