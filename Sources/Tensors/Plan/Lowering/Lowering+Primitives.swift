extension Lowering {
  /// Adds the step of one operation and returns its result.
  mutating func lower(
    _ primitive: Primitive, _ operands: [Graph.NodeID], _ node: Graph.NodeID
  ) -> PlanValue {
    if let view = lowerView(primitive, operands, node) { return view }
    if let result = lowerImages(primitive, operands, node) { return result }
    if let result = lowerFast(primitive, operands, node) { return result }
    if let result = lowerMove(primitive, operands, node) { return result }
    if let result = lowerDenseImages(primitive, operands, node) { return result }
    let info = graph.nodes[node]
    let inputs = operands.map { dense($0) }
    let result = makeValue(info.shape, info.elementType, layout: .dense)
    steps.append(FallbackStep(primitive: primitive, inputs: inputs, output: result))
    return result
  }

  /// Reshapes and slices of whole rows, which are other names for the same memory.
  private mutating func lowerView(
    _ primitive: Primitive, _ operands: [Graph.NodeID], _ node: Graph.NodeID
  ) -> PlanValue? {
    let info = graph.nodes[node]
    switch primitive {
    case .reshape(let shape):
      // One pixel per image: channel blocks and rows of a matrix are the same memory.
      let source = value(operands[0])
      if source.layout == .channelBlocks && source.shape.dropFirst(2).allSatisfy({ $0 == 1 })
        && shape == Array(source.shape.prefix(2))
      {
        return reshaped(source, to: shape, .paddedRows)
      }
      let layout = Layout.standard(shape: shape, elementType: info.elementType)
      if layout == .paddedRows && source.layout == .paddedRows && source.shape == shape {
        return source
      }
      let flat = reshaped(dense(operands[0]), to: shape, .dense)
      let isAligned = layout == .dense || shape[1] % 16 == 0 || shape[0] == 1
      if isAligned { return reshaped(flat, to: shape, layout) }
      let result = makeValue(shape, info.elementType, layout: layout)
      steps.append(RelayoutStep(input: flat, output: result))
      return result
    case .slice(let starts, let ends, let strides):
      let source = value(operands[0])
      guard source.layout.isRowMajor, !starts.isEmpty, strides.allSatisfy({ $0 == 1 }),
        zip(zip(starts, ends), source.shape).dropFirst().allSatisfy({
          $0.0 == 0 && $0.1 == $1
        })
      else { return nil }
      let row =
        source.layout == .paddedRows
        ? source.matrix.stride : source.shape.dropFirst().reduce(1, *)
      // Registers are read whole: a view must begin on one.
      guard (starts[0] * row) % 16 == 0 else { return nil }
      var view = source
      view.offset += starts[0] * row
      view.shape[0] = ends[0] - starts[0]
      return view
    default: return nil
    }
  }

  /// Operations with a kernel of the plan's own, apart from images.
  private mutating func lowerFast(
    _ primitive: Primitive, _ operands: [Graph.NodeID], _ node: Graph.NodeID
  ) -> PlanValue? {
    let info = graph.nodes[node]
    let first = operands.isEmpty ? info : graph.nodes[operands[0]]
    let isMatrix =
      first.shape.count == 2 && first.elementType == .float32
      && first.shape.allSatisfy { $0 > 0 } && first.shape[1] > 1
    switch primitive {
    case .matmul(let left, let right):
      return lowerProduct(left, right, operands, node)
    case .reduce(let function, let axes, _):
      return lowerReduction(function, axes, operands[0], node)
    case .argumentMaximum(let axis) where isMatrix && axis == 1:
      return add(node) {
        ArgumentMaximumStep(input: $0.value(operands[0], as: .paddedRows), output: $1)
      }
    case .argumentMaximum(let axis)
    where first.elementType == .float32 && first.shape.allSatisfy { $0 > 0 }:
      return lowerReductionByRows(operands[0], [axis], node) {
        ArgumentMaximumStep(input: $0, output: $1)
      }
    case .softmax where isMatrix, .logSoftmax where isMatrix:
      return add(node) {
        SoftmaxStep(
          input: $0.value(operands[0], as: .paddedRows), output: $1,
          isLogarithm: primitive == .logSoftmax)
      }
    case .softmax, .logSoftmax:
      return lowerDenseSoftmax(operands[0], isLogarithm: primitive == .logSoftmax, node)
    case .softmaxCrossEntropy where isMatrix:
      return add(node) {
        CrossEntropyStep(
          logits: $0.value(operands[0], as: .paddedRows), labels: $0.dense(operands[1]),
          output: $1)
      }
    case .softmaxCrossEntropyGradient where info.shape.count == 2 && info.shape[1] > 1:
      return add(node) {
        CrossEntropyGradientStep(
          gradient: $0.dense($0.unbroadcastScalar(operands[0])),
          logits: $0.value(operands[1], as: .paddedRows), labels: $0.dense(operands[2]),
          output: $1)
      }
    case .binary(let function)
    where info.elementType == .float32 && info.shape.count != 2
      && function.definition is any ComparisonFunction.Type:
      guard let comparison = function.definition as? any ComparisonFunction.Type,
        operands.allSatisfy({ graph.nodes[$0].elementType == .int32 }),
        operands.allSatisfy({ [info.shape, []].contains(graph.nodes[$0].shape) })
      else {
        return nil
      }
      return add(node) {
        IntegerComparisonStep(
          comparison: comparison, left: $0.dense(operands[0]), right: $0.dense(operands[1]),
          output: $1)
      }
    case .binary(BinaryFunction(Power.self))
    where info.shape.isEmpty && info.elementType == .float32:
      return add(node) {
        ScalarPowerStep(left: $0.dense(operands[0]), right: $0.dense(operands[1]), output: $1)
      }
    case .convert(.float32) where first.elementType == .int32 && info.shape.count != 2:
      return add(node) { ConvertStep(input: $0.dense(operands[0]), output: $1) }
    case .convert(let type) where first.elementType == type: return value(operands[0])
    case .channelMoments, .channelNormalize, .channelNormalizeParameterGradient,
      .channelNormalizeInputGradient:
      return lowerNormalization(primitive, operands, node)
    default: return nil
    }
  }

  /// Adds a step that reads what `make` asks for and writes the node's value.
  mutating func add(
    _ node: Graph.NodeID, _ make: (inout Lowering, PlanValue) -> any PlanStep
  ) -> PlanValue {
    let result = makeResult(node)
    let step = make(&self, result)
    steps.append(step)
    return result
  }

  /// The one number behind a broadcast, else the node itself.
  private func unbroadcastScalar(_ node: Graph.NodeID) -> Graph.NodeID {
    var node = node
    while case .broadcast? = graph.primitive(of: node) {
      let source = graph.inputs(of: node)[0]
      guard graph.nodes[source].shape.reduce(1, *) == 1 else { break }
      node = source
    }
    return node
  }

  private mutating func lowerReduction(
    _ function: ReductionFunction, _ axes: [Int], _ operand: Graph.NodeID, _ node: Graph.NodeID
  ) -> PlanValue? {
    let info = graph.nodes[operand]
    guard info.elementType == .float32, info.shape.allSatisfy({ $0 > 0 }) else { return nil }
    let source = value(operand)
    let isSum = function == .sum || function == .mean
    if isSum, ChannelView.fits(source),
      axes == (source.layout == .channelBlocks ? [0, 2, 3] : [0])
    {
      let count = source.count / source.shape[1]
      let scale = function == .mean ? 1 / Float(count) : 1
      if source.layout == .channelBlocks {
        return addSharded(.plain, node, input: source, scale: scale)
      }
      return add(node) { _, output in
        ChannelSumStep(
          input: source, output: output, scale: scale)
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

  /// Sums over images in channel blocks: the shards', then their sum.
  private mutating func addSharded(
    _ sums: ShardedChannelStep.Sums, _ node: Graph.NodeID, input: PlanValue,
    gradient: PlanValue? = nil, moments: PlanValue? = nil, epsilon: Double = 0, scale: Float = 1
  ) -> PlanValue {
    let shardCount = ShardedChannelStep.shards(of: input.shape[0])
    let channels = input.shape[1]
    let shards = makeValue([shardCount, 2, channels], .float32, layout: .dense)
    steps.append(
      ShardedChannelStep(
        sums: sums, input: input, gradient: gradient, moments: moments, output: shards))
    return add(node) { _, output in
      ShardedChannelSumStep(
        sums: sums, shards: shards, moments: moments, output: output,
        count: input.count / channels / shardCount, epsilon: epsilon, scale: scale)
    }
  }

  private mutating func lowerNormalization(
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

extension Primitive {
  /// Whether the first operand, not the second, is what is normalized.
  fileprivate var isMomentsOrNormalize: Bool {
    switch self {
    case .channelMoments, .channelNormalize: true
    default: false
    }
  }
}
