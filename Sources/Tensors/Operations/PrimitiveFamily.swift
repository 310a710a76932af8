/// What every primitive answers, in one place per family: the shape of its result, its value, its
/// gradient, and how a plan computes it.
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

  /// Adds to a plan the steps that compute an operation; `plan.lowerEagerly` where the family has
  /// no kernel for its shapes and types.
  ///
  /// - Returns: where the result is.
  static func lower(_ operation: Graph.Operation, in plan: inout Lowering) -> PlanValue

  /// Says where images and kernels in blocks go through an operation: gives its result, and where
  /// need be a state that it reads, a layout that their shapes alone do not ask for. By default
  /// nothing has one.
  static func assignLayouts(of operation: Graph.Operation, in layouts: inout LayoutAssignment)

  /// Every primitive of the family with inputs to try it on.
  static var samples: [OperationSample] { get }
}

extension PrimitiveFamily {
  static func checkValues(_ primitive: Primitive, _ inputs: [Tensor]) throws(TensorError) {}

  static func assignLayouts(of operation: Graph.Operation, in layouts: inout LayoutAssignment) {}
}

/// A family whose primitives compute an element of the result from those at the same place, so that
/// several make up one step of a plan.
protocol ElementwiseFamily: PrimitiveFamily {
  /// The instruction that computes the primitive in a tile program, with its numbers; `nil` where
  /// there is none.
  static func tileInstruction(
    for primitive: Primitive
  ) -> (function: TileFunction, s: Float, t: Float)?
}

extension ElementwiseFamily {
  /// The result lies as the operands of its shape do.
  static func assignLayouts(of operation: Graph.Operation, in layouts: inout LayoutAssignment) {
    let graph = layouts.graph
    guard ElementwiseGroups.isTiled(operation.node, graph) else { return }
    let shape = graph.nodes[operation.node].shape
    let operand = operation.operands.first {
      layouts[$0] != nil && graph.nodes[$0].shape == shape
    }
    layouts.assign(operand.flatMap { layouts[$0] }, to: operation.node)
  }
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
