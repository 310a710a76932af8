/// Brings the states' new values into the states: in place where the old value is not needed
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
    let access = BufferAccess(lowering.steps)
    for write in writes {
      let buffer = write.value.buffer
      let writer = access.writers(of: buffer).first { step in
        (lowering.steps[step] as? TileStep)?.mayOverwrite(write.state) == true
      }
      let readers = access.readers(of: write.state.buffer).filter { $0 != writer }
      if let writer, write.value.offset == 0, write.value.layout == write.state.layout,
        lowering.buffers[buffer].home == .arena, !taken.contains(buffer),
        order.followers(of: writer).isDisjoint(with: readers)
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
    let finalAccess = BufferAccess(lowering.steps)
    for (write, writer) in inPlace {
      for reader in finalAccess.readers(of: write.state.buffer) where reader != writer {
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

/// Which steps read and write each buffer, in the order of the steps.
private struct BufferAccess {
  private var readers: [Int: [Int]] = [:]
  private var writers: [Int: [Int]] = [:]

  init(_ steps: [any PlanStep]) {
    for (index, step) in steps.enumerated() {
      for buffer in Set(step.reads.map(\.buffer)) { readers[buffer, default: []].append(index) }
      for buffer in Set(step.writes.map(\.buffer)) { writers[buffer, default: []].append(index) }
    }
  }

  func readers(of buffer: Int) -> [Int] { readers[buffer] ?? [] }

  func writers(of buffer: Int) -> [Int] { writers[buffer] ?? [] }
}

extension Lowering {
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
