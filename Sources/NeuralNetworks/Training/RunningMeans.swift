/// Means of figures over batches, each batch counting by its size.
struct RunningMeans {
  private let names: [String]
  private var sums: [Double]
  private var count = 0

  init(_ names: [String]) {
    self.names = names
    sums = Array(repeating: 0, count: names.count)
  }

  mutating func add(_ figures: UnsafeBufferPointer<Float>, batchSize: Int) {
    for index in sums.indices { sums[index] += Double(figures[index]) * Double(batchSize) }
    count += batchSize
  }

  /// The means so far by name.
  var figures: [(name: String, value: Double)] {
    zip(names, sums).map { ($0, count > 0 ? $1 / Double(count) : .nan) }
  }
}
