/// How long a piece of work takes, in seconds.
func seconds(_ work: () throws -> Void) rethrows -> Double {
  let duration = try ContinuousClock().measure(work).components
  return Double(duration.seconds) + Double(duration.attoseconds) * 1e-18
}

/// The median of several runs of the same work.
func medianSeconds(of runs: Int, _ work: () throws -> Void) rethrows -> Double {
  try median((0..<runs).map { _ in try seconds(work) })
}

/// The middle one, or the mean of the two in the middle.
func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
