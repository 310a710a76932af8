/// A primitive with inputs to try it on: what every test of all operations iterates.
package struct OperationSample: Sendable, CustomStringConvertible {
  package let primitive: Primitive
  /// float64 where the primitive takes real numbers, int32 where it takes indices or a key. Real
  /// numbers keep a distance of 0.01 from the primitive's kinks and from ties.
  package let inputs: [Tensor]
  /// Whether each input has a gradient that the rules define.
  package let differentiable: [Bool]
  /// The error that the float32 kernel may make against float64, in units of 2^-23 of the largest
  /// element of the result.
  package let tolerance: Double

  init(
    _ primitive: Primitive, _ inputs: [Tensor], differentiable: [Bool]? = nil,
    tolerance: Double = 4
  ) {
    self.primitive = primitive
    self.inputs = inputs
    self.differentiable = differentiable ?? inputs.map { $0.elementType != .int32 }
    self.tolerance = tolerance
  }

  package var description: String { "\(primitive) of \(inputs.map(\.shape))" }

  /// Samples of every primitive.
  package static var all: [OperationSample] {
    let families: [any PrimitiveFamily.Type] = [
      UnaryFamily.self, BinaryFamily.self, SelectionFamily.self, ReductionFamily.self,
      OrderingFamily.self, MovementFamily.self, IndexingFamily.self, MatmulFamily.self,
      ConvolutionFamily.self,
      PoolingFamily.self, SoftmaxFamily.self, ChannelNormalizationFamily.self, RandomFamily.self,
    ]
    return families.flatMap { $0.samples }
  }
}

/// Makes the inputs of samples: always the same ones.
struct SampleInputs {
  private var seed: Int

  init(seed: Int) { self.seed = seed }

  /// Random float64 numbers, none within 0.01 of a number to avoid; exactly representable as
  /// float32, so that both precisions see the same inputs.
  mutating func real(
    _ shape: [Int], _ range: ClosedRange<Double> = -2...2, avoiding kinks: [Double] = []
  ) -> Tensor {
    seed += 1
    let uniform = Tensor.uniform(
      shape, lower: range.lowerBound, upper: range.upperBound, seed: seed)
    var values = uniform.scalars
    for i in values.indices {
      for kink in kinks where abs(values[i] - Float(kink)) < 0.01 { values[i] += 0.02 }
    }
    return Tensor(values, shape: shape, type: .float64)
  }

  /// Random float64 numbers of which no two are closer than 0.01.
  mutating func distinct(_ shape: [Int]) -> Tensor {
    seed += 1
    let order = Tensor.permutation(shape.product, seed: seed).scalars
    let values = order.map { ($0 - Float(order.count) / 2) / 16 }
    return Tensor(values, shape: shape, type: .float64)
  }

  /// Random int32 numbers in 0..<bound.
  mutating func integers(_ shape: [Int], below bound: Int) -> Tensor {
    seed += 1
    return Tensor.uniform(shape, upper: Double(bound), seed: seed).converted(to: .int32)
  }
}
