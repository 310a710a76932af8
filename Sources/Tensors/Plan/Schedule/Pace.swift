/// Chooses, while a plan runs, between all its workers and one, by what steps take.
///
/// Workers that wait for each other several times a step are slower than one alone as soon as
/// another process takes one of their cores. What is computed is the same to the last bit, so the
/// plan may change over at any step.
struct Pace {
  /// How many workers the next step is for.
  private(set) var team: Int
  private let workers: Int
  /// Whether a worker that is kept waiting could have done the work itself in the meantime.
  private let isHurried: Bool
  private var elapsed = 0.0
  private var steps = 0
  private var secondsOfAll: Double?
  private var secondsOfOne: Double?
  /// Blocks that one worker still has before all get another chance.
  private var blocksAlone = 1
  /// How many it gets the next time: more every time that all were slower again.
  private var patience = 1

  /// Steps are judged in blocks of this many seconds: longer than the slices of time in which a
  /// scheduler hands out a core.
  private static let block = 0.01
  /// A core that has been taken for long is asked for this seldom.
  private static let mostPatience = 16

  /// Microseconds between two meetings beyond which a lost core costs only its share.
  private static let longPhase = 500.0

  /// - Parameter phase: microseconds of work between two meetings.
  init(workers: Int, phase: Double) {
    self.workers = workers
    isHurried = workers > 1 && phase < Self.longPhase
    team = workers
  }

  /// How many steps to run before the next look.
  var stepsAhead: Int {
    guard isHurried else { return .max }
    guard let seconds = team == 1 ? secondsOfOne : secondsOfAll, seconds > 0 else { return 8 }
    return Int(max(1, min(10_000, (Self.block - elapsed) / seconds)))
  }

  /// Notes what steps with the present team took.
  mutating func add(steps count: Int, seconds: Double) {
    guard isHurried else { return }
    elapsed += seconds
    steps += count
    guard elapsed >= Self.block else { return }
    let now = elapsed / Double(steps)
    elapsed = 0
    steps = 0
    if team == 1 {
      secondsOfOne = now
      blocksAlone -= 1
      if blocksAlone <= 0 { team = workers }
    } else {
      secondsOfAll = now
      judge(now)
    }
  }

  /// After a block with all workers: one goes on alone where that has been faster, and once at the
  /// beginning to see how fast it is.
  private mutating func judge(_ all: Double) {
    guard let one = secondsOfOne else {
      team = 1
      return
    }
    if all <= one {
      patience = 1
    } else {
      team = 1
      blocksAlone = patience
      patience = min(patience * 2, Self.mostPatience)
    }
  }
}
