internal import Tensors

/// How the predictions that precision, recall and F1 count are read off the outputs.
private enum Counting {
  /// Classes, or the class with target 1 of a model with one output.
  case byShape
  case classes(ClassAverage)
  case oneClass(Int)
  case binary(Double)
  case labels(ClassAverage, Double)

  var rule: TargetRule {
    switch self {
    case .byShape: .classesOrBinary
    case .classes, .oneClass: .classes
    case .binary: .oneOutput
    case .labels: .sameShape
    }
  }

  /// The one class that is counted.
  var classIndex: Int? { if case .oneClass(let index) = self { index } else { nil } }

  /// The whole name: "weighted precision", "F1 of class 3".
  func name(_ figure: String) -> String {
    switch self {
    case .byShape, .classes(.macro): figure
    case .classes(let average): "\(average.rawValue) \(figure)"
    case .oneClass(let index): "\(figure) of class \(index)"
    case .binary(let threshold): "\(figure) at \(brief(threshold))"
    case .labels(let average, let threshold):
      "multilabel \(average.rawValue) \(figure)"
        + (threshold == 0.5 ? "" : " at \(brief(threshold))")
    }
  }

  /// The probability above which a class is predicted.
  var threshold: Double {
    switch self {
    case .binary(let threshold), .labels(_, let threshold): threshold
    case .byShape, .classes, .oneClass: 0.5
    }
  }

  /// The figure of the class that is counted, or that of all.
  func value(_ figure: ClassFigure, _ counts: ClassCounts) -> Double {
    switch self {
    case .byShape, .binary: counts.average(.macro, of: figure)
    case .classes(let average), .labels(let average, _): counts.average(average, of: figure)
    case .oneClass(let index): counts.known(figure, of: index)
    }
  }

  /// A row of 0 and 1 for each example: whether each class was predicted, and whether it is the
  /// right one.
  func rows(_ output: Tensor, _ target: Tensor) -> (predicted: Tensor, actual: Tensor) {
    let classes = output.shape.last ?? 1
    switch self {
    case .binary: return sides(output, target, columns: 1)
    case .byShape where TargetRule.isOneOutput(output.shape):
      return sides(output, target, columns: 1)
    case .labels: return sides(output, target, columns: output.rank < 2 ? 1 : classes)
    case .byShape, .classes, .oneClass:
      let logits = output.reshaped(to: [-1, classes])
      let labels =
        target.shape == output.shape
        ? target.reshaped(to: [-1, classes]).argmax(axis: -1) : target.flattened()
      // A row with NaN predicts nothing.
      let isNumber = Metric.isNumber(logits).min(axes: 1, keepDimensions: true)
      return (
        logits.argmax(axis: -1).oneHot(depth: classes) * isNumber, labels.oneHot(depth: classes)
      )
    }
  }

  private func sides(
    _ output: Tensor, _ target: Tensor, columns: Int
  ) -> (predicted: Tensor, actual: Tensor) {
    let isPredicted = threshold == 0.5 ? output .> 0.0 : sigmoid(output) .> threshold
    return (
      isPredicted.converted(to: .float32).reshaped(to: [-1, columns]),
      target.converted(to: .float32).reshaped(to: [-1, columns])
    )
  }
}

extension Metric {
  /// A figure of how often classes were predicted, occurred, and both.
  private static func counting(
    _ figure: ClassFigure, _ counting: Counting, file: StaticString = #fileID, line: UInt = #line
  ) -> Metric {
    let name = counting.name(figure.rawValue)
    let threshold = counting.threshold
    require(
      threshold > 0 && threshold < 1,
      "metric .\(name) expects a threshold between 0 and 1, got \(threshold)", file: file,
      line: line)
    return Metric(
      name, counting.rule, squashing: .sigmoid, classIndex: counting.classIndex,
      summary: .sums { counting.value(figure, ClassCounts($0)) }
    ) { output, target in
      let (predicted, actual) = counting.rows(output, target)
      return concatenate([
        (predicted * actual).sum(axes: 0), predicted.sum(axes: 0), actual.sum(axes: 0),
      ])
    }
  }

  // MARK: Area under the curve

  /// The area under the receiver operating characteristic of a model with one output, for targets
  /// 0 and 1: the probability that an example of class 1 has a larger output than one of class 0.
  ///
  /// It is exact, as scikit-learn's `roc_auc_score`; Keras' `AUC` approximates it by 200
  /// thresholds. NaN where a class has no example or an output is NaN; so it may be for a step's
  /// batch, which ``History/steps`` holds.
  public static let auc = Metric(
    "AUC", .oneOutput, squashing: .sigmoid,
    summary: .all { numbers in
      areaUnderROC(
        stride(from: 0, to: numbers.count - 1, by: 2).lazy.map { (numbers[$0], numbers[$0 + 1]) })
    }
  ) { output, target in
    stack([output.flattened(), target.flattened().converted(to: output.elementType)], axis: 1)
  }

