public import Tensors

// Kernels and strides of a height and a width. Less favoured than those of one number, which
// messages about other mistakes in a call then speak of.
extension Conv2D {
  /// The same with a kernel of a height and a width, `kernelSize: (3, 1)`, and such a stride.
  @_disfavoredOverload
  public convenience init(
    _ filters: Int, kernelSize: (Int, Int), stride: (Int, Int) = (1, 1),
    padding: Padding = .valid, groups: Int = 1, activation: Activation = .linear,
    initializer: Initializer = .glorotUniform, biasInitializer: Initializer = .zeros,
    useBias: Bool = true, regularizer: Regularizer? = nil, biasRegularizer: Regularizer? = nil,
    activityRegularizer: Regularizer? = nil
  ) {
    self.init(
      filters, PlaneSize(kernelSize), PlaneSize(stride), padding, groups, activation, initializer,
      biasInitializer, useBias, regularizer, biasRegularizer, activityRegularizer)
  }

  /// The same with a kernel of a height and a width, and one stride for both.
  @_disfavoredOverload
  public convenience init(
    _ filters: Int, kernelSize: (Int, Int), stride: Int, padding: Padding = .valid,
    groups: Int = 1, activation: Activation = .linear, initializer: Initializer = .glorotUniform,
    biasInitializer: Initializer = .zeros, useBias: Bool = true, regularizer: Regularizer? = nil,
    biasRegularizer: Regularizer? = nil, activityRegularizer: Regularizer? = nil
  ) {
    self.init(
      filters, PlaneSize(kernelSize), PlaneSize(stride), padding, groups, activation, initializer,
      biasInitializer, useBias, regularizer, biasRegularizer, activityRegularizer)
  }

  /// The same with a square kernel, and steps down and to the right: `stride: (2, 1)`.
  @_disfavoredOverload
  public convenience init(
    _ filters: Int, kernelSize: Int = 3, stride: (Int, Int), padding: Padding = .valid,
    groups: Int = 1, activation: Activation = .linear, initializer: Initializer = .glorotUniform,
    biasInitializer: Initializer = .zeros, useBias: Bool = true, regularizer: Regularizer? = nil,
    biasRegularizer: Regularizer? = nil, activityRegularizer: Regularizer? = nil
  ) {
    self.init(
      filters, PlaneSize(kernelSize), PlaneSize(stride), padding, groups, activation, initializer,
      biasInitializer, useBias, regularizer, biasRegularizer, activityRegularizer)
  }

  /// With PyTorch's first values, a kernel of a height and a width, and such a stride.
  @_disfavoredOverload
  public static func pyTorch(
    _ filters: Int, kernelSize: (Int, Int), stride: (Int, Int) = (1, 1),
    padding: Padding = .valid, groups: Int = 1, activation: Activation = .linear,
    useBias: Bool = true
  ) -> Conv2D {
    Conv2D(
      filters, PlaneSize(kernelSize), PlaneSize(stride), padding, groups, activation, .pyTorch,
      .pyTorch, useBias)
  }

  /// With PyTorch's first values, a kernel of a height and a width, and one stride for both.
  @_disfavoredOverload
  public static func pyTorch(
    _ filters: Int, kernelSize: (Int, Int), stride: Int, padding: Padding = .valid,
    groups: Int = 1, activation: Activation = .linear, useBias: Bool = true
  ) -> Conv2D {
    Conv2D(
      filters, PlaneSize(kernelSize), PlaneSize(stride), padding, groups, activation, .pyTorch,
      .pyTorch, useBias)
  }

  /// With PyTorch's first values, a square kernel, and steps down and to the right.
  @_disfavoredOverload
  public static func pyTorch(
    _ filters: Int, kernelSize: Int = 3, stride: (Int, Int), padding: Padding = .valid,
    groups: Int = 1, activation: Activation = .linear, useBias: Bool = true
  ) -> Conv2D {
    Conv2D(
      filters, PlaneSize(kernelSize), PlaneSize(stride), padding, groups, activation, .pyTorch,
      .pyTorch, useBias)
  }
}
