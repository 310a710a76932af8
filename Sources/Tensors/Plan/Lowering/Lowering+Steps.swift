/// What families add to a plan, and how they look at values.
extension Lowering {
  /// An operation without a kernel of the plan's own for its shapes and types.
  mutating func lowerEagerly(_ operation: Graph.Operation) -> PlanValue {
    addDense(operation.node) { plan, output in
      FallbackStep(
        primitive: operation.primitive, inputs: operation.operands.map { plan.dense($0) },
        output: output)
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

  /// The same memory under another shape.
  func reshaped(_ value: PlanValue, to shape: [Int], _ layout: Layout) -> PlanValue {
    var view = value
    view.shape = shape
    view.layout = layout
    return view
  }

  /// Whether nodes hold at least one element each.
  func haveElements(_ nodes: [Graph.NodeID]) -> Bool {
    nodes.allSatisfy { graph.nodes[$0].shape.allSatisfy { $0 > 0 } }
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
