/// The number of workers that run a plan's next steps: all or one, chosen while it runs by how long
/// steps take.
///
/// Workers that wait for each other several times a step are slower than one alone as soon as
/// another process takes one of their cores. What is computed is the same to the last bit, so the
/// plan may change over at any step.
struct AdaptiveTeamSize {
  /// How many workers run the next steps.
  private(set) var team: Int
  private let workers: Int
  /// Whether there is so little work between two barriers that a worker which is kept waiting could
  /// have done the others' in the meantime.
  private let isFineGrained: Bool
  private var elapsed = 0.0
  private var steps = 0
  private var secondsOfAll: Double?
  private var secondsOfOne: Double?
  /// Blocks that one worker still runs before all are tried again.
  private var soloBlocks = 1
  /// How many it gets the next time: twice as many every time that all were slower again.
  private var backoff = 1

  /// Steps are judged in blocks of this many seconds: longer than the slices of time in which a
  /// scheduler hands out a core.
  private static let block = 0.01
  /// The most blocks before all workers are tried again.
  private static let maximumBackoff = 16

  /// Microseconds between two barriers beyond which a lost core costs only its share.
  private static let longPhase = 500.0

  /// - Parameter phase: microseconds of work between two barriers.
  init(workers: Int, phase: Double) {
    self.workers = workers
    isFineGrained = workers > 1 && phase < Self.longPhase
    team = workers
  }

  /// How many steps to run before the next look.
  var stepsAhead: Int {
    guard isFineGrained else { return .max }
    guard let seconds = team == 1 ? secondsOfOne : secondsOfAll, seconds > 0 else { return 8 }
    return Int(max(1, min(10_000, (Self.block - elapsed) / seconds)))
  }

  /// Notes what steps with the present team took.
  mutating func add(steps count: Int, seconds: Double) {
    guard isFineGrained else { return }
    elapsed += seconds
    steps += count
    guard elapsed >= Self.block else { return }
    let now = elapsed / Double(steps)
    elapsed = 0
    steps = 0
    if team == 1 {
      secondsOfOne = now
      soloBlocks -= 1
      if soloBlocks <= 0 { team = workers }
    } else {
      secondsOfAll = now
      compare(now)
    }
  }

  /// After a block with all workers: one goes on alone where that has been faster, and once at the
  /// beginning to see how fast it is.
  private mutating func compare(_ all: Double) {
    guard let one = secondsOfOne else {
      team = 1
      return
    }
    if all <= one {
      backoff = 1
    } else {
      team = 1
      soloBlocks = backoff
      backoff = min(backoff * 2, Self.maximumBackoff)
    }
  }
}
