internal import Synchronization

/// A traced function made ready to run: memory laid out, work divided, addresses filled in.
///
/// Unchecked because its memory is written by the pool's workers, which `Schedule` keeps apart; a
/// plan runs once at a time, which ``PlannedFunction`` sees to.
final class ExecutionPlan: @unchecked Sendable {
  let inputs: [PlanValue?]
  let outputs: [PlanValue]
  let workers: Int
  let memory: PlanMemory
  /// The buffers of inputs that can be read wherever the caller has them.
  private let lookedUp: Set<Int>
  let explanation: PlanExplanation
  private let residents: [(parameter: Parameter, state: ResidentState)]
  private let arena: UnsafeMutableRawPointer
  private let constants: [UnsafeMutableRawPointer]
  private let bound: [BoundStep]
  /// The schedule in the order in which it runs.
  let entries: [Schedule.Entry]
  /// For every worker of a team its part of every step, in order; an instruction without a kernel
  /// is a barrier.
  let programs: [UnsafeMutableBufferPointer<Instruction>]
  /// All steps for one worker alone.
  private let soloProgram: UnsafeMutableBufferPointer<Instruction>
  private let barrier: Barrier
  /// Whether the caller, or an index outside, has ended the run under way.
  private let isStopped = Atomic<Bool>(false)
  private var teamSize: AdaptiveTeamSize
  let scratch: [UnsafeMutablePointer<Float>]
  let backend: any Backend

  /// A worker's part of a step.
  struct Instruction {
    /// Its place in the schedule; a barrier has the number of the phase that it ends.
    var entry: Int
    /// The step's kernel, its address and the worker's part.
    var work: (kernel: any StepKernel.Type, address: UnsafeRawPointer, part: Range<Int>)?
  }

  /// Plans a trace for at most `workers` workers; throws when its values need more memory than the
  /// machine has.
  init(_ trace: Trace, workers available: Int, backend: any Backend) throws(TensorError) {
    let graph = trace.graph.withoutCommonSubexpressions().withoutDeadCode()
    var lowering = Lowering(graph, backend: backend)
    let writes = lowering.lowerAll()
    let updates = StateUpdates(lowering, writes)
    let steps = updates.steps
    let buffers = updates.buffers
    let cost = steps.reduce(0) { $0 + $1.cost }
    let workers = max(1, min(available, Int(cost / 15)))
    let schedule = Schedule(steps, workers: workers, home: updates.home)

    residents = trace.states.enumerated().compactMap { number, parameter in
      lowering.states[number].map { value in
        if let known = parameter.residence as? ResidentState, known.value.layout == value.layout {
          (parameter, known)
        } else {
          (parameter, ResidentState(parameter, as: value))
        }
      }
    }
    let stateNumbers = trace.states.indices.filter { lowering.states[$0] != nil }
    let stateMemory = Dictionary(
      uniqueKeysWithValues: zip(stateNumbers, residents.map(\.state.memory)))

    let plan = ArenaPlan(buffers, steps, schedule, home: updates.home)
    guard plan.arena.byteCount <= Platform.physicalMemory else {
      throw TensorError(
        "not enough memory for a planned function: its values take \(plan.arena.byteCount) bytes at "
          + "a time, this machine has \(Platform.physicalMemory); use a smaller batch")
    }
    arena = AlignedMemory.allocate(byteCount: plan.arena.byteCount)
    var constants: [UnsafeMutableRawPointer] = []
    var addresses: [UnsafeMutableRawPointer] = []
    for (number, buffer) in buffers.enumerated() {
      switch buffer.home {
      case .arena, .pinned: addresses.append(arena + (plan.arena.offsets[number] ?? 0))
      case .state(let state):
        guard let memory = stateMemory[state] else {
          preconditionFailure("state \(state) of a plan has no memory")
        }
        addresses.append(memory)
      case .constant:
        let memory = AlignedMemory.allocate(byteCount: buffer.bytes)
        constants.append(memory)
        addresses.append(memory)
      }
    }
    for (node, value) in lowering.values {
      if case .constant(let number) = graph.nodes[node].source {
        Relayout.write(graph.constants[number], to: addresses[value.buffer], value)
      }
    }
    self.constants = constants
    let memory = PlanMemory(addresses: addresses, fault: IndexFault())
    self.memory = memory
    self.workers = workers
    self.backend = backend
    inputs = (0..<((lowering.inputs.keys.max() ?? -1) + 1)).map { lowering.inputs[$0] }
    outputs = lowering.outputs
    let fixed = steps.flatMap { step in
      let lookups = step.lookups.map(\.buffer)
      return step.writes.map(\.buffer)
        + step.reads.map(\.buffer).filter { !lookups.contains($0) }
    }
    lookedUp = Set(inputs.compactMap { $0?.buffer }).subtracting(fixed)

    let entries = schedule.entries.enumerated().sorted {
      ($0.element.phase, $0.offset) < ($1.element.phase, $1.offset)
    }.map(\.element)
    self.entries = entries
    bound = entries.map { BoundStep(steps[$0.step].bind(to: memory, division: $0.division)) }
    let bound = bound
    programs = (0..<workers).map {
      .copy(of: Self.program(entries, bound, worker: $0, team: workers))
    }
    soloProgram = .copy(of: Self.program(entries, bound, worker: 0, team: 1))
    teamSize = AdaptiveTeamSize(workers: workers, phase: cost / Double(max(1, schedule.phaseCount)))
    barrier = Barrier(count: workers)
    let scratchFloats = steps.reduce(16) { max($0, $1.scratch) }
    scratch = (0..<workers).map { _ in
      AlignedMemory.allocate(byteCount: scratchFloats * 4).assumingMemoryBound(to: Float.self)
    }
    explanation = PlanExplanation(
      schedule: schedule, entries: entries, steps: steps, workers: workers,
      arenaBytes: plan.arena.byteCount,
      bufferBytes: plan.separateBytes, notes: lowering.notes + updates.notes)
  }

