/// The primitive operations: what backends compute, gradients are defined for, and plans consist
/// of.
///
/// Every primitive has one output. Whatever needs several (batch normalization) is several
/// primitives that share an intermediate. Images are `[batch, channels, height, width]`, kernels
/// `[output channels, input channels / groups, height, width]`, matrices row-major.
package enum Primitive: Hashable, Sendable {
  // MARK: Element by element, with broadcasting
  case unary(UnaryFunction)
  case binary(BinaryFunction)
  /// (condition, a, b): a where the condition is not zero.
  case select
  /// (dy, saved): dy times the derivative of the function; `saved` is its output or its input, as
  /// the function's definition says.
  case unaryGradient(UnaryGradient)
  case convert(ElementType)

  // MARK: Reductions; axes are non-negative, sorted, without duplicates
  case reduce(ReductionFunction, axes: [Int], keepsDimensions: Bool)
  /// Index of the first largest element along one axis, as int32.
  case argumentMaximum(axis: Int)

  // MARK: Along one axis
  /// The positions that put the elements in order, as int32; equal ones keep theirs, NaN counts as
  /// largest.
  case argumentSort(axis: Int, isDescending: Bool)
  /// Of every element and those before it, or from the end.
  case cumulativeSum(axis: Int, isReversed: Bool)

  // MARK: Movement
  case reshape([Int])
  case transpose([Int])
  case broadcast([Int])
  /// Start, end (exclusive) and stride for every axis.
  case slice(starts: [Int], ends: [Int], strides: [Int])
  /// The gradient of `slice`: the input laid into zeros of the shape.
  case sliceGradient(shape: [Int], starts: [Int], strides: [Int])
  case concatenate(axis: Int)
  /// (values, indices int32): rows of `values` along the axis.
  case gather(axis: Int)
  /// (dy, indices): the gradient of `gather`, adding rows into zeros; `size` along the axis.
  case scatterAdd(axis: Int, size: Int)
  case oneHot(depth: Int, ElementType)

  // MARK: Contraction
  /// Over the last two axes, the others broadcast as a batch.
  case matmul(transposesLeft: Bool, transposesRight: Bool)
  case convolution(ConvolutionGeometry)
  /// (dy, kernel) -> gradient of the input of the given shape.
  case convolutionInputGradient(ConvolutionGeometry, inputShape: [Int])
  /// (dy, input) -> gradient of the kernel of the given shape.
  case convolutionKernelGradient(ConvolutionGeometry, kernelShape: [Int])

  // MARK: Pooling
  case maxPool(PoolingGeometry)
  /// (dy, input, output): the gradient goes to the first largest element.
  case maxPoolGradient(PoolingGeometry)
  /// (values, input): of every window the value at the place of the input's first largest element;
  /// the gradient of `maxPoolGradient`.
  case maxPoolSelection(PoolingGeometry)
  case averagePool(PoolingGeometry, countsPadding: Bool)
  /// (dy) -> gradient of the input of the given shape.
  case averagePoolGradient(PoolingGeometry, countsPadding: Bool, inputShape: [Int])

  // MARK: Fused for training
  /// Over the last axis.
  case softmax
  case logSoftmax
  /// (logits [n, k], labels int32 [n]) -> loss of each example [n].
  case softmaxCrossEntropy
  /// (dLoss [n], logits, labels) -> (softmax - onehot) * dLoss.
  case softmaxCrossEntropyGradient
  /// (x [n, c] or [n, c, ...]) -> [2, c]: mean and biased variance of every channel.
  case channelMoments
  /// (x, moments [2, c], gamma [c], beta [c]) -> (x - mean) / sqrt(variance + epsilon) * gamma +
  /// beta.
  case channelNormalize(epsilon: Double)
  /// (dy, x, moments) -> [2, c]: the gradients of gamma and of beta.
  case channelNormalizeParameterGradient(epsilon: Double)
  /// (dy, x, moments, gamma, parameter gradients) -> dx, with the batch statistics' own gradients.
  case channelNormalizeInputGradient(epsilon: Double)

  // MARK: Random numbers; the input is a key: int32 [2]
  case random(RandomDistribution, shape: [Int])
  case randomPermutation(count: Int)
  /// (key, int32 scalar) -> key.
  case foldKey
}

/// Stride, padding and groups of a two-dimensional convolution.
package struct ConvolutionGeometry: Hashable, Sendable {
  package var strides: [Int]
  /// top, bottom, left, right
  package var padding: [Int]
  package var groups: Int

  package init(strides: [Int] = [1, 1], padding: [Int] = [0, 0, 0, 0], groups: Int = 1) {
    self.strides = strides
    self.padding = padding
    self.groups = groups
  }
}

/// Window, stride and padding of a pooling.
package struct PoolingGeometry: Hashable, Sendable {
  package var window: [Int]
  package var strides: [Int]
  /// top, bottom, left, right
  package var padding: [Int]

  package init(window: [Int], strides: [Int], padding: [Int] = [0, 0, 0, 0]) {
    self.window = window
    self.strides = strides
    self.padding = padding
  }
}

/// What a random tensor is drawn from.
package enum RandomDistribution: Hashable, Sendable {
  /// In [lower, upper).
  case uniform(lower: Double, upper: Double)
  case normal(mean: Double, standardDeviation: Double)
  /// Cut at two standard deviations of the parent distribution.
  case truncatedNormal(mean: Double, standardDeviation: Double)
  /// 1 with the probability, else 0.
  case bernoulli(probability: Double)
}
