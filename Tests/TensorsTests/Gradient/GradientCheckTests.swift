import Testing

@testable import Tensors

/// The gradient rule of every primitive against central differences of its float64 kernel.
struct GradientCheckTests {
  @Test(arguments: OperationSample.all.filter { $0.differentiable.contains(true) })
  func gradientEqualsCentralDifferences(_ sample: OperationSample) throws {
    let result = evaluate(sample.primitive, sample.inputs)
    guard result.elementType == .float64 else { return }
    // A random cotangent: the plain sum of softmax or batch normalization has no gradient.
    let cotangent = Tensor.normal(result.shape, seed: 17).converted(to: .float64)
    for place in sample.inputs.indices where sample.differentiable[place] {
      func loss(_ x: Tensor) throws -> Tensor {
        var inputs = sample.inputs
        inputs[place] = x
        return (try apply(sample.primitive, inputs) * cotangent).sum()
      }
      let x = sample.inputs[place]
      let analytic = try gradient(at: x, of: loss).doubles
      let numeric = try centralDifferences(at: x) { try loss($0).doubles[0] }
      let largest = analytic.map(\.magnitude).max() ?? 0
      for (element, (a, n)) in zip(analytic, numeric).enumerated() {
        let error = (a - n).magnitude / max(a.magnitude, n.magnitude, largest * 1e-3, 1e-6)
        #expect(
          error <= 1e-6,
          "\(sample), input \(place), element \(element): analytic \(a), numeric \(n), \(error)")
      }
    }
  }

  /// The gradient's own gradient, along a random direction. Every rule is made of operations that
  /// have a gradient themselves, so all of them allow it.
  @Test(arguments: OperationSample.all.filter { $0.differentiable.contains(true) })
  func gradientOfTheGradientEqualsCentralDifferences(_ sample: OperationSample) throws {
    let result = evaluate(sample.primitive, sample.inputs)
    guard result.elementType == .float64 else { return }
    let cotangent = Tensor.normal(result.shape, seed: 17).converted(to: .float64)
    for place in sample.inputs.indices where sample.differentiable[place] {
      let x = sample.inputs[place]
      let direction = Tensor.normal(x.shape, seed: 23).converted(to: .float64)
      func slope(_ x: Tensor) throws -> Tensor {
        let gradient = try gradient(at: x) { x in
          var inputs = sample.inputs
          inputs[place] = x
          return (try apply(sample.primitive, inputs) * cotangent).sum()
        }
        return (gradient * direction).sum()
      }
      let analytic = try gradient(at: x, of: slope).doubles
      let numeric = try centralDifferences(at: x) { try slope($0).doubles[0] }
      let largest = analytic.map(\.magnitude).max() ?? 0
      for (element, (a, n)) in zip(analytic, numeric).enumerated() {
        let error = (a - n).magnitude / max(a.magnitude, n.magnitude, largest * 1e-3, 1e-4)
        #expect(
          error <= 1e-6,
          "\(sample), input \(place), element \(element): analytic \(a), numeric \(n), \(error)")
      }
    }
  }

  @Test func everyPrimitiveHasASample() {
    let names = Set(
      OperationSample.all.map { String("\($0.primitive)".prefix { $0.isLetter }) })
    #expect(
      names == [
        "unary", "binary", "select", "unaryGradient", "convert", "reduce", "argumentMaximum",
        "argumentSort", "cumulativeSum", "reshape", "transpose", "broadcast", "slice",
        "sliceGradient", "concatenate", "gather",
        "scatterAdd", "oneHot", "matmul", "convolution", "convolutionInputGradient",
        "convolutionKernelGradient", "maxPool", "maxPoolGradient",
        "maxPoolSelection", "averagePool",
        "averagePoolGradient", "softmax", "logSoftmax", "softmaxCrossEntropy",
        "softmaxCrossEntropyGradient", "channelMoments", "channelNormalize",
        "channelNormalizeParameterGradient", "channelNormalizeInputGradient", "random",
        "randomPermutation", "foldKey",
      ])
  }
}

/// The derivative by every element: five points, so that the error is of the fourth power of the
/// step.
func centralDifferences(
  at x: Tensor, _ function: (Tensor) throws -> Double
) rethrows -> [Double] {
  let values = x.doubles
  return try values.indices.map { index in
    let step = 1e-3 * max(1, values[index].magnitude)
    func moved(_ steps: Double) throws -> Double {
      var moved = values
      moved[index] += steps * step
      return try function(Tensor(moved, shape: x.shape, type: .float64))
    }
    let near = try moved(1) - moved(-1)
    let far = try moved(2) - moved(-2)
    return (8 * near - far) / (12 * step)
  }
}
