extension MovementFamily {
  static func lower(_ operation: Graph.Operation, in plan: inout Lowering) -> PlanValue {
    plan.lowerView(operation) ?? plan.lowerMove(operation) ?? plan.lowerEagerly(operation)
  }
}

extension Lowering {
  /// Reshapes and slices of whole rows, which are other names for the same memory.
  fileprivate mutating func lowerView(_ operation: Graph.Operation) -> PlanValue? {
    let (info, operands) = (graph.nodes[operation.node], operation.operands)
    switch operation.primitive {
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

  /// Transposes, broadcasts, slices that are no views, concatenations.
  fileprivate mutating func lowerMove(_ operation: Graph.Operation) -> PlanValue? {
    let (info, operands, node) = (
      graph.nodes[operation.node], operation.operands, operation.node
    )
    guard info.elementType.stride == 4, info.shape.allSatisfy({ $0 > 0 }) else { return nil }
    switch operation.primitive {
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
    default: return nil
    }
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
