/// Changes of order and place, and random numbers.
extension Lowering {
  /// Transposes, broadcasts, slices that are no views, concatenations, rows by index and random
  /// numbers; `nil` for all others.
  mutating func lowerMove(
    _ primitive: Primitive, _ operands: [Graph.NodeID], _ node: Graph.NodeID
  ) -> PlanValue? {
    let info = graph.nodes[node]
    guard info.elementType.stride == 4, info.shape.allSatisfy({ $0 > 0 }) else { return nil }
    switch primitive {
    case .transpose(let axes):
      return addMove(node, "transpose", operands[0]) { source, strides in
        (0, axes.map { strides[$0] })
      }
    case .broadcast(let shape):
      return addMove(node, "broadcast", operands[0]) { source, strides in
        (0, Self.broadcastSteps(source.shape, strides, to: shape))
      }
    case .slice(let starts, _, let steps):
      return addMove(node, "slice", operands[0]) { _, strides in
        (zip(starts, strides).reduce(0) { $0 + $1.0 * $1.1 }, zip(steps, strides).map { $0 * $1 })
      }
    case .sliceGradient(_, let starts, let steps):
      return lowerSliceGradient(operands[0], starts, steps, node)
    case .concatenate(let axis): return lowerConcatenation(operands, axis, node)
    case .random(let distribution, _):
      return add(node) {
        RandomStep(distribution: distribution, key: $0.dense(operands[0]), output: $1)
      }
    case .randomPermutation:
      return add(node) { KeyStep(key: $0.dense(operands[0]), number: nil, output: $1) }
    case .foldKey:
      return add(node) {
        KeyStep(key: $0.dense(operands[0]), number: $0.dense(operands[1]), output: $1)
      }
    default:
      guard info.elementType == .float32,
        operands.allSatisfy({ graph.nodes[$0].shape.allSatisfy { $0 > 0 } })
      else { return nil }
      return lowerIndexing(primitive, operands, node)
    }
  }

  private mutating func lowerIndexing(
    _ primitive: Primitive, _ operands: [Graph.NodeID], _ node: Graph.NodeID
  ) -> PlanValue? {
    switch primitive {
    case .gather(let axis):
      let isRows = axis == 0 && graph.nodes[operands[1]].shape.count == 1
      return addDense(node, inItsLayout: isRows) { lowering, output in
        GatherStep(
          table: isRows ? lowering.standard(operands[0]) : lowering.dense(operands[0]),
          indices: lowering.dense(operands[1]), output: output, axis: axis)
      }
    case .scatterAdd(let axis, _):
      let isRows = axis == 0 && graph.nodes[operands[1]].shape.count == 1
      return addDense(node, inItsLayout: isRows) { lowering, output in
        ScatterAddStep(
          rows: isRows ? lowering.standard(operands[0]) : lowering.dense(operands[0]),
          indices: lowering.dense(operands[1]), output: output, axis: axis)
      }
    case .oneHot:
      return add(node) { OneHotStep(indices: $0.dense(operands[0]), output: $1) }
    default: return nil
    }
  }

  /// Adds a step whose result is dense, or in the layout of the node.
  mutating func addDense(
    _ node: Graph.NodeID, inItsLayout: Bool = false,
    _ make: (inout Lowering, PlanValue) -> any PlanStep
  ) -> PlanValue {
    guard !inItsLayout else { return add(node, make) }
    let info = graph.nodes[node]
    let result = makeValue(info.shape, info.elementType, layout: .dense)
    let step = make(&self, result)
    steps.append(step)
    return result
  }

  /// Adds a move of one operand into the node's own layout; `order` gives, from the strides of
  /// the operand, its first element and the step along every axis of the result.
  private mutating func addMove(
    _ node: Graph.NodeID, _ name: String, _ operand: Graph.NodeID,
    _ order: (_ source: PlanValue, _ strides: [Int]) -> (start: Int, steps: [Int])
  ) -> PlanValue {
    add(node) { lowering, output in
      let source = lowering.standard(operand)
      let (start, steps) = order(source, source.strides)
      return Self.move(name, source, start: start, steps: steps, to: output)
    }
  }

