internal import Tensors

/// The figures of many batches, from what each has given.
struct EpochFigures {
  private let names: [String]
  private var totals: [Total]
  /// The examples of the batches so far.
  private(set) var count = 0

  /// What the batches have given so far for one figure.
  private struct Total {
    let summary: Metric.Summary
    /// The sum of figures, each times the size of its batch.
    var sum = 0.0
    /// The sums of numbers, or the numbers one after another.
    var numbers: [Double] = []

    mutating func add(_ row: UnsafeBufferPointer<Double>, batchSize: Int) {
      switch summary {
      case .mean: sum += row[0] * Double(batchSize)
      case .all: numbers.append(contentsOf: row)
      case .sums:
        if numbers.isEmpty { numbers = Array(repeating: 0, count: row.count) }
        for (index, number) in row.enumerated() { numbers[index] += number }
      }
    }
  }

  init(_ objective: Objective) {
    names = objective.names
    totals = ([.mean] + objective.metrics.map(\.summary)).map { Total(summary: $0) }
  }

  /// The same after so many examples, with what their batches have given as ``kept``.
  ///
  /// - Parameter kept: A row of at least one number for each figure.
  init(_ objective: Objective, after examples: Int, kept: [[Double]]) {
    self.init(objective)
    count = examples
    for (index, row) in kept.enumerated() {
      (totals[index].sum, totals[index].numbers) = (row[0], Array(row.dropFirst()))
    }
  }

  /// What the batches have given so far, a row for each figure: the sum of figures, then numbers.
  var kept: [[Double]] { totals.map { [$0.sum] + $0.numbers } }

  mutating func add(_ outputs: StepOutputs, batchSize: Int) {
    for index in totals.indices { totals[index].add(outputs.row(index), batchSize: batchSize) }
    count += batchSize
  }

  /// The figures of one batch alone.
  func values(ofBatch outputs: StepOutputs) -> [Double] {
    totals.indices.map { index in
      totals[index].summary.figure(of: outputs.row(index))
    }
  }

  /// The figures so far by name.
  var figures: [(name: String, value: Double)] {
    zip(names, totals).map { name, total in (name, figure(total)) }
  }

  /// Those of the figures so far that cost nothing to know between two steps. One that follows from
  /// the numbers of all examples, as the area under a curve does, waits for the end of the epoch.
  var runningFigures: [(name: String, value: Double)] {
    zip(names, totals).compactMap { name, total in
      if case .all = total.summary { nil } else { (name, figure(total)) }
    }
  }

  private func figure(_ total: Total) -> Double {
    guard count > 0 else { return .nan }
    return total.summary.isMean
      ? total.sum / Double(count) : total.summary.figure(of: total.numbers)
  }
}
