extension SoftmaxFamily {
  static func lower(_ operation: Graph.Operation, in plan: inout Lowering) -> PlanValue {
    let (node, operands) = (operation.node, operation.operands)
    let info = plan.graph.nodes[node]
    let first = plan.graph.nodes[operands[0]]
    let isMatrix =
      first.shape.count == 2 && first.elementType == .float32
      && first.shape.allSatisfy { $0 > 0 } && first.shape[1] > 1
    let isLogarithm = operation.primitive == .logSoftmax
    switch operation.primitive {
    case .softmax where isMatrix, .logSoftmax where isMatrix:
      return plan.add(node) {
        SoftmaxStep(
          input: $0.value(operands[0], as: .paddedRows), output: $1, isLogarithm: isLogarithm)
      }
    case .softmax, .logSoftmax:
      return plan.lowerDenseSoftmax(operands[0], isLogarithm: isLogarithm, node)
        ?? plan.lowerEagerly(operation)
    case .softmaxCrossEntropy where isMatrix:
      return plan.add(node) {
        CrossEntropyStep(
          logits: $0.value(operands[0], as: .paddedRows), labels: $0.dense(operands[1]),
          output: $1)
      }
    case .softmaxCrossEntropyGradient
    where info.elementType == .float32 && plan.haveElements([node]) && info.shape[1] > 1:
      return plan.add(node) {
        CrossEntropyGradientStep(
          gradient: $0.dense($0.unbroadcastScalar(operands[0])),
          logits: $0.value(operands[1], as: .paddedRows), labels: $0.dense(operands[2]),
          output: $1)
      }
    default: return plan.lowerEagerly(operation)
    }
  }
}

extension Lowering {
  /// Softmax along the last axis of other shapes than matrices.
  fileprivate mutating func lowerDenseSoftmax(
    _ operand: Graph.NodeID, isLogarithm: Bool, _ node: Graph.NodeID
  ) -> PlanValue? {
    let shape = graph.nodes[node].shape
    guard let columns = shape.last, shape.allSatisfy({ $0 > 0 }),
      graph.nodes[node].elementType == .float32
    else { return nil }
    let rows = [shape.dropLast().reduce(1, *), columns]
    let source = reshaped(dense(operand), to: rows, .dense)
    let input = makeValue(rows, .float32, layout: .paddedRows)
    let output = makeValue(rows, .float32, layout: .paddedRows)
    steps.append(Self.move("lay out", source, steps: source.strides, to: input))
    steps.append(SoftmaxStep(input: input, output: output, isLogarithm: isLogarithm))
    let result = makeValue(rows, .float32, layout: .dense)
    steps.append(Self.move("lay out", output, steps: output.strides, to: result))
    return reshaped(result, to: shape, .dense)
  }

  /// The one number behind a broadcast, else the node itself.
  fileprivate func unbroadcastScalar(_ node: Graph.NodeID) -> Graph.NodeID {
    var node = node
    while case .broadcast? = graph.primitive(of: node) {
      let source = graph.inputs(of: node)[0]
      guard graph.nodes[source].shape.reduce(1, *) == 1 else { break }
      node = source
    }
    return node
  }
}
