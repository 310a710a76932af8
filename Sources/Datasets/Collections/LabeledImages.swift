public import Tensors

/// Images with a class each.
///
/// ```swift
/// let (validation, training) = fashion.train.split(at: 5_000)
/// training.images.shape  // [55000, 28, 28]
/// ```
public struct LabeledImages: TrainingData, CustomStringConvertible {
  /// The tensors and rows behind the images.
  public let examples: Examples

  /// Images over the given examples.
  public init(_ examples: Examples) { self.examples = examples }

  /// Pairs images with labels.
  ///
  /// - Parameters:
  ///   - images: `[n, height, width]` or `[n, channels, height, width]`, float32, usually in 0...1.
  ///   - labels: `[n]`, int32.
  ///   - classNames: In the order of the labels, one for each class; none where they have no names.
  public init(images: Tensor, labels: Tensor, classNames: [String]) {
    let shape = images.shape
    require(
      shape.count == 3 || shape.count == 4,
      "LabeledImages expects images [n, height, width] or [n, channels, height, width], got \(shape): "
        + "give the pixels their rows with reshaped(to: [-1, 28, 28])")
    require(
      shape.count == 3 || ![1, 3, 4].contains(shape[3]) || [1, 3, 4].contains(shape[1]),
      "LabeledImages expects images [n, channels, height, width], got \(shape), in which the channels "
        + "come last as in Keras: put them first with transposed([0, 3, 1, 2])")
    require(
      labels.elementType == .int32,
      "LabeledImages expects labels of int32 class numbers, got \(labels.elementType): convert them "
        + "with converted(to: .int32)")
    self.init(Examples(inputs: images, targets: labels, classNames: classNames))
  }

  /// `[count, height, width]`, or `[count, channels, height, width]` in colour; 0...1.
  public var images: Tensor { examples.inputs }

  /// `[count]`, int32.
  public var labels: Tensor { examples.targets }

  /// The images, under the name they have in ``Examples``.
  public var inputs: Tensor { images }

  /// The labels, under the name they have in ``Examples``.
  public var targets: Tensor { labels }

  /// "55000 images of 28 x 28 in 10 classes".
  public var description: String {
    let size = examples.wholeInputs.shape.dropFirst().map(String.init).joined(separator: " × ")
    return "\(count) images of \(size) in \(classNames.count) classes"
  }
}
