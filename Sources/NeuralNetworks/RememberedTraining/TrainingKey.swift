internal import Datasets
internal import Tensors

/// The name of everything that the bits of a training depend on.
///
/// Two trainings with the same key compute the same from the same values: the operations of their
/// planned steps, the values of all states that these read, the data and their order.
struct TrainingKey {
  private var digest = ContentDigest()
  /// The states of all traces, each once, with the number that it has in the key.
  private(set) var states: [Parameter] = []
  private var numbers: [ObjectIdentifier: Int] = [:]

  var hexadecimal: String { digest.hexadecimal }

  /// Takes a part that is known by what it is printed as.
  mutating func combine(_ name: String, _ value: some Any) {
    digest.combine(name)
    digest.combine("\(value)")
  }

  /// Takes examples: which rows of which tensors.
  mutating func combine(_ name: String, _ data: Examples) {
    combine(name, data.rows)
    combine("tensors", data.wholeTensors.count)
    for tensor in data.wholeTensors { digest.combine(TensorDigests.digest(of: tensor)) }
    combine("classes", data.classNames)
  }

  /// Takes a state with its present value.
  mutating func combine(_ state: Parameter) {
    guard numbers[ObjectIdentifier(state)] == nil else { return }
    numbers[ObjectIdentifier(state)] = states.count
    states.append(state)
    digest.combine(state.name)
    digest.combine(TensorDigests.digest(of: state.concreteValue))
  }

  /// Takes a computation: its operations, constants, and the states it reads and writes.
  mutating func combine(_ name: String, _ trace: Trace) {
    let graph = trace.graph
    digest.combine(name)
    for state in trace.states { combine(state) }
    combine("states", trace.states.map { numbers[ObjectIdentifier($0)] ?? -1 })
    for constant in graph.constants { digest.combine(TensorDigests.digest(of: constant)) }
    for node in graph.nodes { digest.combine("\(node.source) \(node.shape) \(node.elementType)") }
    combine("outputs", graph.outputs)
    combine("updates", graph.updates.map { [$0.state, $0.value] })
  }
}
