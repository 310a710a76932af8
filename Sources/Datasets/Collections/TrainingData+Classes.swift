public import NotebookDisplay
internal import Tensors

extension TrainingData {
  /// How many examples there are of each class, in the order of the labels. Needs int32 class
  /// numbers as targets.
  public var classCounts: [Int] {
    let labels = classNumbers(for: "classCounts")
    if let wrong = labels.firstIndex(where: { $0 < 0 }) {
      stop("classCounts: the label of example \(wrong) is \(labels[wrong]), classes count from 0")
    }
    var counts = Array(repeating: 0, count: max(classNames.count, (labels.max() ?? -1) + 1))
    for label in labels { counts[label] += 1 }
    return counts
  }

  /// A weight for each class with which all classes count alike in a loss: examples / (classes ·
  /// examples of the class), as scikit-learn's "balanced". A class without examples has 0.
  ///
  /// ```swift
  /// try model.fit(data, loss: .softmaxCrossEntropy(classWeights: data.balancedClassWeights))
  /// ```
  public var balancedClassWeights: [Double] {
    let counts = classCounts
    let classes = counts.count { $0 > 0 }
    return counts.map { $0 == 0 ? 0 : Double(count) / Double(classes * $0) }
  }

  /// A table of the classes: how many examples each has, and which share of all that is.
  public var classBalance: Table {
    let counts = classCounts
    return Table(
      columns: [
        .init("Class"), .init("Examples", alignment: .trailing),
        .init("Share", alignment: .trailing),
      ],
      rows: counts.indices.map { label in
        let share = count > 0 ? Double(counts[label]) / Double(count) : 0
        let tenths = Int(clamping: (share * 1_000).rounded())
        return [
          label < classNames.count ? classNames[label] : "\(label)", "\(counts[label])",
          "\(tenths / 10).\(tenths % 10) %",
        ]
      })
  }
}
