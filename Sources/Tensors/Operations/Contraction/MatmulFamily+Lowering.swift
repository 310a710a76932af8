extension MatmulFamily {
  static func lower(_ operation: Graph.Operation, in plan: inout Lowering) -> PlanValue {
    plan.lowerProduct(operation) ?? plan.lowerEagerly(operation)
  }
}

extension Lowering {
  /// A product of two matrices, with transposes of its operands turned into flags, or of batches
  /// of them.
  fileprivate mutating func lowerProduct(_ operation: Graph.Operation) -> PlanValue? {
    guard let product = matrixProduct(operation.node) else { return lowerBatchedProduct(operation) }
    return add(operation.node) { plan, output in
      plan.productStep(product, output: output, rate: nil)
    }
  }

  /// Products of as many matrices on both sides, or of one with many.
  private mutating func lowerBatchedProduct(_ operation: Graph.Operation) -> PlanValue? {
    guard case .matmul(let transposesLeft, let transposesRight) = operation.primitive else {
      preconditionFailure("not a primitive of this family")
    }
    let (node, operands) = (operation.node, operation.operands)
    let info = graph.nodes[node]
    let batch = info.shape.dropLast(2)
    let shapes = operands.map { graph.nodes[$0].shape }
    guard info.elementType == .float32, shapes.joined().allSatisfy({ $0 > 0 }),
      shapes.allSatisfy({ $0.dropLast(2) == batch || $0.dropLast(2).allSatisfy { $0 == 1 } })
    else { return nil }
    return add(node) {
      BatchedProductStep(
        left: $0.dense(operands[0]), right: $0.dense(operands[1]), output: $1,
        transposesLeft: transposesLeft, transposesRight: transposesRight, backend: $0.backend)
    }
  }

  /// A matrix product as planned.
  struct Product {
    var left: Graph.NodeID
    var right: Graph.NodeID
    var transposesLeft: Bool
    var transposesRight: Bool
    /// The node that is subtracted scaled by this from a state.
    var rate: Graph.NodeID?
  }

  private func matrixProduct(_ node: Graph.NodeID) -> Product? {
    guard case .matmul(var left, var right)? = graph.primitive(of: node) else { return nil }
    var operands = graph.inputs(of: node)
    let isFloat = graph.nodes[node].elementType == .float32
    guard isFloat, operands.allSatisfy({ graph.nodes[$0].shape.count == 2 }),
      operands.allSatisfy({ graph.nodes[$0].shape.allSatisfy { $0 > 0 } })
    else { return nil }
    if case .transpose? = graph.primitive(of: operands[0]), isSwap(operands[0]) {
      operands[0] = graph.inputs(of: operands[0])[0]
      left.toggle()
    }
    if case .transpose? = graph.primitive(of: operands[1]), isSwap(operands[1]) {
      operands[1] = graph.inputs(of: operands[1])[0]
      right.toggle()
    }
    return Product(
      left: operands[0], right: operands[1], transposesLeft: left, transposesRight: right)
  }

  private func isSwap(_ node: Graph.NodeID) -> Bool {
    graph.primitive(of: node) == .transpose([1, 0])
  }

  private mutating func productStep(
    _ product: Product, output: PlanValue, rate: PlanValue?
  ) -> ProductStep {
    ProductStep(
      left: standard(product.left), right: standard(product.right), output: output,
      transposesLeft: product.transposesLeft, transposesRight: product.transposesRight,
      rate: rate, backend: backend)
  }

  /// `state - rate * (A B)` with the product and the difference read nowhere else.
  func scaledProduct(of update: Graph.Update) -> Product? {
    guard uses[update.value] == 1,
      case .operation(.binary(BinaryFunction(Subtract.self)), let difference) = graph.nodes[
        update.value
      ].source,
      case .state(update.state) = graph.nodes[difference[0]].source,
      uses[difference[1]] == 1,
      case .operation(.binary(BinaryFunction(Multiply.self)), let factors) = graph.nodes[
        difference[1]
      ].source
    else { return nil }
    for (rate, product) in [(factors[0], factors[1]), (factors[1], factors[0])] {
      guard graph.nodes[rate].shape.isEmpty, graph.nodes[rate].elementType == .float32,
        uses[product] == 1, var result = matrixProduct(product),
        !isStateMemory(result.left), !isStateMemory(result.right),
        graph.nodes[product].shape == graph.nodes[update.value].shape,
        Layout.standard(shape: graph.nodes[product].shape, elementType: .float32) == .paddedRows
      else { continue }
      result.rate = rate
      return result
    }
    return nil
  }

  /// Whether a node is, perhaps under another name, a state: two products that each change what
  /// the other reads cannot both be added in place.
  private func isStateMemory(_ node: Graph.NodeID) -> Bool {
    switch graph.nodes[node].source {
    case .state: true
    case .operation(.reshape, let inputs), .operation(.slice, let inputs),
      .operation(.convert, let inputs):
      isStateMemory(inputs[0])
    default: false
    }
  }

  /// Adds the product to the state itself.
  mutating func lowerFolded(_ product: Product, into state: Int) {
    guard let rateNode = product.rate else { return }
    let rate = dense(rateNode)
    guard let output = stateValue(state) else { return }
    let step = productStep(product, output: output, rate: rate)
    steps.append(step)
    notes.append(
      "folded the update of \(graph.origin(ofState: state)) into \(step.label)")
  }
}