  deinit {
    for step in bound { step.deallocate() }
    memory.deallocate()
    for program in programs { program.deallocate() }
    soloProgram.deallocate()
    for memory in scratch { memory.deallocate() }
    for memory in constants { memory.deallocate() }
    arena.deallocate()
  }

  /// Moves states that another plan has changed into this plan's memory.
  func adoptStates() {
    for (parameter, state) in residents where parameter.residence !== state {
      state.write(parameter.concreteValue)
      parameter.residence = state
    }
  }

  /// Whether an input may lie outside the plan's memory, as rows without gaps.
  func canBorrow(_ input: PlanValue) -> Bool {
    lookedUp.contains(input.buffer)
      && (input.layout == .dense || input.matrix.stride == input.matrix.columns)
  }

  /// A worker's part of all steps, with barriers between phases where there are others to wait
  /// for.
  private static func program(
    _ entries: [Schedule.Entry], _ bound: [BoundStep], worker: Int, team: Int
  ) -> [Instruction] {
    var program: [Instruction] = []
    var phase = 0
    for (number, (entry, step)) in zip(entries, bound).enumerated() {
      while phase < entry.phase {
        if team > 1 { program.append(Instruction(entry: phase)) }
        phase += 1
      }
      let undivided = worker == 0 ? step.whole : 0..<0
      let part = entry.division?.share(of: worker, among: team) ?? undivided
      guard !part.isEmpty else { continue }
      program.append(Instruction(entry: number, work: (step.kernel, step.address, part)))
    }
    return program
  }

  /// Brings a worker's share of a step's inputs; called by every worker of a team.
  typealias Gather = (_ worker: Int, _ team: Int, _ step: Int) -> Void

  /// Runs `count` steps, many in one dispatch of the pool.
  ///
  /// - Parameter after: called by worker 0 after each step; `false` ends the run.
  /// - Throws: What the operation says whose index lies outside, after the step that found it.
  func run(
    count: Int, gather: Gather?, after: (_ step: Int) -> Bool
  ) throws(TensorError) {
    let fault = memory.fault
    withoutActuallyEscaping(after) { after in
      // Made once for all dispatches, which so allocate nothing.
      let dispatch = Dispatch(self, gather: gather) { !fault.isSet && after($0) }
      isStopped.store(false, ordering: .relaxed)
      while dispatch.steps.upperBound < count, !isStopped.load(ordering: .acquiring) {
        let first = dispatch.steps.upperBound
        dispatch.steps = first..<first + min(count - first, teamSize.stepsAhead)
        // Independent work runs on the pool's threads already: there it stays on its own.
        dispatch.team = ThreadContext.current.workerLimit == 1 ? 1 : teamSize.team
        let start = Platform.seconds
        WorkerPool.shared.run(dispatch, count: dispatch.team)
        teamSize.add(steps: dispatch.steps.count, seconds: Platform.seconds - start)
      }
    }
    if let error = fault.take() { throw error }
  }

  /// What the workers of a dispatch are to do. Unchecked because it is written only between
  /// dispatches.
  private final class Dispatch: WorkerJob, @unchecked Sendable {
    private let plan: ExecutionPlan
    let gather: Gather?
    let after: (_ step: Int) -> Bool
    var steps = 0..<0
    var team = 1

    init(_ plan: ExecutionPlan, gather: Gather?, after: @escaping (_ step: Int) -> Bool) {
      self.plan = plan
      self.gather = gather
      self.after = after
    }

    func run(worker: Int) { plan.run(self, worker) }
  }

  /// A worker's part of some steps.
  private func run(_ dispatch: Dispatch, _ worker: Int) {
    let isAlone = dispatch.team == 1
    let program = isAlone ? soloProgram : programs[worker]
    let scratch = scratch[worker]
    for step in dispatch.steps {
      dispatch.gather?(worker, dispatch.team, step)
      if !isAlone { barrier.wait() }
      if isStopped.load(ordering: .acquiring) { return }
      for instruction in program {
        if let (kernel, address, part) = instruction.work {
          kernel.run(at: address, part, scratch)
        } else {
          barrier.wait()
        }
      }
      if !isAlone { barrier.wait() }
      if worker == 0, !dispatch.after(step) { isStopped.store(true, ordering: .releasing) }
    }
  }
}
