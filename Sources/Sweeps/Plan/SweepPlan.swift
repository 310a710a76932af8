/// The runs of a sweep, in order, each once.
package struct SweepPlan: Codable, Sendable, Equatable {
  /// More runs than a sweep may have.
  package static let limit = 100_000

  package var runs: [SweepRun]
  /// The parameters that runs set, in the order they were named.
  package var parameters: [String]

  /// - Throws: Where two runs have the same values: their results would be one.
  init(_ runs: [SweepRun], parameters: [String]) throws(SweepError) {
    var places: [SweepRun: Int] = [:]
    for (index, run) in runs.enumerated() {
      if let first = places.updateValue(index, forKey: run) {
        throw SweepError(
          "runs \(first + 1) and \(index + 1) have the same values: \(run.title)")
      }
    }
    self.runs = runs
    self.parameters = parameters
  }

  /// The plan without the runs that do not satisfy a condition.
  package func filtered(_ isKept: (SweepRun) -> Bool) -> SweepPlan {
    var plan = self
    plan.runs = runs.filter(isKept)
    return plan
  }

  /// The parameters that have more than one value.
  package var variedParameters: [String] {
    parameters.filter { name in Set(runs.map { $0[name] }).count > 1 }
  }
}
