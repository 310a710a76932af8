/// A graph under construction. One thread builds it.
///
/// Unchecked because symbolic tensors, which hold it, are `Sendable`; a trace refuses tensors of
/// another trace, and runs on the thread that started it.
package final class TraceBuilder: @unchecked Sendable {
  private(set) var graph = Graph()
  private(set) var states: [Parameter] = []
  private var stateNodes: [ObjectIdentifier: Tensor] = [:]
  private var stateIndices: [ObjectIdentifier: Int] = [:]
  private var written: [(state: Int, value: Tensor)] = []
  private var constants: [ConstantKey: Graph.NodeID] = [:]

  private struct ConstantKey: Hashable {
    var storage: ObjectIdentifier
    var offset: Int
    var signature: TensorSignature
  }

  /// A new argument of the function.
  func input(_ signature: TensorSignature, number: Int) -> Tensor {
    add(
      Graph.Node(
        source: .input(number), shape: signature.shape, elementType: signature.elementType))
  }

  /// The result of a primitive.
  func append(_ primitive: Primitive, _ inputs: [Tensor], result: TensorSignature) -> Tensor {
    add(
      Graph.Node(
        source: .operation(primitive, inputs: inputs.map(node)), shape: result.shape,
        elementType: result.elementType))
  }

  /// The argument of a function of one tensor, where the node is its result.
  func argument(of primitive: Primitive, at node: Graph.NodeID) -> Tensor? {
    guard case .operation(primitive, let inputs) = graph.nodes[node].source else { return nil }
    let source = graph.nodes[inputs[0]]
    return Tensor(
      shape: source.shape, elementType: source.elementType, contents: .symbolic(self, inputs[0]))
  }

  /// The value of a state at this point of the function.
  func read(_ parameter: Parameter) -> Tensor {
    let key = ObjectIdentifier(parameter)
    if let known = stateNodes[key] { return known }
    let value = parameter.concreteValue
    let index = states.count
    states.append(parameter)
    stateIndices[key] = index
    let tensor = add(
      Graph.Node(
        source: .state(index), shape: value.shape, elementType: value.elementType,
        origin: parameter.name))
    stateNodes[key] = tensor
    return tensor
  }

  /// The state's value from this point on, and after the call.
  func write(_ value: Tensor, to parameter: Parameter) {
    let current = read(parameter)
    parameter.requireFit(value, current)
    stateNodes[ObjectIdentifier(parameter)] = value
    guard let state = stateIndices[ObjectIdentifier(parameter)] else { return }
    written.removeAll { $0.state == state }
    written.append((state, value))
  }

  /// The finished graph.
  func finish(outputs: [Tensor]) -> Graph {
    graph.outputs = outputs.map(node)
    graph.updates = written.map { Graph.Update(state: $0.state, value: node($0.value)) }
    return graph
  }

  /// Lets go of its symbolic tensors, which hold it in turn: neither would ever be freed, nor the
  /// parameters of the graph.
  func close() {
    stateNodes = [:]
    written = []
  }

  private func add(_ node: Graph.Node) -> Tensor {
    graph.nodes.append(node)
    return Tensor(
      shape: node.shape, elementType: node.elementType,
      contents: .symbolic(self, graph.nodes.count - 1))
  }

  private func node(_ tensor: Tensor) -> Graph.NodeID {
    switch tensor.contents {
    case .symbolic(let builder, let id):
      guard builder === self else {
        stop(
          "a tensor of shape \(tensor.shape) from one planned function was used in another: "
            + "return it from the first and pass it to the second as an argument")
      }
      return id
    case .concrete(let storage, let offset):
      let key = ConstantKey(
        storage: ObjectIdentifier(storage), offset: offset, signature: tensor.signature)
      if let known = constants[key] { return known }
      graph.constants.append(tensor.detached)
      graph.nodes.append(
        Graph.Node(
          source: .constant(graph.constants.count - 1), shape: tensor.shape,
          elementType: tensor.elementType))
      constants[key] = graph.nodes.count - 1
      return graph.nodes.count - 1
    }
  }
}
