internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A traced function made ready to run: memory laid out, work divided, addresses filled in.
///
/// Unchecked because its memory is written by the pool's workers, which `Schedule` keeps apart; a
/// plan runs once at a time, which ``PlannedFunction`` sees to.
final class ExecutionPlan: @unchecked Sendable {
  let inputs: [PlanValue?]
  let outputs: [PlanValue]
  let workers: Int
  let memory: PlanMemory
  let explanation: PlanExplanation
  private let residents: [(parameter: Parameter, state: ResidentState)]
  private let arena: UnsafeMutableRawPointer
  private let constants: [UnsafeMutableRawPointer]
  private let bound: [BoundStep]
  /// The schedule in the order in which it runs.
  let entries: [Schedule.Entry]
  /// For every worker of a team its part of every step, in order; a step without function is a
  /// barrier.
  let programs: [UnsafeMutableBufferPointer<Instruction>]
  /// All steps for one worker alone.
  private let soloProgram: UnsafeMutableBufferPointer<Instruction>
  private var pace: Pace
  let scratch: [UnsafeMutablePointer<Float>]
  let backend: any Backend

  /// A worker's part of a step.
  struct Instruction {
    /// Its place in the schedule; a barrier has the number of the phase that it ends.
    var entry: Int
    var function: StepFunction?
    var arguments: UnsafeRawPointer?
    var lower: Int
    var upper: Int
  }

  /// Plans a trace for at most `workers` workers.
  init(_ trace: Trace, workers available: Int, backend: any Backend) {
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
    let memory = PlanMemory(addresses: addresses)
    self.memory = memory
    self.workers = workers
    self.backend = backend
    inputs = (0..<((lowering.inputs.keys.max() ?? -1) + 1)).map { lowering.inputs[$0] }
    outputs = lowering.outputs

    let entries = schedule.entries.enumerated().sorted {
      ($0.element.phase, $0.offset) < ($1.element.phase, $1.offset)
    }.map(\.element)
    self.entries = entries
    bound = entries.map { steps[$0.step].bind(to: memory, division: $0.division) }
    let bound = bound
    programs = (0..<workers).map {
      .copy(of: Self.program(entries, bound, worker: $0, team: workers))
    }
    soloProgram = .copy(of: Self.program(entries, bound, worker: 0, team: 1))
    pace = Pace(workers: workers, phase: cost / Double(max(1, schedule.phaseCount)))
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
    for step in bound { step.release() }
    for program in programs { program.deallocate() }
    soloProgram.deallocate()
    for memory in scratch { memory.deallocate() }
    for memory in constants { memory.deallocate() }
    arena.deallocate()
  }

  /// Makes sure the plan's own memory holds the states, whoever else has taken them over.
  func adoptStates() {
    for (parameter, state) in residents where parameter.residence !== state {
      state.write(parameter.concreteValue)
      parameter.residence = state
    }
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
        if team > 1 {
          program.append(
            Instruction(entry: phase, function: nil, arguments: nil, lower: 0, upper: 0))
        }
        phase += 1
      }
      let share = entry.division?.share(of: worker, among: team)
      guard share.map({ !$0.isEmpty }) ?? (worker == 0) else { continue }
      program.append(
        Instruction(
          entry: number, function: step.function, arguments: step.arguments,
          lower: share?.lowerBound ?? 0,
          upper: share?.upperBound ?? 0))
    }
    return program
  }

  /// Brings a worker's share of a step's inputs; called by every worker of a team.
  typealias Gather = (_ worker: Int, _ team: Int, _ step: Int) -> Void

  /// Runs `count` steps, many in one dispatch of the pool.
  ///
  /// - Parameter after: called by worker 0 after each step; `false` ends the run.
  func run(count: Int, gather: Gather?, after: (_ step: Int) -> Bool) {
    var step = 0
    while step < count {
      let steps = step..<step + min(count - step, pace.stepsAhead)
      let start = Self.seconds
      guard run(steps, team: pace.team, gather, after) else { return }
      pace.add(steps: steps.count, seconds: Self.seconds - start)
      step = steps.upperBound
    }
  }

  /// Runs some steps in one dispatch; `false` when `after` has ended them.
  private func run(
    _ steps: Range<Int>, team: Int, _ gather: Gather?, _ after: (_ step: Int) -> Bool
  ) -> Bool {
    let barrier = Barrier(count: team)
    let isStopped = Atomic<Bool>(false)
    WorkerPool.shared.run(count: team) { worker in
      backend.prepareThread()
      let program = team == 1 ? soloProgram : programs[worker]
      let scratch = scratch[worker]
      for step in steps {
        gather?(worker, team, step)
        barrier.wait()
        if isStopped.load(ordering: .acquiring) { return }
        for instruction in program {
          if let function = instruction.function, let arguments = instruction.arguments {
            function(arguments, scratch, instruction.lower, instruction.upper)
          } else {
            barrier.wait()
          }
        }
        barrier.wait()
        if worker == 0, !after(step) { isStopped.store(true, ordering: .releasing) }
      }
    }
    return !isStopped.load(ordering: .acquiring)
  }

  /// A clock that only goes forward.
  static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
