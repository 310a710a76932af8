/// One step of a plan: which memory it touches, how it may be divided among workers, and the
/// function that computes a part of it.
protocol PlanStep {
  /// As `explain()` prints it: "product 32x300x784".
  var label: String { get }
  var reads: [PlanValue] { get }
  var writes: [PlanValue] { get }
  /// Ways to divide the work, the best for memory first. Empty: one worker does all of it.
  var divisions: [Division] { get }
  /// The axis of a value along which a worker touches only its share: 0 for the first, 1 for the
  /// last (channels, for images), `nil` when it may touch all of it.
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int?
  /// Microseconds on one worker, to judge what is worth dividing.
  var cost: Double { get }
  /// Floats of scratch memory a worker needs.
  var scratch: Int { get }
  /// What the step looks up anew each time it runs: an input that only such steps read need not be
  /// copied into the plan's memory.
  var lookups: [PlanValue] { get }
  /// The step with its addresses filled in, ready to compute parts along the division.
  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel
}

extension PlanStep {
  var scratch: Int { 0 }
  var lookups: [PlanValue] { [] }
  var divisions: [Division] { [] }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? { nil }
}

/// A way to divide a step: along one axis of what it computes.
struct Division: Hashable, Sendable {
  /// 0: the first axis, rows or images. 1: the last axis, columns or channels. -1: elements in
  /// memory.
  var axis: Int
  /// Elements along the axis.
  var count: Int
  /// Workers' shares begin at multiples of this: the shards are fixed by the plan, so that the
  /// number of workers changes who computes, never what is computed.
  var grain: Int

  /// Three registers wide: what the product kernels compute at once.
  static func columns(_ count: Int) -> Division {
    Division(axis: 1, count: count, grain: grain(48, for: count, by: 16))
  }
  static func rows(_ count: Int) -> Division {
    Division(axis: 0, count: count, grain: grain(8, for: count, by: 1))
  }

  /// The grain or a little more, so that no share is a single row or column: libraries compute a
  /// product with a vector by another kernel, with other bits than the whole has.
  private static func grain(_ least: Int, for count: Int, by step: Int) -> Int {
    var grain = least
    while count > grain && count % grain == 1 { grain += step }
    return grain
  }

  /// The elements that `worker` of `workers` computes.
  func share(of worker: Int, among workers: Int) -> Range<Int> {
    let shards = (count + grain - 1) / grain
    let first = shards * worker / workers * grain
    let last = shards * (worker + 1) / workers * grain
    return min(first, count)..<min(last, count)
  }
}
