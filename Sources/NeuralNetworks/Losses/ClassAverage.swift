/// How the figures of several classes become one; the names are those of Keras and scikit-learn.
public enum ClassAverage: String, Sendable {
  /// Their mean, every class counting alike.
  case macro
  /// The figure of all classes' counts together.
  case micro
  /// Their mean, each class counting as often as it occurs.
  case weighted
}