  /// A move that writes all of `output`: `sizes` are the axes it is seen under, its own unless
  /// given, and `targetSteps` the steps along them.
  static func move(
    _ name: String, _ source: PlanValue, start: Int = 0, steps: [Int], sizes: [Int]? = nil,
    to output: PlanValue, targetSteps: [Int]? = nil
  ) -> MoveStep {
    let (sizes, targetSteps) = (sizes ?? output.shape, targetSteps ?? output.strides)
    let part = MoveStep.Part(
      source, start: start, steps: steps, sizes: sizes, targetSteps: targetSteps)
    return MoveStep(
      name: name, parts: [part], output: output, sizes: sizes, targetSteps: targetSteps)
  }

  /// Steps of a value seen as a larger shape: 0 along repeated axes.
  static func broadcastSteps(_ shape: [Int], _ strides: [Int], to target: [Int]) -> [Int] {
    let shift = target.count - shape.count
    return target.indices.map { axis in
      axis < shift || shape[axis - shift] == 1 ? 0 : strides[axis - shift]
    }
  }

  private mutating func lowerSliceGradient(
    _ operand: Graph.NodeID, _ starts: [Int], _ steps: [Int], _ node: Graph.NodeID
  ) -> PlanValue? {
    guard graph.nodes[operand].shape.allSatisfy({ $0 > 0 }), !starts.isEmpty else { return nil }
    return add(node) { lowering, output in
      let source = lowering.standard(operand)
      let strides = output.strides
      var part = MoveStep.Part(
        source, steps: source.strides, sizes: source.shape,
        targetSteps: zip(steps, strides).map { $0 * $1 })
      let offset = zip(starts, strides).map { $0 * $1 }
      if source.shape.count > 1 {
        part.firstRow = starts[0]
        part.rowStep = steps[0]
        part.targetStart = offset.dropFirst().reduce(0, +)
      } else {
        part.targetStart = offset[0]
      }
      return MoveStep(
        name: "gradient of slice", parts: [part], output: output, sizes: output.shape,
        targetSteps: strides, clears: true)
    }
  }

  private mutating func lowerConcatenation(
    _ operands: [Graph.NodeID], _ axis: Int, _ node: Graph.NodeID
  ) -> PlanValue? {
    add(node) { lowering, output in
      var start = 0
      var parts: [MoveStep.Part] = []
      for operand in operands {
        let size = lowering.graph.nodes[operand].shape[axis]
        defer { start += size }
        guard size > 0 else { continue }
        let source = lowering.standard(operand)
        var part = MoveStep.Part(
          source, steps: source.strides, sizes: source.shape, targetSteps: output.strides)
        if axis == 0 && source.shape.count > 1 {
          part.firstRow = start
        } else {
          part.targetStart = start * output.strides[axis]
        }
        parts.append(part)
      }
      return MoveStep(
        name: "concatenate", parts: parts, output: output, sizes: output.shape,
        targetSteps: output.strides)
    }
  }
}

extension PlanValue {
  /// Elements from one place to the next along every axis, for row-major layouts.
  var strides: [Int] {
    layout == .paddedRows ? [matrix.stride, 1] : shape.rowMajorStrides
  }
}

extension MoveStep {
  /// A move into axes of these sizes and steps.
  init(
    name: String, parts: [Part], output: PlanValue, sizes: [Int], targetSteps: [Int],
    clears: Bool = false
  ) {
    let isCut = sizes.count > 1
    self.init(
      name: name, parts: parts, output: output, rows: isCut ? sizes[0] : 1,
      rowStride: isCut ? targetSteps[0] : output.count, clears: clears)
  }
}

extension MoveStep.Part {
  /// All rows of a source; matrices and more are cut along their first axis.
  init(
    _ source: PlanValue, start: Int = 0, steps: [Int], sizes: [Int], targetSteps: [Int]
  ) {
    let isCut = sizes.count > 1
    self.init(
      source: source, sourceStart: start, sourceRowStep: isCut ? steps[0] : 0,
      rows: isCut ? sizes[0] : 1, axes: [])
    // Neighbouring axes that advance as one are joined.
    for axis in sizes.indices.dropFirst(isCut ? 1 : 0) where sizes[axis] != 1 {
      let next = MoveStep.Axis(
        size: sizes[axis], sourceStep: steps[axis], targetStep: targetSteps[axis])
      if let last = axes.last, last.sourceStep == next.sourceStep * next.size,
        last.targetStep == next.targetStep * next.size
      {
        axes[axes.count - 1] = MoveStep.Axis(
          size: last.size * next.size, sourceStep: next.sourceStep, targetStep: next.targetStep)
      } else {
        axes.append(next)
      }
    }
  }
}
