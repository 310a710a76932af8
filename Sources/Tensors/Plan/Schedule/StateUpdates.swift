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
    var copies: [Lowering.StateWrite] = []
    var inPlace: [(write: Lowering.StateWrite, writer: Int)] = []
    var order = StepOrder(lowering.steps, lowering.buffers)
    var taken = Set<Int>()
    for write in writes {
      let buffer = write.value.buffer
      let writer = lowering.steps.firstIndex { step in
        step.writes.contains { $0.buffer == buffer }
          && (step as? TileStep)?.mayOverwrite(write.state) == true
      }
      let readers = lowering.readers(of: write.state, besides: writer)
      if let writer, write.value.offset == 0, write.value.layout == write.state.layout,
        lowering.buffers[buffer].home == .arena, !taken.contains(buffer),
        !readers.contains(where: { order.reaches(writer, $0) })
      {
        taken.insert(buffer)
        inPlace.append((write, writer))
        // Two states whose new values each need the other's old one: the second is copied.
        for reader in readers { order.require(reader, before: writer) }
      } else {
        copies.append(write)
      }
    }
    for copy in copies { lowering.copy(copy.value, toState: copy.state) }
    notes = ["\(inPlace.count) of \(writes.count) states are updated where they are"]

    var finalOrder = StepOrder(lowering.steps, lowering.buffers)
    for (write, writer) in inPlace {
      for reader in lowering.readers(of: write.state, besides: writer) {
        finalOrder.require(reader, before: writer)
      }
    }
    guard let sorted = finalOrder.sorted() else {
      preconditionFailure("the updates of a planned function depend on each other in a circle")
    }
    steps = sorted.map { lowering.steps[$0] }
    home = Array(lowering.buffers.indices)
    for (write, _) in inPlace {
      home[write.value.buffer] = write.state.buffer
      lowering.buffers[write.value.buffer].home = lowering.buffers[write.state.buffer].home
    }
    buffers = lowering.buffers
  }
}

extension Lowering {
  /// The steps that read a state.
  fileprivate func readers(of state: PlanValue, besides writer: Int?) -> [Int] {
    steps.indices.filter { index in
      index != writer && steps[index].reads.contains { $0.buffer == state.buffer }
    }
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