  // MARK: precision

  /// Of the examples taken for a class, the share that belong to it, over all batches.
  ///
  /// For a model with several outputs it is the mean of all classes' precision, to which a class
  /// without one counts as 0 (Keras' and scikit-learn's "macro"); for a model with one output,
  /// `[batch]` or `[batch, 1]`, that of the class with target 1, which is predicted at logits above
  /// 0. Outputs and targets are those of ``accuracy``.
  public static let precision = counting(.precision, .byShape)

  /// The same for a model with several outputs, averaged in another way.
  public static func precision(average: ClassAverage) -> Metric {
    counting(.precision, .classes(average))
  }

  /// That of one class alone, counted from 0, of a model with several outputs.
  public static func precision(of index: Int) -> Metric {
    counting(.precision, .oneClass(index))
  }

  /// That of the class with target 1, where a model has one output; it is predicted where the
  /// sigmoid of the logit is above the threshold, which lies between 0 and 1.
  public static func precision(
    threshold: Double, file: StaticString = #fileID, line: UInt = #line
  ) -> Metric {
    counting(.precision, .binary(threshold), file: file, line: line)
  }

  /// Where an example may belong to several classes: outputs and targets 0 and 1 have the same
  /// shape, and each of the numbers at their last axis is a class of its own, predicted where the
  /// sigmoid of the logit is above the threshold.
  public static func precision(
    multilabel average: ClassAverage, threshold: Double = 0.5, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Metric {
    counting(.precision, .labels(average, threshold), file: file, line: line)
  }

  // MARK: recall

  /// Of the examples of a class, the share taken for it, over all batches.
  ///
  /// For a model with several outputs it is the mean of all classes' recall, to which a class
  /// without one counts as 0 (Keras' and scikit-learn's "macro"); for a model with one output,
  /// `[batch]` or `[batch, 1]`, that of the class with target 1, which is predicted at logits above
  /// 0. Outputs and targets are those of ``accuracy``.
  public static let recall = counting(.recall, .byShape)

  /// The same for a model with several outputs, averaged in another way.
  public static func recall(average: ClassAverage) -> Metric {
    counting(.recall, .classes(average))
  }

  /// That of one class alone, counted from 0, of a model with several outputs.
  public static func recall(of index: Int) -> Metric {
    counting(.recall, .oneClass(index))
  }

  /// That of the class with target 1, where a model has one output; it is predicted where the
  /// sigmoid of the logit is above the threshold, which lies between 0 and 1.
  public static func recall(
    threshold: Double, file: StaticString = #fileID, line: UInt = #line
  ) -> Metric {
    counting(.recall, .binary(threshold), file: file, line: line)
  }

  /// Where an example may belong to several classes: outputs and targets 0 and 1 have the same
  /// shape, and each of the numbers at their last axis is a class of its own, predicted where the
  /// sigmoid of the logit is above the threshold.
  public static func recall(
    multilabel average: ClassAverage, threshold: Double = 0.5, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Metric {
    counting(.recall, .labels(average, threshold), file: file, line: line)
  }

  // MARK: F1

  /// 2 TP / (2 TP + FP + FN), the harmonic mean of precision and recall, over all batches.
  ///
  /// For a model with several outputs it is the mean of all classes' F1, to which a class without
  /// one counts as 0 (Keras' and scikit-learn's "macro"); for a model with one output, `[batch]` or
  /// `[batch, 1]`, that of the class with target 1, which is predicted at logits above 0. Outputs
  /// and targets are those of ``accuracy``.
  public static let f1 = counting(.f1, .byShape)

  /// The same for a model with several outputs, averaged in another way.
  public static func f1(average: ClassAverage) -> Metric {
    counting(.f1, .classes(average))
  }

  /// That of one class alone, counted from 0, of a model with several outputs.
  public static func f1(of index: Int) -> Metric {
    counting(.f1, .oneClass(index))
  }

  /// That of the class with target 1, where a model has one output; it is predicted where the
  /// sigmoid of the logit is above the threshold, which lies between 0 and 1.
  public static func f1(
    threshold: Double, file: StaticString = #fileID, line: UInt = #line
  ) -> Metric {
    counting(.f1, .binary(threshold), file: file, line: line)
  }

  /// Where an example may belong to several classes: outputs and targets 0 and 1 have the same
  /// shape, and each of the numbers at their last axis is a class of its own, predicted where the
  /// sigmoid of the logit is above the threshold.
  public static func f1(
    multilabel average: ClassAverage, threshold: Double = 0.5, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Metric {
    counting(.f1, .labels(average, threshold), file: file, line: line)
  }
}
