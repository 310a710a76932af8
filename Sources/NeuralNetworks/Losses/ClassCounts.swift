/// How often each class was rightly predicted, was predicted, and occurred: what precision, recall
/// and F1 follow from.
struct ClassCounts {
  /// True positives of each class.
  let hits: [Double]
  let predicted: [Double]
  let actual: [Double]

  init(hits: [Double], predicted: [Double], actual: [Double]) {
    self.hits = hits
    self.predicted = predicted
    self.actual = actual
  }

  /// From the three kinds of counts one after another.
  init(_ counts: [Double]) {
    let classes = counts.count / 3
    self.init(
      hits: Array(counts.prefix(classes)),
      predicted: Array(counts.dropFirst(classes).prefix(classes)),
      actual: Array(counts.suffix(classes)))
  }

  /// Of the examples taken for a class, the share that belong to it; NaN where none were.
  func precision(of index: Int) -> Double { Self.ratio(hits[index], predicted[index]) }

  /// Of the examples of a class, the share taken for it; NaN where there are none.
  func recall(of index: Int) -> Double { Self.ratio(hits[index], actual[index]) }

  /// 2 TP / (2 TP + FP + FN); NaN where the class neither occurs nor was predicted.
  func f1(of index: Int) -> Double {
    Self.ratio(2 * hits[index], predicted[index] + actual[index])
  }

  /// One figure for all classes, to which what is not a number counts as 0.
  func average(
    _ average: ClassAverage, of figure: (ClassCounts) -> (Int) -> Double
  ) -> Double {
    switch average {
    case .macro:
      guard !hits.isEmpty else { return .nan }
      return hits.indices.reduce(0) { $0 + known(figure(self)($1)) } / Double(hits.count)
    case .weighted:
      let total = actual.reduce(0, +)
      guard total > 0 else { return 0 }
      return hits.indices.reduce(0) { $0 + actual[$1] * known(figure(self)($1)) } / total
    case .micro:
      let together = ClassCounts(
        hits: [hits.reduce(0, +)], predicted: [predicted.reduce(0, +)],
        actual: [actual.reduce(0, +)])
      return known(figure(together)(0))
    }
  }

  private func known(_ value: Double) -> Double { value.isNaN ? 0 : value }

  static func ratio(_ part: Double, _ whole: Double) -> Double {
    whole == 0 ? .nan : part / whole
  }
}
