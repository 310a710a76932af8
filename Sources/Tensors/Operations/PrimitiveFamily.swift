/// What every primitive answers, in one place per family: the shape of its result, its value, and
/// its gradient.
protocol PrimitiveFamily {
  /// Shape and element type of the result, or what is wrong with the inputs.
  static func signature(
    of primitive: Primitive, _ inputs: [TensorSignature]
  ) throws(TensorError) -> TensorSignature

  /// Throws what is wrong with the values of concrete inputs, where shapes do not tell: an index
  /// outside, a label without a class. By default nothing is.
  static func checkValues(_ primitive: Primitive, _ inputs: [Tensor]) throws(TensorError)

  /// The value. Inputs are concrete and fit; `result` is what ``signature(of:_:)`` said.
  static func evaluate(
    _ primitive: Primitive, _ inputs: [Tensor], result: TensorSignature
  ) -> Tensor

  /// The gradient of each input as a tensor expression, `nil` where none flows. A gradient may have
  /// the shape of the result where the input was broadcast: the caller sums it. Expensive gradients
  /// are left out where they are not wanted.
  static func gradient(
    of primitive: Primitive, _ inputs: [Tensor], output: Tensor, cotangent: Tensor,
    wanted: [Bool]
  ) -> [Tensor?]

  /// Every primitive of the family with inputs to try it on.
  static var samples: [OperationSample] { get }
}

extension PrimitiveFamily {
  static func checkValues(_ primitive: Primitive, _ inputs: [Tensor]) throws(TensorError) {}
}

extension Primitive {
  /// Where the primitive's rules are.
  var family: any PrimitiveFamily.Type {
    switch self {
    case .unary, .unaryGradient: UnaryFamily.self
    case .binary: BinaryFamily.self
    case .select, .convert: SelectionFamily.self
    case .reduce, .argumentMaximum: ReductionFamily.self
    case .argumentSort, .cumulativeSum: OrderingFamily.self
    case .reshape, .transpose, .broadcast, .slice, .sliceGradient, .concatenate:
      MovementFamily.self
    case .gather, .scatterAdd, .oneHot: IndexingFamily.self
    case .matmul: MatmulFamily.self
    case .convolution, .convolutionInputGradient, .convolutionKernelGradient:
      ConvolutionFamily.self
    case .maxPool, .maxPoolGradient, .maxPoolSelection, .averagePool, .averagePoolGradient:
      PoolingFamily.self
    case .softmax, .logSoftmax, .softmaxCrossEntropy, .softmaxCrossEntropyGradient:
      SoftmaxFamily.self
    case .channelMoments, .channelNormalize, .channelNormalizeParameterGradient,
      .channelNormalizeInputGradient:
      ChannelNormalizationFamily.self
    case .random, .randomPermutation, .foldKey: RandomFamily.self
    }
  }

  /// Shape and element type of the result for inputs of these shapes, or what is wrong with them.
  package func signature(_ inputs: [TensorSignature]) throws(TensorError) -> TensorSignature {
    try family.signature(of: self, inputs)
  }
}
