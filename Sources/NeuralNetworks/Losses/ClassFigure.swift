/// A figure of one class that follows from its counts; the value is its name in metrics.
enum ClassFigure: String {
  /// Of the examples taken for a class, the share that belong to it; NaN where none were.
  case precision
  /// Of the examples of a class, the share taken for it; NaN where there are none.
  case recall
  /// 2 TP / (2 TP + FP + FN); NaN where the class neither occurs nor was predicted.
  case f1 = "F1"
}
