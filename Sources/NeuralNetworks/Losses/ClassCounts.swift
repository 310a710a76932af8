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

  /// The figure of one class.
  func value(_ figure: ClassFigure, of index: Int) -> Double {
    switch figure {
    case .precision: Self.ratio(hits[index], predicted[index])
    case .recall: Self.ratio(hits[index], actual[index])
    case .f1: Self.ratio(2 * hits[index], predicted[index] + actual[index])
    }
  }

  /// The same; 0 where it is not a number.
  func known(_ figure: ClassFigure, of index: Int) -> Double {
    let value = value(figure, of: index)
    return value.isNaN ? 0 : value
  }

  /// One figure for all classes, to which what is not a number counts as 0.
  func average(_ average: ClassAverage, of figure: ClassFigure) -> Double {
    switch average {
    case .macro:
      guard !hits.isEmpty else { return .nan }
      return hits.indices.reduce(0) { $0 + known(figure, of: $1) } / Double(hits.count)
    case .weighted:
      let total = actual.reduce(0, +)
      guard total > 0 else { return 0 }
      return hits.indices.reduce(0) { $0 + actual[$1] * known(figure, of: $1) } / total
    case .micro:
      let together = ClassCounts(
        hits: [hits.reduce(0, +)], predicted: [predicted.reduce(0, +)],
        actual: [actual.reduce(0, +)])
      return together.known(figure, of: 0)
    }
  }

  static func ratio(_ part: Double, _ whole: Double) -> Double {
    whole == 0 ? .nan : part / whole
  }
}
