/// Chooses, while a plan runs, between all its workers and one, by what steps take.
///
/// Workers that wait for each other several times a step are slower than one alone as soon as
/// another process takes one of their cores. What is computed is the same to the last bit, so the
/// plan may change over at any step.
struct Pace {
  /// How many workers the next step is for.
  private(set) var team: Int
  private let workers: Int
  private var elapsed = 0.0
  private var steps = 0
  private var secondsOfAll: Double?
  private var secondsOfOne: Double?
  private var blocks = 0

  /// Steps are judged in blocks of this many seconds: longer than the slices of time in which a
  /// scheduler hands out a core.
  private static let block = 0.01
  /// After how many blocks with one worker all get another chance.
  private static let patience = 16

  init(workers: Int) {
    self.workers = workers
    team = workers
  }

  /// How many steps to run before the next look.
  var stepsAhead: Int {
    guard workers > 1 else { return .max }
    guard let seconds = team == 1 ? secondsOfOne : secondsOfAll, seconds > 0 else { return 8 }
    return Int(max(1, min(10_000, (Self.block - elapsed) / seconds)))
  }

  /// Notes what steps with the present team took.
  mutating func add(steps count: Int, seconds: Double) {
    guard workers > 1 else { return }
    elapsed += seconds
    steps += count
    guard elapsed >= Self.block else { return }
    let now = elapsed / Double(steps)
    elapsed = 0
    steps = 0
    blocks += 1
    if team == 1 {
      secondsOfOne = Self.mean(secondsOfOne, now)
    } else {
      secondsOfAll = Self.mean(secondsOfAll, now)
    }
    choose()
  }

  private mutating func choose() {
    guard let all = secondsOfAll, let one = secondsOfOne else { return change() }
    let isBetter = team == 1 ? one < all : all <= one
    if !isBetter || (team == 1 && blocks >= Self.patience) { change() }
  }

  /// The other team.
  private mutating func change() {
    team = team == 1 ? workers : 1
    blocks = 0
  }

  /// Believes a faster block at once, for the cores are there; a slower one by half.
  private static func mean(_ before: Double?, _ now: Double) -> Double {
    before.map { min(now, ($0 + now) / 2) } ?? now
  }
}
