/// Brings the states' new values into the states: in place where nobody needs the old value
/// afterwards, by a copy at the end elsewhere.
struct StateUpdates {
  private(set) var buffers: [PlanBuffer]
  /// For every buffer the buffer whose memory it uses: a state's, for results computed in place.
  private(set) var home: [Int]
  private(set) var notes: [String] = []
  /// In an order in which every step reads what it is meant to read.
  private(set) var steps: [any PlanStep]

  init(_ lowering: Lowering, _ writes: [Lowering.StateWrite]) {
    var lowering = lowering
    var copies: [(value: PlanValue, state: PlanValue)] = []
    var inPlace: [(value: PlanValue, state: PlanValue)] = []
    var demands: [(reader: Int, writer: Int)] = []
    let order = StepOrder(lowering.steps, lowering.buffers)
    var taken = Set<Int>()
    for write in writes {
      guard let state = lowering.stateValue(write.state) else { continue }
      let buffer = write.value.buffer
      let writer = lowering.steps.firstIndex { step in
        step is TileStep && step.writes.contains { $0.buffer == buffer }
      }
      let readers = lowering.steps.indices.filter { index in
        index != writer && lowering.steps[index].reads.contains { $0.buffer == state.buffer }
      }
      if let writer, write.value.offset == 0, write.value.layout == state.layout,
        lowering.buffers[buffer].home == .arena, !taken.contains(buffer),
        !readers.contains(where: { order.reaches(writer, $0) })
      {
        taken.insert(buffer)
        inPlace.append((write.value, state))
        demands += readers.map { ($0, writer) }
      } else {
        copies.append((write.value, state))
      }
    }
    for copy in copies { lowering.copy(copy.value, toState: copy.state) }
    notes = ["\(inPlace.count) of \(writes.count) states are updated where they are"]

    var finalOrder = StepOrder(lowering.steps, lowering.buffers)
    for demand in demands { finalOrder.require(demand.reader, before: demand.writer) }
    guard let sorted = finalOrder.sorted() else {
      preconditionFailure("the updates of a planned function depend on each other in a circle")
    }
    steps = sorted.map { lowering.steps[$0] }
    home = Array(lowering.buffers.indices)
    for update in inPlace {
      home[update.value.buffer] = update.state.buffer
      lowering.buffers[update.value.buffer].home = lowering.buffers[update.state.buffer].home
    }
    buffers = lowering.buffers
  }
}

extension Lowering {
  /// Where a state is, whether or not the function reads it.
  fileprivate mutating func stateValue(_ state: Int) -> PlanValue? {
    if let known = states[state] { return known }
    return graph.nodes.firstIndex { $0.source == .state(state) }.map { value($0) }
  }

  /// Copies a value into a state at the end, through memory of its own: two states may exchange
  /// their values.
  fileprivate mutating func copy(_ value: PlanValue, toState state: PlanValue) {
    var source = value
    let isOwn = buffers[value.buffer].home == .arena || buffers[value.buffer].home == .pinned
    if !isOwn || value.layout != state.layout {
      source = makeValue(state.shape, state.elementType, layout: state.layout)
      steps.append(RelayoutStep(input: value, output: source))
    }
    steps.append(RelayoutStep(input: source, output: state))
  }
}
